"""Dates and instants, against a calendar on paper: every expected instant is written out."""

import os
import subprocess
import sys
from datetime import UTC, date, datetime, time
from itertools import islice
from zoneinfo import ZoneInfo

import pytest

from domain.cadence import (
    Cadence,
    DayOff,
    Every,
    MonthEnd,
    check_cadence,
    dates,
    next_date,
    preview,
    zone_named,
)
from domain.calendars import SATURDAY, SUNDAY, Away, Calendar, Closed, check_country
from domain.errors import Refusal

BERLIN, TOKYO = ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Tokyo")
NEW_YORK, LOS_ANGELES = ZoneInfo("America/New_York"), ZoneInfo("America/Los_Angeles")
EVERY_DAY = Calendar()
OFFICE = Calendar(weekend=frozenset({SATURDAY, SUNDAY}))
LONG_AGO = date(2020, 1, 1)


def utc(month: int, day: int, hour: int = 0, minute: int = 0, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


def daily(at: time = time(9)) -> Cadence:
    return Cadence(every=Every.DAILY, at=at, starts=LONG_AGO)


def instants(
    cadence: Cadence, zone: ZoneInfo, after: datetime, number: int, calendar: Calendar = EVERY_DAY
) -> list[datetime]:
    return [found.at for found in islice(dates(cadence, zone, calendar, after=after), number)]


def test_scenario_07_a_spring_gap_at_half_past_two_is_once_at_the_first_valid_instant() -> None:
    # 29 March 2026: at 02:00 the clocks go to 03:00, which is 01:00 UTC
    found = list(islice(dates(daily(time(2, 30)), BERLIN, EVERY_DAY, after=utc(3, 28, 2)), 2))
    assert [d.at for d in found] == [utc(3, 29, 1, 0), utc(3, 30, 0, 30)]
    assert [d.day for d in found] == [date(2026, 3, 29), date(2026, 3, 30)]


def test_scenario_08_an_autumn_half_past_one_that_happens_twice_is_once() -> None:
    # New York, 1 November 2026: 01:30 is 05:30 UTC and again 06:30 UTC; 24 and 25 hours apart
    found = instants(daily(time(1, 30)), NEW_YORK, utc(10, 31, 12), 2)
    assert found == [utc(11, 1, 5, 30), utc(11, 2, 6, 30)]


def test_scenario_09_a_daily_midnight_loses_no_day_over_dst() -> None:
    # Beirut leaves out 00:00 to 01:00 on 29 March 2026
    beirut = ZoneInfo("Asia/Beirut")
    found = list(islice(dates(daily(time(0)), beirut, EVERY_DAY, after=utc(3, 26, 23)), 4))
    assert [d.day for d in found] == [date(2026, 3, n) for n in (28, 29, 30, 31)]
    assert [d.at for d in found][:2] == [utc(3, 27, 22), utc(3, 28, 22)]
    assert found[2].at == utc(3, 29, 21)


def test_scenario_10_a_weekly_nine_stays_nine_over_dst() -> None:
    weekly = Cadence(every=Every.WEEKLY, weekday=0, starts=LONG_AGO)
    # Mondays 23 March (winter, UTC+1) and 30 March (summer, UTC+2)
    assert instants(weekly, BERLIN, utc(3, 20), 2) == [utc(3, 23, 8), utc(3, 30, 7)]


def test_scenario_11_the_servers_zone_changes_no_instant() -> None:
    code = (
        "from datetime import *; from zoneinfo import ZoneInfo; from domain.cadence import *;"
        "from domain.calendars import Calendar;"
        "c = Cadence(every='daily', at=time(2, 30), starts=date(2020, 1, 1));"
        "print([d.at.isoformat() for d in preview(c, ZoneInfo('Europe/Berlin'), Calendar(),"
        " after=datetime(2026, 3, 27, tzinfo=UTC))])"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "TZ": server},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for server in ("UTC", "America/Los_Angeles", "Asia/Tokyo")
    }
    assert len(said) == 1
    assert "2026-03-29T01:00:00+00:00" in said.pop()


