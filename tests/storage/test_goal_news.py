"""What moved since a moment is judged by what was known at that moment."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from domain.goals import Goal
from domain.settings import Settings
from domain.status import Status, Thresholds
from storage import goal_news, kpis, readings, settings
from storage.database import Database
from storage.goal_news import GoalNews
from tests.storage.conftest import ACME
from tests.storage.office import ALICE, Office, move_in, weekly

pytestmark = pytest.mark.usefixtures("acme")


def utc(day: int) -> datetime:
    return datetime(2026, 3, day, 10, tzinfo=UTC)


@pytest.fixture
async def office(database: Database) -> Office:
    return await move_in(database, utc(1))


@pytest.fixture
async def goal(office: Office) -> Goal:
    """From 30 minutes to 5 within the year: 26 are expected in March."""
    return await office.goal("Notes", weekly(), utc(1))


async def read(
    office: Office,
    goal: Goal,
    value: int,
    now: datetime,
    *,
    at: datetime,
    corrects: str | None = None,
) -> str:
    """Record a value of a day at another moment; return its id."""
    async with office.database.transaction(ACME, now) as tx:
        [kpi] = (await kpis.of_goals(tx, [goal.id]))[goal.id]
        await readings.put(
            tx, kpi.id, Decimal(value), source_key=str(value), at=at, by=ALICE, corrects=corrects
        )
        return next(
            r.id for r in (await readings.of_kpis(tx, [kpi.id]))[kpi.id] if r.value == value
        )


async def news(office: Office, *, since: datetime) -> list[GoalNews]:
    async with office.database.reading(ACME, utc(12)) as tx:
        return await goal_news.of_initiative(tx, office.home.id, since)


def lasts(found: list[GoalNews]) -> list[Decimal]:
    """Return the last value that was known before, of each goal that had one."""
    return [point.value for one in found for point in one.before.values()]


async def test_a_value_of_an_earlier_day_that_came_later_was_not_known(
    office: Office, goal: Goal
) -> None:
    await read(office, goal, 29, utc(2), at=utc(2))
    await read(office, goal, 10, utc(11), at=utc(3))
    [told] = await news(office, since=utc(9))
    assert (told.was, told.standing.status) == (Status.AT_RISK, Status.ON_TRACK)
    assert told.new_values
    assert lasts([told]) == [Decimal(29)]
    assert await news(office, since=utc(12)) == []


async def test_a_correction_is_news_and_what_it_corrects_was_known(
    office: Office, goal: Goal
) -> None:
    wrong = await read(office, goal, 10, utc(2), at=utc(2))
    await read(office, goal, 29, utc(11), at=utc(2), corrects=wrong)
    [told] = await news(office, since=utc(9))
    assert (told.was, told.standing.status) == (Status.ON_TRACK, Status.AT_RISK)
    assert told.new_values
    assert lasts([told]) == [Decimal(10)]


async def test_the_workspaces_thresholds_hold_for_then_and_now(office: Office, goal: Goal) -> None:
    """By stricter ones it was off track all the time: nothing moved."""
    await read(office, goal, 29, utc(2), at=utc(2))
    strict = Settings(status=Thresholds(behind_at_risk=0.05, behind_off_track=0.10))
    async with office.database.transaction(ACME, utc(2)) as tx:
        await settings.change(tx, ALICE, Settings(), strict)
    assert await news(office, since=utc(9)) == []
