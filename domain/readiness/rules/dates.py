"""Reading a date line in the forms people write, without guessing more than it says."""

import re
from calendar import monthrange
from datetime import date
from typing import NamedTuple

from domain.readiness.words import MONTHS

_ISO = re.compile(r"\b([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})\b")
_NUMERIC = re.compile(r"\b([0-9]{1,2})[./]([0-9]{1,2})[./]([0-9]{4})\b")
_NAMES = "|".join(f"{month[:3]}(?:{month[3:]})?" for month in MONTHS)
_MONTH_FIRST = re.compile(rf"\b({_NAMES})\.?(?: ([0-9]{{1,2}})(?:st|nd|rd|th)?)?,? ([0-9]{{4}})\b")
_DAY_FIRST = re.compile(rf"\b([0-9]{{1,2}})(?:st|nd|rd|th|\.)? ({_NAMES})\.?,? ([0-9]{{4}})\b")
_YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?![0-9])")
_DECEMBER = 12
_LONGEST = 1000


class Day(NamedTuple):
    """The last day that some words can mean, and where they stand."""

    day: date
    start: int
    end: int


def latest_day(text: str) -> Day | None:
    """Read the first date of a line; "March 2027" is its last day, 3/4/2027 the later reading."""
    line = text[:_LONGEST]
    plain = line.lower() if len(line.lower()) == len(line) else line
    for pattern, parts in (
        (_ISO, "ymd"),
        (_DAY_FIRST, "dmy"),
        (_MONTH_FIRST, "mdy"),
        (_NUMERIC, "dmy"),
        (_NUMERIC, "mdy"),
    ):
        found = pattern.search(plain)
        if found and (day := _day(dict(zip(parts, found.groups(), strict=True)))):
            other = _other(found) if pattern is _NUMERIC else None
            return Day(max(day, other or day), found.start(), found.end())
    year = _YEAR.search(plain)
    return Day(date(int(year[1]), _DECEMBER, 31), year.start(), year.end()) if year else None


def _other(found: re.Match[str]) -> date | None:
    one, two, year = found.groups()
    return _day({"m": one, "d": two, "y": year})


def _day(parts: dict[str, str | None]) -> date | None:
    year, month = int(parts["y"] or 0), _month(parts["m"] or "")
    if not 1 <= month <= _DECEMBER or not date.min.year <= year <= date.max.year:
        return None
    last = monthrange(year, month)[1]
    day = int(parts["d"]) if parts["d"] else last
    return date(year, month, day) if 1 <= day <= last else None


def _month(word: str) -> int:
    if word.isdecimal():
        return int(word)
    return next((at for at, month in enumerate(MONTHS, 1) if month.startswith(word)), 0)
