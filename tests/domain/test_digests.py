"""When a digest is due, against a calendar on paper: every expected instant is written out."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.calendars import SATURDAY, SUNDAY, Calendar, Closed
from domain.digests import Due, due, following

LONDON, TOKYO = ZoneInfo("Europe/London"), ZoneInfo("Asia/Tokyo")
OFFICE = Calendar(weekend=frozenset({SATURDAY, SUNDAY}))
MONDAY = 0


def utc(month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "at"),
    [
        (utc(10, 19, 7, 59), None),
        (utc(10, 19, 8), utc(10, 19, 8)),
        (utc(10, 20, 7, 59), utc(10, 19, 8)),
        (utc(10, 20, 8), None),  # a day late: the next one tells it
        (utc(10, 26, 8), None),  # the clocks went back on the day before
        (utc(10, 26, 9), utc(10, 26, 9)),
    ],
)
def test_nine_stays_nine_on_both_sides_of_a_change_of_the_clocks(
    now: datetime, at: datetime | None
) -> None:
    found = due(now, LONDON, MONDAY, 9, OFFICE)
    assert (found.at if found else None) == at


def test_a_week_with_a_change_of_the_clocks_is_told_whole() -> None:
    found = due(utc(10, 26, 9), LONDON, MONDAY, 9, OFFICE)
    assert found is not None
    assert found.since(LONDON, date(2026, 10, 19)) == utc(10, 19, 8)
    assert found.since(LONDON, None) == utc(10, 19, 8)


def test_the_day_is_the_owners() -> None:
    found = due(utc(10, 18, 23, 30), TOKYO, MONDAY, 8, OFFICE)
    assert found == Due(date(2026, 10, 19), utc(10, 18, 23))


def test_on_a_closed_day_it_comes_on_the_next_one() -> None:
    closed = Closed(day=date(2026, 10, 19), name="Founders' day")
    calendar = OFFICE.model_copy(update={"closed": (closed,)})
    assert due(utc(10, 19, 12), LONDON, MONDAY, 9, calendar) is None
    found = due(utc(10, 20, 12), LONDON, MONDAY, 9, calendar)
    assert found == Due(date(2026, 10, 20), utc(10, 20, 8))
    following = due(utc(10, 26, 12), LONDON, MONDAY, 9, calendar)
    assert following is not None
    assert following.since(LONDON, date(2026, 10, 20)) == utc(10, 20, 8)


def test_the_next_one_is_known_before_it_comes() -> None:
    closed = Closed(day=date(2026, 10, 26), name="Founders' day")
    calendar = OFFICE.model_copy(update={"closed": (closed,)})
    moments = (utc(10, 18), utc(10, 19, 8), utc(10, 25), utc(10, 27, 9))
    told = [following(now, LONDON, MONDAY, 9, calendar) for now in moments]
    assert told == [utc(10, 19, 8), utc(10, 27, 9), utc(10, 27, 9), utc(11, 2, 9)]
    assert following(utc(10, 19), LONDON, None, 9, calendar) is None


def test_what_was_left_out_is_told_by_the_next_one_but_not_for_ever() -> None:
    found = due(utc(10, 26, 9), LONDON, MONDAY, 9, OFFICE)
    assert found is not None
    assert found.since(LONDON, date(2026, 10, 5)) == utc(10, 5, 8)
    assert found.since(LONDON, date(2026, 1, 5)) == utc(9, 21, 8)


def test_without_a_day_there_is_none() -> None:
    moments = [utc(10, 19) + timedelta(hours=hour) for hour in range(168)]
    assert not any(due(now, LONDON, None, 9, OFFICE) for now in moments)
    told = {found.day for now in moments if (found := due(now, LONDON, MONDAY, 9, OFFICE))}
    assert told == {date(2026, 10, 19)}
