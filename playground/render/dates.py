"""Slack's date tokens, in the reader's zone and with the reader's habits.

Source: Slack's documentation, "Formatting text for app surfaces", section on dates.
"""

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

_TOKEN = re.compile(r"\{(\w+)\}")

_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400
_TEENS = range(11, 14)
_SUFFIX = {1: "st", 2: "nd", 3: "rd"}


def formatted(seconds: int, form: str, *, now: datetime, zone: ZoneInfo, half_day: bool) -> str:
    """Return `form` with its tokens filled in.

    `seconds` since 1970; `half_day` writes 3:00 PM instead of 15:00. An unknown token stays as
    it is; a day's name that begins the form begins with a capital, as in Slack.
    """
    moment = datetime.fromtimestamp(seconds, UTC).astimezone(zone)
    here = now.astimezone(zone)

    def fill(match: re.Match[str]) -> str:
        words = _token(match[1], moment, here, half_day=half_day)
        if words is None:
            return match[0]
        return words[0].upper() + words[1:] if match.start() == 0 else words

    return _TOKEN.sub(fill, form)


def clock_time(moment: datetime, *, half_day: bool, seconds: bool = False) -> str:
    """Return the time of day as this reader writes it."""
    tail = f":{moment:%S}" if seconds else ""
    if half_day:
        return f"{moment.hour % 12 or 12}:{moment:%M}{tail} {moment:%p}"
    return f"{moment:%H:%M}{tail}"


def day_words(day: date, today: date) -> str:
    """Return "today", "yesterday", "tomorrow" or the weekday and date, for dividers."""
    return _near(day, today) or f"{day:%A}, {day:%B} {_ordinal(day)}"


def _token(name: str, moment: datetime, here: datetime, *, half_day: bool) -> str | None:
    day, today = moment.date(), here.date()
    if name in ("time", "time_secs"):
        return clock_time(moment, half_day=half_day, seconds=name == "time_secs")
    if name == "ago":
        return _ago((here - moment).total_seconds())
    if name == "date_num":
        return f"{day:%Y-%m-%d}"
    if name == "day_divider_pretty":
        return day_words(day, today)
    near = _near(day, today) if name.endswith("_pretty") else None
    return near or _DATES.get(name.removesuffix("_pretty"), _unknown)(day, today)


def _near(day: date, today: date) -> str | None:
    words = {0: "today", -1: "yesterday", 1: "tomorrow"}
    return words.get((day - today) // timedelta(days=1))


def _ordinal(day: date) -> str:
    suffix = "th" if day.day in _TEENS else _SUFFIX.get(day.day % 10, "th")
    return f"{day.day}{suffix}"


def _plain(day: date, today: date) -> str:
    year = "" if day.year == today.year else f", {day.year}"
    return f"{day:%B} {day.day}{year}"


def _short(day: date, _today: date) -> str:
    return f"{day:%b} {day.day}, {day.year}"


def _long(day: date, _today: date) -> str:
    return f"{day:%A}, {day:%B} {_ordinal(day)}, {day.year}"


def _unknown(_day: date, _today: date) -> None:
    return None


_DATES = {"date": _plain, "date_short": _short, "date_long": _long}


def _ago(seconds: float) -> str:
    size, unit = next(
        (size, unit)
        for size, unit in ((_DAY, "day"), (_HOUR, "hour"), (_MINUTE, "minute"), (1, "second"))
        if abs(seconds) >= size or size == 1
    )
    count = int(abs(seconds) // size)
    words = f"{count} {unit}" + ("" if count == 1 else "s")
    return f"{words} ago" if seconds >= 0 else f"in {words}"
