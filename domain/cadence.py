"""Cadence: on which days, at which hour, in which zone a goal is asked for.

Days are enumerated as naive local times and localised afterwards, so that an hour stays that hour
across DST: a time in a gap becomes the first valid instant after it, one that happens twice the
first of the two. Source: scheduling.md, "Time".
"""

from calendar import monthrange
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from itertools import count, islice, pairwise
from zoneinfo import ZoneInfo, available_timezones

from cronsim import CronSim, CronSimError
from pydantic import BaseModel, ConfigDict, Field

from domain.calendars import Calendar
from domain.errors import Refusal

_DAY = timedelta(days=1)
_QUARTER, _YEAR = 3, 12
_FEWEST_MINUTES = 60
_LOOK_AHEAD = timedelta(days=366 * 5)
_LONGEST_MOVE = timedelta(days=150)
"""How far back a date of an hourly rule is looked for that days off may have moved here."""

_LAST_YEAR = 9000
"""No dates are named from here on: the calendar itself ends in 9999."""

_MOST_SKIPPED = 4000
"""Dates looked at for the next one: more than ten years of days, or 166 days of hours."""


class Every(StrEnum):
    """How often."""

    DAILY = "daily"
    WEEKLY = "weekly"
    BIWEEKLY = "biweekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    WORKING_DAY = "working_day"  # the nth working day of each month
    CRON = "cron"


class MonthEnd(StrEnum):
    """What becomes of the 31st in a month that has none."""

    CLAMP = "clamp"
    SKIP = "skip"


class DayOff(StrEnum):
    """What becomes of a date nobody works on."""

    SKIP = "skip"
    MOVE = "move"


class Cadence(BaseModel):
    """A rule of dates. Fields that a rule does not need are ignored."""

    model_config = ConfigDict(frozen=True)

    every: Every
    at: time = time(9)
    """Local."""
    starts: date
    """No date before; biweekly, monthly and quarterly dates count from here."""
    weekday: int = Field(default=0, ge=0, le=6)
    """Of weekly and biweekly dates; Monday is 0."""
    day: int = Field(default=1, ge=1, le=31)
    """Of monthly and quarterly dates."""
    nth: int = Field(default=1, ge=-5, le=23)
    """Which working day of the month; negative ones count from its end."""
    cron: str = ""
    month_end: MonthEnd = MonthEnd.CLAMP
    day_off: DayOff = DayOff.MOVE
    zone: str | None = None
    """An IANA zone; None is the owner's, wherever they are."""

    @property
    def is_sub_daily(self) -> bool:
        """Whether a day may have several dates, told apart by their slot."""
        return self.every is Every.CRON and _times_a_day(self.cron) > 1


class Date(BaseModel):
    """One date of a cadence, in a zone and a calendar."""

    model_config = ConfigDict(frozen=True)

    at: datetime
    """The instant, UTC."""
    day: date
    """The local day it belongs to; its weekday and its label are the owner's."""
    slot: str = ""
    """`HH:MM` where a day may have several; empty otherwise."""
    nominal: datetime
    """The naive local time the rule named, before a day off moved it."""
    off: str | None = None
    """Why nobody works on the nominal day: "weekend", "holiday: Labour Day", "away"."""
    skipped: bool = False
    """The day is off and the rule skips such days: nobody is asked."""


def localise(local: datetime, zone: ZoneInfo) -> datetime:
    """Return the instant of a naive local time: after a gap the first valid, else the earlier."""
    early = local.replace(tzinfo=zone, fold=0).astimezone(UTC)
    if early.astimezone(zone).replace(tzinfo=None) == local:
        return early
    before, after = local.replace(tzinfo=zone, fold=1).astimezone(UTC), early
    offset = after.astimezone(zone).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) // 2
        if middle.astimezone(zone).utcoffset() == offset:
            after = middle
        else:
            before = middle
    return after.replace(microsecond=0)