def test_scenario_12_tokyos_monday_is_a_monday_while_utc_has_sunday() -> None:
    weekly = Cadence(every=Every.WEEKLY, weekday=0, at=time(8), starts=LONG_AGO)
    found = next_date(weekly, TOKYO, EVERY_DAY, after=utc(3, 1))
    assert found is not None
    assert found.at == utc(3, 1, 23)  # a Sunday in UTC
    assert (found.day, found.day.weekday()) == (date(2026, 3, 2), 0)


def test_scenario_13_an_owner_who_moves_is_not_asked_twice_for_a_local_day() -> None:
    # asked on Tuesday 3 March 09:00 in Tokyo; then in Los Angeles, where it is still Monday
    asked = utc(3, 3, 0)
    found = list(
        islice(
            dates(daily(), LOS_ANGELES, EVERY_DAY, after=asked, last_day=date(2026, 3, 3)),
            2,
        )
    )
    assert [d.day for d in found] == [date(2026, 3, 4), date(2026, 3, 5)]
    assert found[0].at == utc(3, 4, 17)
    # and eastwards: asked on Monday in Los Angeles, then in Tokyo on its Tuesday already
    later = next_date(daily(), TOKYO, EVERY_DAY, after=utc(3, 2, 17), last_day=date(2026, 3, 2))
    assert later is not None
    assert (later.day, later.at) == (date(2026, 3, 3), utc(3, 3, 0))


def test_scenario_14_a_monthly_31st_is_clamped() -> None:
    monthly = Cadence(every=Every.MONTHLY, day=31, starts=LONG_AGO)
    found = preview(monthly, BERLIN, EVERY_DAY, after=utc(1, 1))
    assert [d.day for d in found] == [
        date(2026, 1, 31),
        date(2026, 2, 28),
        date(2026, 3, 31),
        date(2026, 4, 30),
        date(2026, 5, 31),
    ]
    skipping = monthly.model_copy(update={"month_end": MonthEnd.SKIP})
    assert [d.day.month for d in preview(skipping, BERLIN, EVERY_DAY, after=utc(1, 1))] == [
        1,
        3,
        5,
        7,
        8,
    ]
    leap = preview(monthly, BERLIN, EVERY_DAY, after=utc(2, 1, year=2028), number=1)
    assert leap[0].day == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ({"every": "biweekly", "weekday": 2, "starts": date(2026, 3, 1)}, ["03-04", "03-18"]),
        ({"every": "quarterly", "day": 15, "starts": date(2026, 2, 1)}, ["05-15", "08-17"]),
        ({"every": "working_day", "nth": 3, "starts": LONG_AGO}, ["03-04", "04-03"]),
        ({"every": "working_day", "nth": -1, "starts": LONG_AGO}, ["03-31", "04-30"]),
        ({"every": "cron", "cron": "0 9 * * 1#1", "starts": LONG_AGO}, ["03-02", "04-06"]),
        ({"every": "cron", "cron": "30 8 L * *", "starts": LONG_AGO}, ["03-31", "04-30"]),
    ],
)
def test_other_cadences_by_hand(rule: dict[str, object], days: list[str]) -> None:
    cadence = Cadence.model_validate(rule)
    found = preview(cadence, BERLIN, OFFICE, after=utc(3, 1, 12), number=2)
    assert [f"{d.day:%m-%d}" for d in found] == days


def test_a_cadence_does_not_begin_before_its_start() -> None:
    late = Cadence(every=Every.DAILY, starts=date(2026, 5, 1))
    assert preview(late, BERLIN, EVERY_DAY, after=utc(3, 1))[0].day == date(2026, 5, 1)


def test_an_hourly_rule_tells_its_dates_apart_by_slot() -> None:
    hours = Cadence(every=Every.CRON, cron="30 9,13 * * *", starts=LONG_AGO)
    found = preview(hours, BERLIN, EVERY_DAY, after=utc(3, 2), number=3)
    assert [(d.day.day, d.slot) for d in found] == [(2, "09:30"), (2, "13:30"), (3, "09:30")]


