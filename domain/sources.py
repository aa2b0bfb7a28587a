"""Values that come from outside: who sends them, and what each of them has to be."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from pydantic import BaseModel, ConfigDict

from domain.errors import Refusal
from domain.kpis import PERSON, Kpi
from domain.people import PersonId

MOST_READINGS = 1_000
"""Values of one request or one file."""

MOST_SOURCES = 10
"""Tokens of one goal that work at the same time."""

OVERLAP = timedelta(days=1)
"""How long a token still works after a newer one of its name: time to put that one in place."""

NAME_LIMIT = 40
KEY_LIMIT = 200
CSV_FILE = "a CSV file"
"""The name of what was uploaded in Slack."""

_EARLIEST = date(2000, 1, 1)
_AHEAD = timedelta(days=1)
"""How far a moment may lie ahead: clocks differ, and days begin elsewhere."""


class Source(BaseModel):
    """A token with which something may send values for the KPIs of one goal."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    id: str
    goal_id: str
    name: str
    made_by: PersonId
    made_at: datetime
    used_at: datetime | None = None
    """When values came last."""
    ends_at: datetime | None = None
    """Until when it works: a newer token has its name."""


@dataclass(frozen=True)
class Given:
    """A value as it came: nothing of it is checked yet."""

    kpi: str
    """Its id or its name; may be "" where the goal has one KPI."""
    value: str
    at: str = ""
    """A day or a moment with its zone, in ISO 8601; "" is now."""
    key: str = ""
    """Names the value within its source; "" is its moment."""
    line: str = ""
    """Where it stands in a file; else it is counted."""


@dataclass(frozen=True)
class Checked:
    """A value that can be kept."""

    kpi: Kpi
    value: Decimal
    at: datetime
    key: str


def read_name(typed: str, *, field: str) -> str:
    """Return the name of a source. Refuses none, a long one, and one that means a person."""
    name = " ".join(typed.split())
    if not name:
        raise Refusal("Write where the values come from, for example BigQuery.", field=field)
    if len(name) > NAME_LIMIT:
        raise Refusal(f"Use at most {NAME_LIMIT} characters.", field=field)
    if name.casefold() in (PERSON, CSV_FILE.casefold()):
        raise Refusal(f"“{name}” is taken. Choose another name.", field=field)
    return name


def check_room(known: Sequence[Source], name: str) -> None:
    """Refuse more tokens than a goal can mean."""
    if len(known) >= MOST_SOURCES:
        raise Refusal(f"A goal takes {MOST_SOURCES} tokens. Revoke one first.", field="name")
    lasting = [one for one in known if one.name.casefold() == name.casefold()]
    if len(lasting) > 1:
        sentence = f"“{name}” has two tokens already. Revoke one first."
        raise Refusal(sentence, field="name")


def check_all(
    given: Iterable[Given], kpis: Sequence[Kpi], now: datetime, *, place: str
) -> list[Checked]:
    """Return all values, or refuse with the first that cannot be: none or all are kept.

    `place` is what a value is counted as: "Reading", "Line".
    """
    found: list[Checked] = []
    seen: dict[tuple[str, str], Decimal] = {}
    for number, one in enumerate(given, 1):
        try:
            checked = _checked(one, kpis, now)
            _check_same(checked, seen)
        except Refusal as refusal:
            raise Refusal(f"{place} {one.line or number}: {refusal.sentence}") from None
        found.append(checked)
    if not found:
        raise Refusal("There is no value in it.")
    return found


def _check_same(one: Checked, seen: dict[tuple[str, str], Decimal]) -> None:
    """Refuse two values of which one would be lost: the key of both is the same."""
    before = seen.setdefault((one.kpi.id, one.key), one.value)
    if before != one.value:
        sentence = f"“{one.key[:60]}” names two values of “{one.kpi.name[:60]}”. Give each a key."
        raise Refusal(sentence)


def _checked(one: Given, kpis: Sequence[Kpi], now: datetime) -> Checked:
    kpi = _kpi(one.kpi, kpis)
    value = kpi.number(one.value)
    at = _moment(one.at, now)
    key = one.key.strip() or (at.isoformat() if one.at.strip() else f"at {now.isoformat()}")
    if any(unicodedata.category(sign) in ("Cc", "Cs") for sign in key):
        raise Refusal("Its key holds a sign that cannot be written. Use letters and digits.")
    if len(key) > KEY_LIMIT:
        raise Refusal(f"Its key is too long: {KEY_LIMIT} characters at most.")
    return Checked(kpi, value, at, key)


def _kpi(named: str, kpis: Sequence[Kpi]) -> Kpi:
    wanted = " ".join(named.split()).casefold()
    if not wanted and len(kpis) == 1:
        return kpis[0]
    for kpi in kpis:
        if wanted in (kpi.id.casefold(), " ".join(kpi.name.split()).casefold()):
            return kpi
    known = ", ".join(f"“{kpi.name[:60]}”" for kpi in kpis[:10])
    if not known:
        raise Refusal("The goal has no KPI. Add one in Slack first.")
    asked = f"There is no KPI “{named[:60]}”." if wanted else "Say which KPI it is."
    raise Refusal(f"{asked} The goal has: {known}.")


def _moment(typed: str, now: datetime) -> datetime:
    words = typed.strip()
    if not words:
        return now
    at = _parsed(words)
    if at.date() < _EARLIEST or at > now + _AHEAD:
        raise Refusal(f"“{words[:40]}” is too long ago or has not come yet.")
    return at


def _parsed(words: str) -> datetime:
    try:
        if len(words) == len("2026-03-02"):
            return datetime.combine(date.fromisoformat(words), time(12), UTC)
        at = datetime.fromisoformat(words)
        if at.tzinfo is not None:
            return at.astimezone(UTC)
    except (ValueError, OverflowError):
        sentence = f"“{words[:40]}” is no day. Write it like 2026-03-02 or 2026-03-02T09:00:00Z."
        raise Refusal(sentence) from None
    raise Refusal(f"“{words[:40]}” has no zone. Write it like 2026-03-02T09:00:00Z.")
