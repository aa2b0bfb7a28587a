"""Rules, calendars and zones at their edges, by hand."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest

from domain.cadence import Cadence, Every, check_cadence, dates, next_date, preview
from domain.calendars import Away, Calendar, Closed
from tests.domain.test_cadence import (
    BERLIN,
    EVERY_DAY,
    LONG_AGO,
    LOS_ANGELES,
    OFFICE,
    daily,
    utc,
)

HOURLY = Cadence(every=Every.CRON, cron="0 * * * *", starts=LONG_AGO)


def test_an_hourly_rule_goes_on_after_a_year_away() -> None:
    away = OFFICE.model_copy(
        update={"away": (Away(first=date(2026, 3, 2), last=date(2027, 3, 1)),)}
    )
    moved = next_date(HOURLY, BERLIN, away, after=utc(3, 1, 23, 30))
    assert moved is not None
    assert (moved.at, moved.off) == (utc(3, 1, 23, 0, year=2027), "away")  # midnight in Berlin
    last = next_date(HOURLY, BERLIN, away, after=utc(3, 2, 22, 0, year=2027))
    assert last is not None
    assert (last.at, last.slot) == (utc(3, 2, 23, 0, year=2027), "00:00")


def test_a_moved_date_is_found_again_however_long_the_absence() -> None:
    quarterly = Cadence(every=Every.QUARTERLY, day=15, starts=date(2026, 3, 1))
    away = OFFICE.model_copy(
        update={"away": (Away(first=date(2026, 3, 1), last=date(2026, 6, 10)),)}
    )
    for after in (utc(2, 20), utc(3, 20), utc(5, 20), utc(6, 10, 22)):
        found = next_date(quarterly, BERLIN, away, after=after)
        assert found is not None
        assert (found.day, found.nominal.date()) == (date(2026, 6, 11), date(2026, 3, 15))


def test_an_absence_without_end_skips_and_is_quick() -> None:
    gone = OFFICE.model_copy(
        update={"away": (Away(first=date(2026, 3, 2), last=date(9999, 12, 31)),)}
    )
    found = next_date(daily(), BERLIN, gone, after=utc(3, 2, 12))
    assert found is not None
    assert (found.day, found.skipped, found.off) == (date(2026, 3, 3), True, "away")
    assert preview(daily(), BERLIN, gone, after=utc(3, 2)) == []
    assert gone.next_working(date(2026, 3, 2)) is None
    assert gone.add_working_days(date(2026, 3, 2), 3) == date(2026, 3, 5)


def test_two_hundred_closed_days_in_a_row_are_one_move() -> None:
    days = [date(2026, 3, 2) + timedelta(days=n) for n in range(200)]
    closed = Calendar(closed=tuple(Closed(day=day, name="closed") for day in days))
    # the 200th day after 1 March is 17 September
    for every in (Every.DAILY, Every.WEEKLY, Every.MONTHLY, Every.CRON):
        rule = Cadence(every=every, day=5, cron="0 9 * * *", starts=LONG_AGO)
        assert preview(rule, BERLIN, closed, after=utc(3, 2))[0].day == date(2026, 9, 18), every
    nth = Cadence(every=Every.WORKING_DAY, nth=2, starts=LONG_AGO)
    assert preview(nth, BERLIN, closed, after=utc(3, 2))[0].day == date(2026, 9, 19)


@pytest.mark.parametrize("every", Every)
@pytest.mark.parametrize("starts", [date(9000, 1, 1), date(9999, 12, 31)])
def test_beyond_the_calendar_there_are_no_dates(every: Every, starts: date) -> None:
    rule = Cadence(every=every, cron="0 9 * * *", starts=starts)
    assert preview(rule, LOS_ANGELES, OFFICE, after=utc(3, 1)) == []


@pytest.mark.parametrize(
    ("nth", "days"),
    [
        (23, ["02-27", "03-31", "04-30"]),  # none of these months has 23 working days
        (-5, ["03-25", "04-24", "05-25"]),
        (20, ["02-27", "03-27", "04-28"]),
    ],
)
def test_a_working_day_beyond_the_month_is_its_last(nth: int, days: list[str]) -> None:
    rule = Cadence(every=Every.WORKING_DAY, nth=nth, starts=LONG_AGO)
    after = utc(2, 26, 12) if nth > 0 else utc(3, 1)
    found = preview(rule, BERLIN, OFFICE, after=after, number=3)
    assert [f"{d.day:%m-%d}" for d in found] == days


def test_a_leap_day_is_kept_in_leap_years_and_clamped_in_others() -> None:
    leap = Cadence(every=Every.CRON, cron="0 9 29 2 *", starts=LONG_AGO)
    check_cadence(leap)
    assert [d.day.year for d in preview(leap, BERLIN, EVERY_DAY, after=utc(3, 1), number=3)] == [
        2028,
        2032,
        2036,
    ]
    monthly = Cadence(every=Every.MONTHLY, day=29, starts=LONG_AGO)
    assert preview(monthly, BERLIN, EVERY_DAY, after=utc(2, 1))[0].day == date(2026, 2, 28)
    assert preview(monthly, BERLIN, EVERY_DAY, after=utc(2, 1, year=2028))[0].day == date(
        2028, 2, 29
    )


@pytest.mark.parametrize(
    ("zone", "at", "after", "instants"),
    [
        # Samoa left out 30 December 2011: it crossed the date line at midnight, from -10 to +14
        (
            "Pacific/Apia",
            time(9),
            datetime(2011, 12, 28, 20, tzinfo=UTC),
            ["2011-12-29T19:00", "2011-12-30T10:00", "2011-12-31T19:00"],
        ),
        # Lord Howe goes forward by half an hour on 4 October 2026, at 02:00 from +10:30 to +11
        (
            "Australia/Lord_Howe",
            time(2, 15),
            datetime(2026, 10, 2, 12, tzinfo=UTC),
            ["2026-10-02T15:45", "2026-10-03T15:30", "2026-10-04T15:15"],
        ),
        # and back on 5 April 2026, when 01:45 comes twice
        (
            "Australia/Lord_Howe",
            time(1, 45),
            datetime(2026, 4, 3, 12, tzinfo=UTC),
            ["2026-04-03T14:45", "2026-04-04T14:45", "2026-04-05T15:15"],
        ),
        # Morocco is at UTC+1, and at UTC during Ramadan: from 15 February to 22 March 2026
        (
            "Africa/Casablanca",
            time(9),
            datetime(2026, 2, 14, 0, tzinfo=UTC),
            ["2026-02-14T08:00", "2026-02-15T09:00", "2026-02-16T09:00"],
        ),
        # Kiritimati is 14 hours ahead
        (
            "Pacific/Kiritimati",
            time(9),
            datetime(2026, 3, 1, 12, tzinfo=UTC),
            ["2026-03-01T19:00", "2026-03-02T19:00", "2026-03-03T19:00"],
        ),
    ],
)
def test_odd_zones_by_hand(zone: str, at: time, after: datetime, instants: list[str]) -> None:
    rule = Cadence(every=Every.DAILY, at=at, starts=date(2011, 1, 1))
    found = list(islice(dates(rule, ZoneInfo(zone), EVERY_DAY, after=after), 3))
    assert [d.at.isoformat()[:16] for d in found] == instants
    assert len({d.day for d in found}) == 3
