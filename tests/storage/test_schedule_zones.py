"""Check-ins keep their local hour in the database: every instant is written out by hand."""

import time as clocks
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

import psycopg
import pytest
from sqlmodel import col, select

from domain.cadence import Cadence, Every
from domain.calendars import Calendar
from domain.goals import Goal
from storage.database import Database
from storage.tables import OccurrenceRow
from tests.storage.office import ALICE, BOB, DANA, Office, daily, move_in, weekly

pytestmark = pytest.mark.usefixtures("acme")

STARTS = date(2026, 1, 1)
Asked = tuple[datetime, date]
"""An instant, and the local day it was asked for."""


def utc(month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


def day(month: int, number: int) -> date:
    return date(2026, month, number)


@pytest.fixture
async def office(database: Database) -> Office:
    made = await move_in(database, utc(1, 1))
    await made.days_off(Calendar(), utc(1, 1))
    return made


async def ticks(office: Office, begin: datetime, end: datetime, step: timedelta) -> None:
    """Let a clock run and tick, as if somebody looked at each step only."""
    at = begin
    while at <= end:
        await office.tick(at)
        at += step


async def asked(office: Office, goal: Goal) -> list[Asked]:
    async with office.database.session(writes=False) as session:
        row = OccurrenceRow
        query = select(row).where(row.goal_id == goal.id).order_by(col(row.due_at))
        return [(found.due_at, found.local_date) for found in await session.exec(query)]


async def test_scenario_09_a_daily_midnight_loses_no_day_in_the_database(office: Office) -> None:
    # Beirut goes from UTC+2 to UTC+3 at midnight of 29 March: that day begins at 01:00
    goal = await office.goal("Notes", daily(time(0)), utc(3, 26, 23), zone="Asia/Beirut")
    await ticks(office, utc(3, 26, 23), utc(3, 30, 23), timedelta(hours=1))
    assert await asked(office, goal) == [
        (utc(3, 27, 22), day(3, 28)),
        (utc(3, 28, 22), day(3, 29)),
        (utc(3, 29, 21), day(3, 30)),
        (utc(3, 30, 21), day(3, 31)),
    ]


async def test_scenario_10_a_weekly_nine_stays_nine_in_the_database(office: Office) -> None:
    # Berlin leaves winter time on Sunday 29 March, New York did on 8 March and Sydney on 5 April
    places = {"Europe/Berlin": ALICE, "America/New_York": BOB, "Australia/Sydney": DANA}
    goals = {
        zone: await office.goal(zone, weekly(zone=zone), utc(3, 20), owner=owner)
        for zone, owner in places.items()
    }
    await ticks(office, utc(3, 20), utc(4, 7), timedelta(hours=1))
    mondays = [day(3, 23), day(3, 30), day(4, 6)]
    instants = {
        "Europe/Berlin": [utc(3, 23, 8), utc(3, 30, 7), utc(4, 6, 7)],
        "America/New_York": [utc(3, 23, 13), utc(3, 30, 13), utc(4, 6, 13)],
        "Australia/Sydney": [utc(3, 22, 22), utc(3, 29, 22), utc(4, 5, 23)],
    }
    for zone, goal in goals.items():
        assert await asked(office, goal) == list(zip(instants[zone], mondays, strict=True)), zone


@pytest.fixture(params=["UTC", "America/Los_Angeles", "Pacific/Kiritimati", "Asia/Kathmandu"])
def server_zone(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, database_url: str
) -> Iterator[str]:
    """Let this process, and PostgreSQL with it, live in a zone."""
    zone = str(request.param)
    monkeypatch.setenv("TZ", zone)
    clocks.tzset()
    if database_url.startswith("postgres"):
        with psycopg.connect(database_url, autocommit=True) as connection:
            name = connection.info.dbname
            connection.execute(f"ALTER DATABASE {name} SET timezone TO '{zone}'".encode())
    yield zone
    monkeypatch.undo()
    clocks.tzset()


async def test_scenario_11_a_server_in_any_zone_asks_at_the_same_instants(
    server_zone: str, office: Office
) -> None:
    assert clocks.tzname[0] in {"UTC", "PST", "+14", "+0545"}, server_zone
    goal = await office.goal("Notes", daily(time(2, 30)), utc(3, 27, 12))
    late = await office.goal("Late", daily(time(23, 45)), utc(3, 27, 12), owner=BOB)
    await ticks(office, utc(3, 27, 12), utc(3, 30, 12), timedelta(minutes=15))
    # in Berlin 02:30 does not exist on 29 March, when 03:00 follows 01:59
    assert await asked(office, goal) == [
        (utc(3, 28, 1, 30), day(3, 28)),
        (utc(3, 29, 1, 0), day(3, 29)),
        (utc(3, 30, 0, 30), day(3, 30)),
    ]
    assert await asked(office, late) == [
        (utc(3, 27, 22, 45), day(3, 27)),
        (utc(3, 28, 22, 45), day(3, 28)),
        (utc(3, 29, 21, 45), day(3, 29)),
    ]


async def test_scenario_12_tokyos_monday_is_kept_and_said_as_a_monday(office: Office) -> None:
    goal = await office.goal("Notes", weekly(0, time(8)), utc(3, 1), zone="Asia/Tokyo")
    sunday = utc(3, 1, 23)
    assert await office.tick(sunday - timedelta(seconds=1)) == []
    assert await office.tick(sunday) == ["ask: Notes"]
    assert await asked(office, goal) == [(sunday, day(3, 2))]
    assert day(3, 2).strftime("%A") == "Monday"
    assert await office.states(goal, sunday) == [("03-02", "open")]
    assert (await office.schedule(goal)).next_day == day(3, 9)


async def test_scenario_14_a_monthly_31st_is_clamped_in_the_database(office: Office) -> None:
    monthly = Cadence(every=Every.MONTHLY, day=31, starts=STARTS)
    goal = await office.goal("Notes", monthly, utc(1, 30))
    await ticks(office, utc(1, 30), utc(5, 1), timedelta(hours=12))
    assert await asked(office, goal) == [
        (utc(1, 31, 8), day(1, 31)),
        (utc(2, 28, 8), day(2, 28)),
        (utc(3, 31, 7), day(3, 31)),
        (utc(4, 30, 7), day(4, 30)),
    ]


async def test_a_day_that_a_zone_left_out_is_not_asked_for_and_none_is_twice(
    office: Office,
) -> None:
    """Lord Howe changes by half an hour: 02:15 is a gap on 4 October, and twice on 5 April."""
    zone = "Australia/Lord_Howe"
    spring = await office.goal("Spring", daily(time(2, 15), zone=zone), utc(10, 2, 12))
    await ticks(office, utc(10, 2, 12), utc(10, 4, 18), timedelta(minutes=15))
    assert await asked(office, spring) == [
        (utc(10, 2, 15, 45), day(10, 3)),
        (utc(10, 3, 15, 30), day(10, 4)),  # 02:00 at UTC+10:30 is 02:30 at UTC+11
        (utc(10, 4, 15, 15), day(10, 5)),
    ]
