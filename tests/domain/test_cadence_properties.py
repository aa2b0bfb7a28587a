"""What holds of all dates, in every zone there is."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.cadence import Cadence, DayOff, Every, MonthEnd, dates, localise, next_date
from domain.calendars import Away, Calendar
from domain.firing import Due, fire
from tests.domain.test_cadence import EVERY_DAY, OFFICE, daily, utc

ZONES = sorted(available_timezones())


def exists(local: datetime, zone: ZoneInfo) -> bool:
    """Say, without the code under test, whether some instant has this local time."""
    guess = local.replace(tzinfo=UTC)
    around = (guess + timedelta(minutes=15 * quarter) for quarter in range(-60, 61))
    offsets = {instant.astimezone(zone).utcoffset() for instant in around}
    return any(
        offset is not None and (guess - offset).astimezone(zone).replace(tzinfo=None) == local
        for offset in offsets
    )


@pytest.mark.parametrize("hour", [time(0), time(2, 30), time(9)])
def test_the_local_hour_survives_dst_in_every_zone(hour: time) -> None:
    """A year of every IANA zone: each local day once, at its hour unless that does not exist."""
    for name in ZONES:
        zone = ZoneInfo(name)
        found = list(islice(dates(daily(hour), zone, EVERY_DAY, after=utc(1, 1)), 366))
        assert all(a.at < b.at for a, b in pairwise(found)), name
        assert [d.day for d in found] == [found[0].day + timedelta(days=n) for n in range(366)]
        for d in found:
            local = d.at.astimezone(zone).replace(tzinfo=None)
            assert local.time() == hour or not exists(d.nominal, zone), (name, d)


rules = st.builds(
    Cadence,
    every=st.sampled_from([every for every in Every if every is not Every.CRON]),
    at=st.times().map(lambda t: t.replace(second=0, microsecond=0)),
    starts=st.dates(date(2024, 1, 1), date(2027, 1, 1)),
    weekday=st.integers(0, 6),
    day=st.integers(1, 31),
    nth=st.sampled_from([-5, -1, 1, 10, 23]),
    month_end=st.sampled_from(MonthEnd),
    day_off=st.sampled_from(DayOff),
)
calendars = st.sampled_from(
    [
        EVERY_DAY,
        OFFICE,
        OFFICE.model_copy(update={"country": "JP"}),
        Calendar(country="BR", away=(Away(first=date(2026, 1, 10), last=date(2026, 2, 20)),)),
    ]
)
moments = st.datetimes(datetime(2025, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@settings(deadline=None)
@given(rules, st.sampled_from(ZONES), calendars, moments)
def test_dates_grow_and_no_local_day_comes_twice(
    cadence: Cadence, name: str, calendar: Calendar, after: datetime
) -> None:
    zone = ZoneInfo(name)
    found = list(islice(dates(cadence, zone, calendar, after=after), 12))
    assert all(d.at > after for d in found)
    assert all(a.at < b.at and a.day < b.day for a, b in pairwise(found))
    assert all(d.day == d.at.astimezone(zone).date() for d in found)
    assert all(d.day >= cadence.starts for d in found)
    for d in found:
        assert d.skipped or calendar.day_off(d.day) is None


@settings(deadline=None)
@given(rules, st.lists(st.sampled_from(ZONES), min_size=2, max_size=6), calendars, moments)
def test_a_travelling_owner_is_never_asked_twice_for_a_day(
    cadence: Cadence, travels: list[str], calendar: Calendar, after: datetime
) -> None:
    days: list[date] = []
    for name in travels:
        last = days[-1] if days else None
        found = next_date(cadence, ZoneInfo(name), calendar, after=after, last_day=last)
        if found is None:
            break
        assert found.at > after
        after = found.at
        days.append(found.day)
    assert days == sorted(set(days))


@given(moments, st.sampled_from(ZONES))
def test_a_time_that_exists_is_localised_to_itself(moment: datetime, name: str) -> None:
    zone = ZoneInfo(name)
    whole = moment.replace(microsecond=0)
    local = whole.astimezone(zone).replace(tzinfo=None)
    found = localise(local, zone)
    assert found <= whole  # the first of two
    assert found.astimezone(zone).replace(tzinfo=None) == local


hours = st.lists(st.integers(0, 23), min_size=1, max_size=4, unique=True).map(
    lambda found: ",".join(map(str, sorted(found)))
)
weekdays = st.sampled_from(["*", "1-5", "0", "1,3", "6#2", "5L"])
month_days = st.sampled_from(["*", "1", "15", "29", "31", "L", "*/7"])
crons = st.builds(
    "{} {} {} * {}".format, st.sampled_from([0, 1, 30, 59]), hours, month_days, weekdays
)
cron_rules = st.builds(
    Cadence,
    every=st.just(Every.CRON),
    cron=crons,
    starts=st.dates(date(2024, 1, 1), date(2027, 1, 1)),
    day_off=st.sampled_from(DayOff),
)


@settings(deadline=None)
@given(cron_rules, st.sampled_from(ZONES), calendars, moments)
def test_cron_dates_grow_and_no_slot_of_a_day_comes_twice(
    cadence: Cadence, name: str, calendar: Calendar, after: datetime
) -> None:
    zone = ZoneInfo(name)
    found = list(islice(dates(cadence, zone, calendar, after=after), 30))
    assert all(a.at < b.at for a, b in pairwise(found))
    assert all(d.at > after for d in found)
    keys = [(d.day, d.slot) for d in found]
    assert len(set(keys)) == len(keys)
    for d in found:
        local = d.at.astimezone(zone).replace(tzinfo=None)
        assert local.time() == d.nominal.time() or not exists(
            datetime.combine(d.day, d.nominal.time()), zone
        )


@settings(deadline=None)
@given(rules, st.sampled_from(ZONES), calendars, moments)
def test_the_next_date_is_the_same_from_wherever_it_is_looked_for(
    cadence: Cadence, name: str, calendar: Calendar, after: datetime
) -> None:
    """A series does not depend on when somebody reckons it anew."""
    zone = ZoneInfo(name)
    series = list(islice(dates(cadence, zone, calendar, after=after), 8))
    for before, following in pairwise(series):
        halfway = before.at + (following.at - before.at) / 2
        for moment in (before.at, halfway, following.at - timedelta(seconds=1)):
            anew = next_date(cadence, zone, calendar, after=moment, last_day=before.day)
            assert anew is not None
            assert (anew.at, anew.day) == (following.at, following.day)


@given(st.integers(1, 31), st.integers(0, 400), st.sampled_from(ZONES))
def test_a_monthly_day_is_that_day_or_the_last_of_its_month(
    day: int, months: int, name: str
) -> None:
    monthly = Cadence(every=Every.MONTHLY, day=day, at=time(12), starts=date(2024, 1, 1))
    begun = utc(1, 1) + timedelta(days=30 * months)
    for found in islice(dates(monthly, ZoneInfo(name), EVERY_DAY, after=begun), 13):
        is_last = (found.day + timedelta(days=1)).day == 1
        assert found.day.day == day or (is_last and found.day.day < day)


gaps = st.lists(st.integers(-3 * 24, 9 * 24), min_size=1, max_size=25)
"""Hours between two ticks: downtimes, and clocks that jump back."""


@settings(deadline=None)
@given(rules, st.sampled_from(ZONES), calendars, moments, gaps)
def test_whenever_it_ticks_each_date_is_settled_once(
    cadence: Cadence, name: str, calendar: Calendar, begun: datetime, ticks: list[int]
) -> None:
    """Asked, missed or skipped: in order, none lost, none twice, nothing before its time."""
    zone, now = ZoneInfo(name), begun
    series = list(islice(dates(cadence, zone, calendar, after=begun), 400))
    due = next_date(cadence, zone, calendar, after=begun)
    settled: list[datetime] = []
    last_day = None
    for hours_later in ticks:
        now += timedelta(hours=hours_later)
        if due is None or due.at > now:
            continue
        firing = fire(Due(cadence, zone, calendar, due.nominal, last_day), now)
        done = [*firing.missed, *firing.skipped, *([firing.ask] if firing.ask else [])]
        assert all(d.at <= now for d in done)
        assert firing.ask is None or all(firing.ask.at > d.at for d in firing.missed)
        settled += sorted(d.at for d in done)
        last_day, due = firing.last_day, firing.following
        assert due is None or due.at > now
    expected = [d.at for d in series if settled and d.at <= settled[-1]]
    assert settled == expected
