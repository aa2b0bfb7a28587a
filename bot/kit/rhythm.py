"""Cadences in words: "every Monday at 09:00"."""

from collections.abc import Mapping

from domain.cadence import Cadence, Every

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WORKING_DAYS: Mapping[int, str] = {
    **{nth: f"Working day {nth}" for nth in range(1, 21)},
    -1: "The last working day",
    **{-nth: f"{nth - 1} before the last working day" for nth in range(2, 6)},
}


def place(zone: str) -> str:
    """Return a time zone as people say it: "New York"."""
    return zone.rpartition("/")[2].replace("_", " ")


def in_words(rule: Cadence, owners: str | None = None) -> str:
    """Return a rule as people say it: "every Monday at 09:00".

    With the owner's zone, it is said where a rule without a zone of its own goes by that.
    """
    said = _said(rule)
    if rule.zone:
        return f"{said}, {place(rule.zone)}"
    return f"{said}, the owner's time in {place(owners)}" if owners else said


def _said(rule: Cadence) -> str:
    day, at = WEEKDAYS[rule.weekday], f" at {rule.at:%H:%M}"
    return {
        Every.DAILY: f"every working day{at}",
        Every.WEEKLY: f"every {day}{at}",
        Every.BIWEEKLY: f"every second {day}{at}",
        Every.MONTHLY: f"each month on day {rule.day}{at}",
        Every.QUARTERLY: f"each quarter on day {rule.day}{at}",
        Every.WORKING_DAY: f"each month, {WORKING_DAYS.get(rule.nth, '').lower()}{at}",
        Every.CRON: f"by the cron rule {rule.cron}",
    }[rule.every]
