"""What becomes of somebody's check-ins while they are away."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from domain.cadence import Cadence, Date, dates, next_date, resolve
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


@dataclass(frozen=True)
class Turn:
    """Whose turn it is to be asked, and when."""

    date: Date | None
    by_backup: bool = False


def turn(
    cadence: Cadence,
    zone: ZoneInfo,
    owner: Calendar,
    backup: Calendar | None,
    *,
    after: datetime,
    last_day: date | None = None,
) -> Turn:
    """Return the next date and who is asked: the backup where the owner is away and wants that.

    If the backup is off as well, the date waits for the owner.
    """
    since = _since(cadence, last_day)
    own = next_date(cadence, zone, owner, after=after, last_day=last_day, since=since)
    lent = [away for away in owner.away if away.ask_backups]
    if backup is None or not lent:
        return Turn(own)
    found = next_date(cadence, zone, backup, after=after, last_day=last_day)
    if found is None or found.skipped:
        return Turn(own)
    meanwhile = any(away.first <= found.day <= away.last for away in lent)
    return Turn(found, by_backup=True) if meanwhile else Turn(own)


def _since(cadence: Cadence, last_day: date | None) -> date | None:
    """Return from which day on the rule names dates for the owner.

    What the backup was asked on is not asked once more when the owner is back.
    """
    if last_day is None or cadence.is_sub_daily:
        return None
    return last_day + timedelta(days=1)


def _inside(
    cadence: Cadence, zone: ZoneInfo, calendar: Calendar, away: Away, after: datetime
) -> Iterator[datetime]:
    begin = datetime.combine(away.first, datetime.min.time(), zone) - timedelta(days=1)
    for found in dates(cadence, zone, calendar, after=max(after, begin)):
        if found.day > away.last:
            return
        if found.day >= away.first and not found.skipped:
            yield datetime.combine(found.day, found.nominal.time())
