"""Where goals stand: silence is stale, however often somebody is asked."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from domain.calendars import WESTERN
from domain.check_ins import State, Why
from domain.goals import Goal
from domain.status import Status
from storage import check_ins, goals, kpis, readings, schedule, settings, standings
from storage.database import Database
from tests.storage.conftest import ACME
from tests.storage.office import ALICE, BERLIN, Office, daily, move_in, weekly

pytestmark = pytest.mark.usefixtures("acme")


def utc(day: int, hour: int = 10) -> datetime:
    return datetime(2026, 3, day, hour, tzinfo=UTC)


@pytest.fixture
async def office(database: Database) -> Office:
    made = await move_in(database, utc(1))
    await made.days_off(WESTERN, utc(1))
    return made


async def status(office: Office, goal: Goal, now: datetime) -> Status:
    async with office.database.reading(ACME, now) as tx:
        found = await goals.find(tx, goal.id)
        assert found is not None
        return (await standings.of_goals(tx, [found]))[0].status


async def read(office: Office, goal: Goal, value: int, now: datetime) -> None:
    async with office.database.transaction(ACME, now) as tx:
        [kpi] = (await kpis.of_goals(tx, [goal.id]))[goal.id]
        await readings.put(tx, kpi.id, Decimal(value), source_key=str(now), by=ALICE)


async def test_a_goal_that_is_asked_for_daily_gets_stale_too(office: Office) -> None:
    goal = await office.goal("Notes", daily(), utc(1))
    await read(office, goal, 10, utc(1))
    found = {}
    for day in (2, 3, 4, 5, 6):  # Monday to Friday
        await office.tick(utc(day, 8))
        found[day] = await status(office, goal, utc(day))
    # Monday was not answered: three working days later is Thursday, and after that it is stale
    assert found == {
        **dict.fromkeys((2, 3, 4, 5), Status.ON_TRACK),
        6: Status.STALE,
    }


async def test_a_weekly_goal_stays_stale_when_it_is_asked_for_again(office: Office) -> None:
    goal = await office.goal("Notes", weekly(), utc(1))
    await read(office, goal, 10, utc(1))
    await office.tick(utc(2, 8))
    assert await status(office, goal, utc(6)) is Status.STALE
    await office.tick(utc(9, 8))  # the next Monday
    assert await status(office, goal, utc(9)) is Status.STALE
    occurrence = await office.open(goal, utc(9))
    async with office.database.transaction(ACME, utc(9)) as tx:
        await check_ins.answer(tx, occurrence, by=ALICE, state=State.SUBMITTED)
    assert await status(office, goal, utc(9)) is Status.ON_TRACK
    await office.tick(utc(16, 8))
    assert await status(office, goal, utc(19)) is Status.ON_TRACK
    assert await status(office, goal, utc(20)) is Status.STALE


async def test_a_skip_with_a_reason_is_no_silence(office: Office) -> None:
    goal = await office.goal("Notes", daily(), utc(1))
    await read(office, goal, 10, utc(1))
    for day in (2, 3, 4):
        await office.tick(utc(day, 8))
    async with office.database.transaction(ACME, utc(4)) as tx:
        occurrence = (await check_ins.open_of_goal(tx, goal.id))[0]
        await check_ins.skip(tx, occurrence, "The numbers come on Friday", ALICE)
    for day in (5, 6):
        await office.tick(utc(day, 8))
    assert await status(office, goal, utc(6)) is Status.ON_TRACK


async def test_an_answer_that_nobody_asked_for_ends_a_silence(office: Office) -> None:
    goal = await office.goal("Notes", daily(), utc(1))
    await read(office, goal, 10, utc(1))
    for day in (2, 3, 4, 5, 6):
        await office.tick(utc(day, 8))
    assert await status(office, goal, utc(6)) is Status.STALE
    sunday = utc(8)
    async with office.database.transaction(ACME, sunday) as tx:
        [occurrence] = await check_ins.open_of_goal(tx, goal.id)
        await check_ins.move(tx, occurrence, State.CANCELLED, Why.RESCHEDULED)
        assert await schedule.answer_early(tx, goal, by=ALICE, confidence=None, words="")
    assert await status(office, goal, sunday) is Status.ON_TRACK


async def test_days_on_which_workback_was_down_are_nobodys_silence(office: Office) -> None:
    goal = await office.goal("Notes", daily(), utc(1))
    await read(office, goal, 10, utc(1))
    await office.tick(utc(6, 9))  # down from Monday to Friday: asked for Friday only
    assert await status(office, goal, utc(6)) is Status.ON_TRACK


async def test_a_goal_that_was_paused_begins_anew(office: Office) -> None:
    goal = await office.goal("Notes", daily(), utc(1))
    await read(office, goal, 10, utc(1))
    for day in (2, 3, 4, 5):
        await office.tick(utc(day, 8))
    assert (await office.schedule(goal)).ignored == 3
    async with office.database.transaction(ACME, utc(6)) as tx:
        await schedule.pause(tx, goal.id, by=ALICE)
        await schedule.resume(tx, goal.id, BERLIN)
    assert (await office.schedule(goal)).ignored == 0
    assert await status(office, goal, utc(9)) is Status.ON_TRACK


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        # from 30 on 1 January to 5 on 31 December: after 64 of 364 days the plan has 25.6
        (25, Status.ON_TRACK),
        (29, Status.AT_RISK),
    ],
)
async def test_the_numbers_alone_are_judged_with_what_was_just_typed(
    office: Office, value: int, expected: Status
) -> None:
    goal = await office.goal("Notes", daily(), utc(1))
    await read(office, goal, 28, utc(1))
    now = utc(6)
    async with office.database.reading(ACME, now) as tx:
        [standing] = await standings.of_goals(tx, [goal])
    [measured] = standing.measured
    typed = {measured.kpi.id: Decimal(value)}
    assert standings.with_values(standing, typed, now) is expected
    assert standings.with_values(standing, {}, now) is Status.ON_TRACK  # 28: 8 % of 17.6 %


async def test_a_workspace_decides_where_a_status_begins(office: Office) -> None:
    goal = await office.goal("Notes", daily(), utc(1))
    await read(office, goal, 28, utc(1))  # 8 % done, where the plan has 17.6 %
    await office.tick(utc(2, 8))
    assert await status(office, goal, utc(4)) is Status.ON_TRACK
    async with office.database.transaction(ACME, utc(4)) as tx:
        before = await settings.get(tx)
        await settings.change(tx, ALICE, before, before.model_copy(update={"behind_at_risk": 9}))
    assert await status(office, goal, utc(4)) is Status.AT_RISK
    async with office.database.transaction(ACME, utc(4)) as tx:
        before = await settings.get(tx)
        await settings.change(
            tx, ALICE, before, before.model_copy(update={"grace_working_days": 1})
        )
    assert await status(office, goal, utc(4)) is Status.STALE  # asked on Monday, it is Wednesday
