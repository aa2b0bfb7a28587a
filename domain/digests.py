"""When the weekly digest of an initiative is due, and which week it tells of."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.cadence import localise
from domain.calendars import Calendar

LATEST = timedelta(hours=24)
"""A digest that could not be sent for so long is left to the next one, which tells more."""

LONGEST = timedelta(weeks=5)
"""No digest goes back further, whatever was left out."""

_WEEK = timedelta(weeks=1)
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Due:
    """A digest that is due."""

    day: date
    """The local day it comes on; its key."""
    at: datetime
    """The instant, in UTC, up to which it tells."""

    def since(self, zone: ZoneInfo, last: date | None) -> datetime:
        """Return from when on it tells: where the one of the day `last` ended, or a week ago."""
        hour = self.at.astimezone(zone).time()
        before = self.day - _WEEK
        if last is not None and last < before:
            before = max(last, self.day - LONGEST)
        elif last is not None and before < last < self.day:  # the day of the week was changed
            before = last
        return localise(datetime.combine(before, hour), zone)


def due(
    now: datetime, zone: ZoneInfo, weekday: int | None, hour: int, calendar: Calendar
) -> Due | None:
    """Return the digest that is due now; None before its hour, long after it, or without a day.

    `weekday` counts from Monday, 0. On a day on which nobody works it comes on the next one that
    is neither a holiday nor closed.
    """
    if weekday is None:
        return None
    today = now.astimezone(zone).date()
    found = _of_week(today - timedelta(days=(today.weekday() - weekday) % 7), zone, hour, calendar)
    return found if found.at <= now < found.at + LATEST else None


def following(
    now: datetime, zone: ZoneInfo, weekday: int | None, hour: int, calendar: Calendar
) -> datetime | None:
    """Return when the next digest is due after now; None without a day."""
    if weekday is None:
        return None
    today = now.astimezone(zone).date()
    nominal = today - timedelta(days=(today.weekday() - weekday) % 7)
    dues = (_of_week(nominal + week * _WEEK, zone, hour, calendar).at for week in range(3))
    return next(at for at in dues if at > now)


def _of_week(nominal: date, zone: ZoneInfo, hour: int, calendar: Calendar) -> Due:
    day = nominal
    while calendar.day_off(day) is not None and day < nominal + _WEEK - _DAY:
        day += _DAY
    return Due(day, localise(datetime.combine(day, time(hour)), zone))
