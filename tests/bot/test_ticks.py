"""The clock's door: a real scheduler ticks, and what is due arrives in Slack, once."""

import asyncio
from datetime import datetime, timedelta

from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from bot.clock import MovableClock
from bot.kit import metrics
from bot.schedule import Schedule
from bot.ticks import Heartbeat, Ticks
from domain.calendars import Calendar
from domain.check_ins import State
from playground.serving import LoopServer
from storage import check_ins
from storage.database import Database
from tests.bot.conftest import Town
from tests.storage.conftest import ACME, NOON, install_acme
from tests.storage.office import ALICE, Office, daily, move_in


async def moved_in(town: Town) -> tuple[Office, datetime]:
    """Found an initiative in the town; every day is a working day."""
    now = town.clock.now()
    office = await move_in(town.house.services.database, now, owner=ALICE)
    await office.days_off(Calendar(), now)
    return office, now


async def test_what_is_due_arrives_as_one_message_and_once(town: Town) -> None:
    office, now = await moved_in(town)
    goal = await office.goal("Notes are ready", daily(), now)
    await office.goal("Teams keep using it", daily(), now)
    due_at = (await office.schedule(goal)).next_due_at
    assert due_at is not None
    town.clock.move_to(due_at + timedelta(seconds=1))
    await town.alice.waits_for(town.alice.sees)
    [message] = town.alice.sees()
    assert message.text.startswith("Two goals are due today.")
    await town.house.heartbeat.tick()
    assert len(town.alice.sees()) == 1


async def test_a_reminder_that_is_answered_meanwhile_does_not_leave(town: Town) -> None:
    office, now = await moved_in(town)
    goal = await office.goal("Notes are ready", daily(), now)
    due_at = (await office.schedule(goal)).next_due_at
    assert due_at is not None
    await town.house.delivery.stop()
    town.clock.move_to(due_at + timedelta(seconds=1))
    await town.house.heartbeat.tick()
    occurrence = await office.open(goal, due_at)
    async with office.database.transaction(ACME, due_at) as tx:
        await check_ins.answer(tx, occurrence, by=ALICE, state=State.SUBMITTED)
    town.house.delivery.start()

    async def dropped() -> None:
        while [row.state for row in await office.outbox()] != ["dropped"]:  # noqa: ASYNC110
            await asyncio.sleep(0.02)

    await asyncio.wait_for(dropped(), 5)
    assert town.alice.sees() == []


async def test_a_job_that_fails_is_tried_again_at_the_next_tick() -> None:
    ran = asyncio.Event()
    runs: list[int] = []

    async def job() -> None:
        runs.append(len(runs))
        if len(runs) == 1:
            raise LookupError("the first time")
        ran.set()

    schedule = Schedule()
    schedule.every(0.02, "job", job)
    schedule.start()
    await asyncio.wait_for(ran.wait(), 5)
    await schedule.stop()


async def test_a_job_never_runs_twice_at_once_and_ends_before_the_stop() -> None:
    at_once, most, begun = 0, 0, asyncio.Event()
    ended = []

    async def job() -> None:
        nonlocal at_once, most
        at_once += 1
        most = max(most, at_once)
        begun.set()
        await asyncio.sleep(0.15)
        at_once -= 1
        ended.append(True)

    schedule = Schedule()
    schedule.every(0.01, "slow", job)
    schedule.start()
    await asyncio.wait_for(begun.wait(), 5)
    await schedule.stop()
    assert (most, at_once) == (1, 0)
    assert ended


async def test_the_watchman_is_pinged_once_a_minute_and_only_when_a_tick_was_healthy(
    database: Database,
) -> None:
    await install_acme(database)
    pings: list[str] = []

    async def ping(_request: object) -> PlainTextResponse:
        pings.append("ping")
        return PlainTextResponse("ok")

    server = LoopServer(Starlette(routes=[Route("/ping", ping)]))
    await server.open()
    clock = MovableClock()
    heart = Heartbeat(f"{server.address}/ping", Ticks(database, clock), clock)
    await heart.tick()
    await heart.tick()
    await heart.stop()
    assert pings == ["ping"]
    clock.move(timedelta(minutes=1))
    await heart.tick()
    await heart.stop()
    assert pings == ["ping"] * 2
    broken = Database("sqlite:////nowhere/at/all.db")
    ill = Heartbeat(f"{server.address}/ping", Ticks(broken, clock), clock)
    schedule, met = Schedule(), asyncio.Event()

    async def tick() -> None:
        met.set()
        await ill.tick()

    schedule.every(0.01, "ill", tick)
    schedule.start()
    await asyncio.wait_for(met.wait(), 5)
    await schedule.stop()
    await ill.stop()
    await server.close()
    assert pings == ["ping"] * 2


async def test_a_watchman_who_is_away_stops_nobody(database: Database) -> None:
    clock = MovableClock()
    heart = Heartbeat("http://127.0.0.1:9/", Ticks(database, clock), clock)
    await heart.tick()
    await heart.stop()


async def test_ticks_are_counted(database: Database) -> None:
    await install_acme(database)
    office = await move_in(database, NOON)
    goal = await office.goal("Notes", daily(), NOON)
    await office.break_rule(goal, rule={})
    await office.goal("Late", daily(), NOON)
    clock = MovableClock()
    clock.move_to(NOON + timedelta(days=1))
    counters = (metrics.DUE, metrics.LATE, metrics.QUARANTINED)

    def counted() -> list[float]:
        return [counter._value.get() for counter in counters]

    before = counted()
    await Ticks(database, clock).tick()
    assert [now - then for now, then in zip(counted(), before, strict=True)] == [2, 1, 1]