def dates(
    cadence: Cadence,
    zone: ZoneInfo,
    calendar: Calendar,
    *,
    after: datetime,
    last_day: date | None = None,
    since: date | None = None,
) -> Iterator[Date]:
    """Yield the dates later than the instant `after`, each later than the one before.

    No local day comes twice, and none up to `last_day` (the last day that was asked for, perhaps
    in another zone), unless the cadence has several dates a day. Skipped days off are yielded,
    weekends are not. A date that days off have moved takes the place of those it was moved over.
    What the rule named before the day `since` is left out, wherever it was moved.
    """
    once, yesterday = not cadence.is_sub_daily, after.astimezone(zone).date() - _DAY
    begin = calendar.rest_before(yesterday)  # days off move dates to a later day from there at most
    if not once:
        begin = max(begin, yesterday - _LONGEST_MOVE)
    latest, day = after, last_day
    times = nominal_times(cadence, calendar, max(begin, cadence.starts, since or begin))
    for nominal in islice(times, _MOST_SKIPPED):
        found = resolve(cadence, zone, calendar, nominal)
        if found is None or found.at <= latest or (once and day is not None and found.day <= day):
            continue
        latest, day = found.at, found.day
        yield found


def next_date(
    cadence: Cadence,
    zone: ZoneInfo,
    calendar: Calendar,
    *,
    after: datetime,
    last_day: date | None = None,
    since: date | None = None,
) -> Date | None:
    """Return the next date, as `dates` yields it; None if the cadence has no more."""
    found = dates(cadence, zone, calendar, after=after, last_day=last_day, since=since)
    return next(found, None)


def preview(
    cadence: Cadence, zone: ZoneInfo, calendar: Calendar, *, after: datetime, number: int = 5
) -> list[Date]:
    """Return the next dates on which somebody will be asked."""
    asked = (d for d in dates(cadence, zone, calendar, after=after) if not d.skipped)
    return list(islice(asked, number))


def resolve(cadence: Cadence, zone: ZoneInfo, calendar: Calendar, nominal: datetime) -> Date | None:
    """Return the date of a nominal local time as the calendar has it now; None on a weekend."""
    wanted, moved = nominal.date(), nominal
    chosen = cadence.every in (Every.WEEKLY, Every.BIWEEKLY, Every.CRON)
    weekend = calendar.is_weekend(wanted) and not chosen
    off = "weekend" if weekend else calendar.day_off(wanted)
    if off is not None:
        working = calendar.next_working(wanted) if cadence.day_off is DayOff.MOVE else None
        if working is None and weekend:
            return None
        moved = datetime.combine(working or wanted, nominal.time())
    at = localise(moved, zone)
    return Date(
        at=at,
        day=at.astimezone(zone).date(),
        slot=f"{nominal:%H:%M}" if cadence.is_sub_daily else "",
        nominal=nominal,
        off=off,
        skipped=off is not None and moved == nominal,
    )


def nominal_times(cadence: Cadence, calendar: Calendar, begin: date) -> Iterator[datetime]:
    """Yield the naive local times the rule names, from a day on, each later than the one before."""
    if begin.year >= _LAST_YEAR:
        return
    if cadence.every is Every.CRON:
        start = datetime.combine(begin, time(0)) - timedelta(seconds=1)
        yield from CronSim(cadence.cron, start)
        return
    for day in _days(cadence, calendar, begin):
        if day.year >= _LAST_YEAR:
            return
        yield datetime.combine(day, cadence.at)


def _days(cadence: Cadence, calendar: Calendar, begin: date) -> Iterator[date]:
    if cadence.every is Every.DAILY:
        return (begin + index * _DAY for index in count())
    if cadence.every in (Every.WEEKLY, Every.BIWEEKLY):
        return _weeks(cadence, begin)
    return (day for day in _months(cadence, calendar, begin) if day >= begin)


