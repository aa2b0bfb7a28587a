"""Silence stays silence when the next date comes, and can be told for any earlier moment.

The check-ins are Mondays, 09:00 in Berlin: 9, 16, 23 and 30 March 2026. The clocks go forward
on the 29th, so the first three are at 08:00 UTC and the last one at 07:00.
"""

from datetime import UTC, date, datetime, timedelta

import pytest

from domain.check_ins import State, Why
from domain.goals import Goal
from domain.status import Status
from storage import check_ins, goals, silence, standings
from storage.database import Database
from tests.storage.conftest import ACME, NOON
from tests.storage.office import ALICE, Office, move_in, weekly

pytestmark = pytest.mark.usefixtures("acme")


def march(day: int, hour: int = 12) -> datetime:
    return datetime(2026, 3, day, hour, tzinfo=UTC)


MONDAYS = (march(9, 8), march(16, 8), march(23, 8), march(30, 7))


async def since(office: Office, goal: Goal, at: datetime) -> date | None:
    async with office.database.reading(ACME, at) as tx:
        return (await silence.since(tx, [goal.id], at)).get(goal.id)


async def status(office: Office, goal: Goal, now: datetime) -> Status:
    async with office.database.reading(ACME, now) as tx:
        [standing] = await standings.of_goals(tx, await goals.listed(tx, goals.Scope()))
        assert standing.goal.id == goal.id
        return standing.status


async def answer(office: Office, goal: Goal, now: datetime) -> None:
    async with office.database.transaction(ACME, now) as tx:
        [waiting] = await check_ins.open_of_goal(tx, goal.id)
        await check_ins.answer(tx, waiting, by=ALICE, state=State.SUBMITTED)


async def test_the_next_date_does_not_make_an_old_value_new(database: Database) -> None:
    office = await move_in(database, NOON)
    goal = await office.goal("Notes", weekly(), NOON)
    await office.tick(MONDAYS[0])
    assert await since(office, goal, MONDAYS[0] + timedelta(hours=1)) == date(2026, 3, 9)
    assert await status(office, goal, march(12)) is Status.PENDING  # the third working day
    assert await status(office, goal, march(13)) is Status.STALE
    await office.tick(MONDAYS[1])
    assert await status(office, goal, MONDAYS[1] + timedelta(minutes=1)) is Status.STALE
    await answer(office, goal, march(17))
    assert await status(office, goal, march(18)) is Status.PENDING
    await office.tick(MONDAYS[2])
    await office.tick(MONDAYS[3])
    assert await status(office, goal, march(30)) is Status.STALE


async def test_what_was_so_at_an_earlier_moment_is_told_afterwards(database: Database) -> None:
    office = await move_in(database, NOON)
    goal = await office.goal("Notes", weekly(), NOON)
    await office.tick(MONDAYS[0])
    await office.tick(MONDAYS[1])
    await answer(office, goal, march(17))
    moments = (march(8), march(10), MONDAYS[1] + timedelta(hours=1), march(17, 11), march(17, 13))
    told = [await since(office, goal, at) for at in moments]
    ninth = date(2026, 3, 9)
    assert told == [None, ninth, ninth, ninth, None]


async def test_a_day_off_says_nothing_and_who_skips_has_said_something(database: Database) -> None:
    office = await move_in(database, NOON)
    goal = await office.goal("Notes", weekly(), NOON)
    await office.tick(MONDAYS[0])
    await office.away(ALICE, date(2026, 3, 16), 14, march(10))
    await office.tick(MONDAYS[3])
    assert await since(office, goal, march(30, 10)) == date(2026, 3, 9)
    async with database.transaction(ACME, march(31)) as tx:
        [waiting] = await check_ins.open_of_goal(tx, goal.id)
        await check_ins.skip(tx, waiting, "The pilot was closed", ALICE)
    assert await since(office, goal, march(31, 13)) is None


async def test_what_was_never_asked_is_nobodys_silence(database: Database) -> None:
    office = await move_in(database, NOON)
    goal = await office.goal("Notes", weekly(), NOON)
    await office.tick(MONDAYS[2] + timedelta(hours=1))
    async with database.reading(ACME, march(23)) as tx:
        found = await check_ins.latest(tx, goal.id)
        lines = [line.why for one in found for line in await check_ins.lines(tx, one.id)]
    assert lines.count(Why.DOWNTIME) == 2
    assert await since(office, goal, march(24)) == date(2026, 3, 23)