def test_a_holiday_moves_or_skips() -> None:
    german = OFFICE.model_copy(update={"country": "DE"})
    mondays = Cadence(every=Every.WEEKLY, weekday=0, starts=LONG_AGO)
    moved = next_date(mondays, BERLIN, german, after=utc(4, 4))
    assert moved is not None
    assert (moved.day, moved.off) == (date(2026, 4, 7), "holiday: Easter Monday")
    skipping = mondays.model_copy(update={"day_off": DayOff.SKIP})
    skipped, following = islice(dates(skipping, BERLIN, german, after=utc(4, 4)), 2)
    assert (skipped.day, skipped.skipped) == (date(2026, 4, 6), True)
    assert (following.day, following.skipped) == (date(2026, 4, 13), False)
    assert preview(skipping, BERLIN, german, after=utc(4, 4))[0].day == date(2026, 4, 13)


def test_a_weekend_is_left_out_unless_it_was_chosen() -> None:
    skipping = daily().model_copy(update={"day_off": DayOff.SKIP})
    week = preview(skipping, BERLIN, OFFICE, after=utc(3, 6, 12), number=2)
    assert [d.day for d in week] == [date(2026, 3, 9), date(2026, 3, 10)]
    sundays = Cadence(every=Every.WEEKLY, weekday=6, starts=LONG_AGO)
    assert preview(sundays, BERLIN, OFFICE, after=utc(3, 2))[0].day == date(2026, 3, 8)


def test_dates_that_are_moved_to_one_day_are_one() -> None:
    found = preview(daily(), BERLIN, OFFICE, after=utc(3, 6, 12), number=3)
    assert [d.day for d in found] == [date(2026, 3, 9), date(2026, 3, 10), date(2026, 3, 11)]


def test_absences_and_closed_days_are_days_off() -> None:
    away = OFFICE.model_copy(
        update={
            "away": (Away(first=date(2026, 3, 2), last=date(2026, 3, 4)),),
            "closed": (Closed(day=date(2026, 3, 5), name="Founders' day"),),
        }
    )
    mondays = Cadence(every=Every.WEEKLY, weekday=0, starts=LONG_AGO)
    found = next_date(mondays, BERLIN, away, after=utc(3, 1, 20))
    assert found is not None
    assert (found.day, found.off) == (date(2026, 3, 6), "away")
    assert away.day_off(date(2026, 3, 5)) == "closed: Founders' day"
    assert away.add_working_days(date(2026, 3, 6), 1) == date(2026, 3, 9)


def test_a_long_absence_moves_to_its_end() -> None:
    away = Calendar(away=(Away(first=date(2026, 3, 2), last=date(2026, 6, 30)),))
    weekly = Cadence(every=Every.WEEKLY, weekday=0, starts=LONG_AGO)
    found = next_date(weekly, BERLIN, away, after=utc(3, 1))
    assert found is not None
    assert found.day == date(2026, 7, 1)


@pytest.mark.parametrize(
    ("cron", "sentence"),
    [
        ("0 0 31 2 *", "is not a cron rule: bad day-of-month"),
        ("0 0 30 2 *", "is not a cron rule: bad day-of-month"),
        ("61 * * * *", "is not a cron rule: bad minute"),
        ("* * * * *", "fires too often"),
        ("0,30 9 * * *", "fires too often"),
        ("* * * * * *", "has five fields"),
        ("", "has five fields"),
    ],
)
def test_cron_rules_that_cannot_be_kept_are_refused(cron: str, sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        check_cadence(Cadence(every=Every.CRON, cron=cron, starts=LONG_AGO))


def test_zones_and_countries_must_exist() -> None:
    assert zone_named("Europe/Berlin") == BERLIN
    for name in ("Mars/Base", "../etc/passwd", ""):
        with pytest.raises(Refusal, match="is not a time zone"):
            zone_named(name)
    check_country("DE", "BY")
    with pytest.raises(Refusal, match="not a country code"):
        check_country("Germany")
    with pytest.raises(Refusal, match="has these regions"):
        check_country("DE", "XX")
