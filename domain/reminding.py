"""How often somebody is reminded of what waits for them: eager at first, then once a week.

Whoever has not acted within a week will not act for a seventh message; but what waits for ever and
is never mentioned is forgotten.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from domain.calendars import Calendar

EAGER = timedelta(days=7)
"""How long somebody is reminded on each working day, counted from the day they were asked."""


def is_day_to_remind(asked: Iterable[date], today: date, calendar: Calendar) -> bool:
    """Say whether to remind today of things that were asked on these days.

    `today` is a working day. Reminded is daily while one of them is new, and on the first working
    day of a week of all that is older.
    """
    days = list(asked)
    if any(today - day <= EAGER for day in days):
        return True
    monday = today - timedelta(days=today.weekday())
    earlier = (monday + timedelta(days=number) for number in range(today.weekday()))
    return bool(days) and not any(calendar.is_working(day) for day in earlier)
