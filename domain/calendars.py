"""Days on which nobody is asked: weekends, public holidays, closed days, absences."""

from collections.abc import Collection
from datetime import date, timedelta
from functools import lru_cache

from pydantic import BaseModel, ConfigDict, model_validator

from domain.errors import Refusal

SATURDAY, SUNDAY = 5, 6
_DAY = timedelta(days=1)
_LONGEST_ABSENCE = timedelta(days=800)
"""How far a working day is looked for; an absence that lasts longer is no absence."""


class Closed(BaseModel):
    """A day the whole workspace does not work."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    day: date
    name: str


class Away(BaseModel):
    """Days a person is away, both ends included."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    first: date
    last: date
    ask_backups: bool = False
    """Whether the backups of their goals are asked meanwhile."""


class Calendar(BaseModel):
    """One person's days off. Empty: every day is a working day."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    weekend: frozenset[int] = frozenset()
    """Days of the week, Monday is 0."""
    country: str | None = None
    """An ISO 3166 code such as `DE`; `region` narrows it: `BY`."""
    region: str | None = None
    closed: tuple[Closed, ...] = ()
    away: tuple[Away, ...] = ()

    @model_validator(mode="after")
    def _some_day_works(self) -> "Calendar":
        if len(self.weekend) > 6:  # noqa: PLR2004  (one day of seven)
            raise ValueError("one day of the week must be a working day")
        return self

    def is_weekend(self, day: date) -> bool:
        """Say whether a day is one of the weekend."""
        return day.weekday() in self.weekend

    def day_off(self, day: date) -> str | None:
        """Return why nobody is asked on a day other than a weekend's; None if it is not off."""
        for closed in self.closed:
            if closed.day == day:
                return f"closed: {closed.name}"
        if any(away.first <= day <= away.last for away in self.away):
            return "away"
        name = _public_holidays(self.country, self.region, day.year).get(day)
        return f"holiday: {name}" if name else None

    def is_working(self, day: date) -> bool:
        """Say whether a day is neither a weekend's nor off."""
        return not self.is_weekend(day) and self.day_off(day) is None

    def next_working(self, day: date) -> date | None:
        """Return the day itself or the first working one after it; None in a very long absence."""
        return self._working(day, _DAY)

    def rest_before(self, day: date) -> date:
        """Return the first of the days off that end with a day; the day itself if it is working."""
        worked = self._working(day, -_DAY)
        return day if worked is None else min(worked + _DAY, day)

    def add_working_days(self, day: date, count: int) -> date:
        """Return the working day `count` working days after a day."""
        found = day
        for _ in range(count):
            found = self.next_working(found + _DAY) or found + _DAY
        return found

    def _working(self, begun: date, step: timedelta) -> date | None:
        """Return the nearest working day that way; an absence is passed in one stride."""
        day = begun
        while abs(day - begun) < _LONGEST_ABSENCE:
            away = next((away for away in self.away if away.first <= day <= away.last), None)
            if away is None and self.is_working(day):
                return day
            if away is not None:
                day = away.last if step > timedelta(0) else away.first
            if abs(day - begun) < _LONGEST_ABSENCE:
                day += step
        return None


WESTERN = Calendar(weekend=frozenset({SATURDAY, SUNDAY}))
"""What a workspace begins with."""

MOST_CLOSED = 200
CLOSED_LIMIT = 60
"""Characters of the name of a closed day."""


MOST_AWAY = 20
"""Absences that a person notes ahead."""

_A_YEAR = 366


def check_away(away: Away, known: Collection[Away], today: date, *, field: str) -> None:
    """Refuse an absence that ends before it begins, is over, or lasts longer than a year."""
    if away.last < away.first:
        raise Refusal("The last day is before the first one.", field=field)
    if away.last < today:
        raise Refusal("That is over already. Note the days that come.", field=field)
    if (away.last - away.first).days >= _A_YEAR:
        sentence = "That is longer than a year. Hand your goals over instead: /goal list."
        raise Refusal(sentence, field=field)
    if len([one for one in known if one.first != away.first]) >= MOST_AWAY:
        raise Refusal(f"Note at most {MOST_AWAY} times ahead. Remove one first.", field=field)


def read_closed(typed: str, *, field: str | None = None) -> tuple[Closed, ...]:
    """Read closed days, one a line: `2026-12-24 Christmas Eve`. Refuses what is no day."""
    found: dict[date, Closed] = {}
    for line in filter(None, (" ".join(line.split()) for line in typed.splitlines())):
        written, _, name = line.partition(" ")
        try:
            day = date.fromisoformat(written)
        except ValueError:
            sentence = f"“{line[:40]}” begins with no day. Write it like 2026-12-24 Christmas Eve."
            raise Refusal(sentence, field=field) from None
        if len(name) > CLOSED_LIMIT:
            sentence = f"The name of {day} is too long: {CLOSED_LIMIT} characters at most."
            raise Refusal(sentence, field=field)
        found[day] = Closed(day=day, name=name or "closed")
    if len(found) > MOST_CLOSED:
        sentence = f"These are {len(found)} days. Keep the {MOST_CLOSED} that come next."
        raise Refusal(sentence, field=field)
    return tuple(found[day] for day in sorted(found))


def read_country(typed: str, *, field: str | None = None) -> tuple[str | None, str | None]:
    """Read a country with its region: `DE`, `DE-BY`. Refuses one whose holidays are not known."""
    country, _, region = typed.strip().upper().partition("-")
    if not country:
        return None, None
    check_country(country, region or None, field=field)
    return country, region or None


def check_country(
    country: str, region: str | None = None, *, field: str | None = "country"
) -> None:
    """Refuse a country or a region whose holidays are not known."""
    import holidays

    known = holidays.list_supported_countries(include_aliases=False)
    if country not in known:
        sentence = f"“{country[:20]}” is not a country code whose holidays are known. Try DE or US."
        raise Refusal(sentence, field=field)
    if region and region not in known[country]:
        regions = ", ".join(known[country]) or "none"
        raise Refusal(f"{country} has these regions: {regions}.", field=field)


@lru_cache(maxsize=512)
def _public_holidays(country: str | None, region: str | None, year: int) -> dict[date, str]:
    if country is None:
        return {}
    import holidays

    # without a language the names would be those of this machine's settings
    found = holidays.country_holidays(country, subdiv=region, years=year, language="en_US")
    return dict(found.items())
