"""What an absence does to check-ins, against a calendar on paper."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from domain.absences import Touched, touched, turn
from domain.cadence import Cadence, DayOff, Every
from domain.calendars import WESTERN, Away, Calendar, check_away, read_closed, read_country
from domain.errors import Refusal

BERLIN = ZoneInfo("Europe/Berlin")
FRIDAY = datetime(2026, 10, 23, 12, tzinfo=UTC)
WEEK = Away(first=date(2026, 10, 26), last=date(2026, 10, 30))
"""The week after the clocks went back."""


def rule(every: Every, **more: object) -> Cadence:
    return Cadence.model_validate(
        {"every": every, "at": time(9), "starts": date(2026, 1, 1), **more}
    )


def test_a_weekly_one_waits_until_its_owner_is_back() -> None:
    found = touched(rule(Every.WEEKLY), BERLIN, WESTERN, WEEK, FRIDAY)
    assert found == Touched(1, date(2026, 10, 26), date(2026, 11, 2))


def test_daily_ones_become_one() -> None:
    found = touched(rule(Every.DAILY), BERLIN, WESTERN, WEEK, FRIDAY)
    assert found == Touched(5, date(2026, 10, 26), date(2026, 11, 2))


def test_those_that_skip_days_off_are_left_out() -> None:
    weekly = rule(Every.WEEKLY, day_off=DayOff.SKIP)
    found = touched(weekly, BERLIN, WESTERN, WEEK, FRIDAY)
    assert found == Touched(1, date(2026, 10, 26), None)


def test_others_are_not_touched() -> None:
    monthly = rule(Every.MONTHLY, day=15)
    assert touched(monthly, BERLIN, WESTERN, WEEK, FRIDAY) is None


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2026, 11, 5), date(2026, 11, 4), "before the first"),
        (date(2026, 9, 1), date(2026, 9, 4), "over already"),
        (date(2026, 11, 1), date(2036, 11, 1), "longer than a year"),
    ],
)
def test_what_is_no_absence_is_refused(first: date, last: date, said: str) -> None:
    with pytest.raises(Refusal, match=said):
        check_away(Away(first=first, last=last), [], date(2026, 10, 23), field="last")


def test_more_absences_than_anybody_has_are_refused() -> None:
    known = [Away(first=date(2027, 1, n), last=date(2027, 1, n)) for n in range(1, 21)]
    with pytest.raises(Refusal, match="at most 20"):
        check_away(WEEK, known, date(2026, 10, 23), field="last")
    check_away(known[3], known, date(2026, 10, 23), field="last")


def test_closed_days_are_read_line_by_line() -> None:
    found = read_closed(" 2026-12-31  New Year's Eve\n\n2026-12-24\n2026-12-31 Party")
    assert [(one.day, one.name) for one in found] == [
        (date(2026, 12, 24), "closed"),
        (date(2026, 12, 31), "Party"),
    ]
    for typed in ("24.12.2026 Christmas", "2026-02-30", "soon", "2026-12-24 " + "x" * 61):
        with pytest.raises(Refusal):
            read_closed(typed)
    with pytest.raises(Refusal, match="Keep the 200"):
        read_closed("\n".join(f"{date.fromordinal(740000 + n)}" for n in range(201)))


def test_a_country_is_read_with_its_region() -> None:
    assert read_country(" de-by ") == ("DE", "BY")
    assert read_country("") == (None, None)
    for typed in ("Germany", "DE-XX", "<!channel>"):
        with pytest.raises(Refusal):
            read_country(typed)


def turns(owner: Away, backup: Away | None, last_day: date | None = None) -> tuple[str, bool]:
    """Return the day of the next Monday's turn, and whether it is the backup's."""
    away = () if backup is None else (backup,)
    found = turn(
        Cadence(every=Every.WEEKLY, starts=date(2026, 1, 1)),
        ZoneInfo("Europe/Berlin"),
        Calendar(away=(owner,)),
        Calendar(away=away),
        after=datetime(2026, 3, 6, 12, tzinfo=UTC),
        last_day=last_day,
    )
    return f"{found.date.day:%m-%d}" if found.date else "", found.by_backup


def test_the_backup_is_asked_only_while_the_owner_is_away_and_wants_that() -> None:
    """2026-03-09 is a Monday."""
    lent = Away(first=date(2026, 3, 7), last=date(2026, 3, 11), ask_backups=True)
    assert turns(lent, None) == ("03-09", True)
    assert turns(lent.model_copy(update={"ask_backups": False}), None) == ("03-12", False)
    assert turns(lent, Away(first=date(2026, 3, 9), last=date(2026, 3, 9))) == ("03-10", True)
    assert turns(lent, Away(first=date(2026, 3, 9), last=date(2026, 3, 11))) == ("03-12", False)
    later = Away(first=date(2026, 3, 14), last=date(2026, 3, 20), ask_backups=True)
    assert turns(later, None) == ("03-09", False)
    # what the backup was asked on Monday is not asked once more on Thursday
    assert turns(lent, None, last_day=date(2026, 3, 9)) == ("03-16", False)
