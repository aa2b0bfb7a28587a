"""What is to be done when a schedule is due: ask, leave out, or give up what is too old."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from domain.cadence import Cadence, Date, dates, resolve
from domain.calendars import Calendar
from domain.check_ins import may_catch_up

LONGEST_LOOK = timedelta(days=100)
"""After a longer downtime only the dates of this time are written down as missed."""


@dataclass(frozen=True)
class Due:
    """A schedule as it stands when it is due."""

    cadence: Cadence
    zone: ZoneInfo
    calendar: Calendar
    nominal: datetime
    """The naive local time the rule named for the date that is due."""
    last_day: date | None = None


@dataclass(frozen=True)
class Firing:
    """What a due schedule leads to."""

    following: Date | None
    """The next date, or the same one where a day off has moved it on."""
    ask: Date | None = None
    missed: tuple[Date, ...] = ()
    """Too old to ask for: Workback was not running."""
    skipped: tuple[Date, ...] = ()
    """Days off."""

    @property
    def last_day(self) -> date | None:
        """The last local day that is settled by this firing."""
        settled = [*self.missed, *self.skipped, *([self.ask] if self.ask else [])]
        return max((d.day for d in settled), default=None)


@lru_cache(maxsize=4096)  # a Monday at nine is many people's
def fire(due: Due, now: datetime) -> Firing:
    """Decide about every date up to now: at most the newest is asked for, late if it must be."""
    passed, following = _passed(due, now)
    if not passed:
        return Firing(following)
    asked = [d for d in passed if not d.skipped]
    newest = asked[-1] if asked else None
    until = following.at if following else None
    if newest is not None and not may_catch_up(newest.at, until, now):
        newest = None
    missed = tuple(d for d in asked if d is not newest)
    return Firing(following, newest, missed, tuple(d for d in passed if d.skipped))


def _passed(due: Due, now: datetime) -> tuple[list[Date], Date | None]:
    """Return the dates up to now, oldest first, and the one after them."""
    current = resolve(due.cadence, due.zone, due.calendar, due.nominal)
    if current is not None and current.at > now:
        return [], current
    if current is None:  # a weekend has swallowed it meanwhile
        passed, after, day = [], due.nominal.replace(tzinfo=due.zone), due.last_day
    else:
        passed, after, day = [current], current.at, current.day
    after = max(after, now - LONGEST_LOOK)
    for found in dates(due.cadence, due.zone, due.calendar, after=after, last_day=day):
        if found.at > now:
            return passed, found
        passed.append(found)
    return passed, None
