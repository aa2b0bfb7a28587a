"""Cadences in words: "every Monday at 09:00"."""

from calendar import day_name

from domain.cadence import Cadence, Every

_NTH = {1: "first", 2: "second", 3: "third", -1: "last", -2: "second last", -3: "third last"}


def in_words(cadence: Cadence, zone: str) -> str:
    """Return when somebody is asked: "every Monday at 09:00, Europe/Berlin"."""
    if cadence.every is Every.CRON:
        return f"by the rule {cadence.cron}, {zone}"
    whose = "" if cadence.zone else ", the owner's time"
    return f"{_days(cadence)} at {cadence.at:%H:%M}, {zone}{whose}"


def _days(cadence: Cadence) -> str:
    weekday = day_name[cadence.weekday]
    match cadence.every:
        case Every.DAILY:
            return "every day"
        case Every.WEEKLY:
            return f"every {weekday}"
        case Every.BIWEEKLY:
            return f"every second {weekday}"
        case Every.MONTHLY:
            return f"on day {cadence.day} of each month"
        case Every.QUARTERLY:
            return f"on day {cadence.day} of every third month"
    nth = _NTH.get(cadence.nth) or f"{abs(cadence.nth)}th{' last' if cadence.nth < 0 else ''}"
    return f"on the {nth} working day of each month"
