"""Eager for a week, then once a week: on the first day of it that somebody works."""

from datetime import date, timedelta

import pytest

from domain.calendars import WESTERN, Closed
from domain.reminding import is_day_to_remind

FRIDAY, MONDAY = date(2026, 11, 27), date(2026, 12, 7)
"""One on which something is asked, and one more than a week later."""


@pytest.mark.parametrize("days", [3, 4, 5, 6, 7])
def test_on_each_working_day_of_the_week_after(days: int) -> None:
    assert is_day_to_remind([FRIDAY], FRIDAY + timedelta(days=days), WESTERN)


@pytest.mark.parametrize(("days", "reminded"), [(0, True), (1, False), (4, False), (7, True)])
def test_afterwards_on_mondays(days: int, *, reminded: bool) -> None:
    assert is_day_to_remind([FRIDAY], MONDAY + timedelta(days=days), WESTERN) is reminded


def test_where_monday_is_off_on_tuesday() -> None:
    holiday = WESTERN.model_copy(update={"closed": (Closed(day=MONDAY, name="A fair"),)})
    assert is_day_to_remind([FRIDAY], MONDAY + timedelta(days=1), holiday)
    assert not is_day_to_remind([FRIDAY], MONDAY + timedelta(days=2), holiday)


def test_something_new_brings_the_old_with_it() -> None:
    wednesday = MONDAY + timedelta(days=2)
    assert is_day_to_remind([FRIDAY, wednesday - timedelta(days=1)], wednesday, WESTERN)


def test_of_nothing_nobody_is_reminded() -> None:
    assert not is_day_to_remind([], MONDAY, WESTERN)
