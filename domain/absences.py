"""What becomes of somebody's check-ins while they are away."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from domain.cadence import Cadence, dates, resolve
from domain.calendars import Away, Calendar


@dataclass(frozen=True)
class Touched:
    """The dates of one goal that fall into an absence."""

    count: int
    first: date
    waits_until: date | None
    """The day on which somebody is asked instead, once for all of them; None: left out."""


def touched(
    cadence: Cadence, zone: ZoneInfo, calendar: Calendar, away: Away, after: datetime
) -> Touched | None:
    """Return what of a cadence an absence touches, None if nothing.

    `calendar` has no absences; only dates after the instant `after` count.
    """
    away_too = calendar.model_copy(update={"away": (away,)})
    found = list(_inside(cadence, zone, calendar, away, after))
    if not found:
        return None
    moved = [resolve(cadence, zone, away_too, nominal) for nominal in found]
    days = [date_.day for date_ in moved if date_ is not None and not date_.skipped]
    return Touched(len(found), found[0].date(), max(days, default=None))


def _inside(
    cadence: Cadence, zone: ZoneInfo, calendar: Calendar, away: Away, after: datetime
) -> Iterator[datetime]:
    begin = datetime.combine(away.first, datetime.min.time(), zone) - timedelta(days=1)
    for found in dates(cadence, zone, calendar, after=max(after, begin)):
        if found.day > away.last:
            return
        if found.day >= away.first and not found.skipped:
            yield datetime.combine(found.day, found.nominal.time())