def _weeks(cadence: Cadence, begin: date) -> Iterator[date]:
    step = 7 if cadence.every is Every.WEEKLY else 14
    first = cadence.starts + (cadence.weekday - cadence.starts.weekday()) % 7 * _DAY
    passed = max(0, -(-(begin - first).days // step))
    return (first + (passed + index) * step * _DAY for index in count())


def _months(cadence: Cadence, calendar: Calendar, begin: date) -> Iterator[date]:
    step = _QUARTER if cadence.every is Every.QUARTERLY else 1
    first = cadence.starts.year * _YEAR + cadence.starts.month - 1
    now = begin.year * _YEAR + begin.month - 1
    start = first + max(0, now - first) // step * step
    for month in count(start, step):
        year, index = divmod(month, _YEAR)
        day = _day_of_month(cadence, calendar, year, index + 1)
        if day is not None:
            yield day


def _day_of_month(cadence: Cadence, calendar: Calendar, year: int, month: int) -> date | None:
    length = monthrange(year, month)[1]
    if cadence.every is not Every.WORKING_DAY:
        if cadence.day > length and cadence.month_end is MonthEnd.SKIP:
            return None
        return date(year, month, min(cadence.day, length))
    days = [date(year, month, day) for day in range(1, length + 1)]
    working = [day for day in days if not _is_closed(calendar, day)]
    index = cadence.nth - 1 if cadence.nth > 0 else max(cadence.nth, -len(working))
    return working[min(index, len(working) - 1)] if working else None


def _is_closed(calendar: Calendar, day: date) -> bool:
    """Say whether nobody works on a day; one person's absence does not make it another day."""
    shared = calendar.model_copy(update={"away": ()}) if calendar.away else calendar
    return not shared.is_working(day)


@lru_cache(maxsize=1024)
def _times_a_day(cron: str) -> int:
    rule = CronSim(cron, datetime(2026, 1, 1))  # noqa: DTZ001  (a naive local time)
    return len(rule.hours) * len(rule.minutes)


def zone_named(name: str, *, field: str | None = "zone") -> ZoneInfo:
    """Return an IANA zone; Refusal if there is none of that name."""
    if name not in _zone_names():
        sentence = f"“{name[:40]}” is not a time zone. Write one such as Europe/Berlin."
        raise Refusal(sentence, field=field)
    return ZoneInfo(name)


@lru_cache(maxsize=1)
def _zone_names() -> frozenset[str]:
    return frozenset(available_timezones())


def check_cadence(cadence: Cadence) -> None:
    """Refuse a rule that never fires, or too often, or in a zone that does not exist."""
    if cadence.zone is not None:
        zone_named(cadence.zone)
    if cadence.nth == 0:
        raise Refusal("Write which working day: 1 is the first, -1 the last.", field="nth")
    if cadence.every is Every.CRON:
        _check_cron(cadence)


def _check_cron(cadence: Cadence) -> None:
    if len(cadence.cron.split()) != 5:  # noqa: PLR2004  (minute, hour, day, month, weekday)
        sentence = "A cron rule has five fields: minute, hour, day, month, weekday. 0 9 * * 1"
        raise Refusal(sentence, field="cron")
    start = datetime.combine(cadence.starts, time(0))
    try:
        found = list(islice(CronSim(cadence.cron, start), 50))
    except CronSimError as fault:
        sentence = f"“{cadence.cron[:40]}” is not a cron rule: {str(fault).lower()}."
        raise Refusal(sentence, field="cron") from fault
    if not found or found[0] > start + _LOOK_AHEAD:
        raise Refusal("This rule never fires. Choose a day that exists.", field="cron")
    gaps = (later - earlier for earlier, later in pairwise(found))
    if min(gaps, default=_DAY) < timedelta(minutes=_FEWEST_MINUTES):
        raise Refusal("This rule fires too often: once an hour is the most.", field="cron")
