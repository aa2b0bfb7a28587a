"""The setting of the days on which nobody is asked."""

from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import Block

from bot.kit import blocks as b
from bot.kit import inputs
from bot.kit.forms import ViewSeen
from bot.kit.text import counted, listed
from domain.calendars import CLOSED_LIMIT, MOST_CLOSED, Calendar, read_closed, read_country
from domain.errors import Refusal
from domain.settings import Settings

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

WORKING, HOLIDAYS, CLOSED = "working_days", "holidays", "closed_days"


@dataclass(frozen=True)
class Days:
    """Working days, public holidays and closed days."""

    key: str
    label: str

    def shown(self, value: Any) -> str:
        """Say on which days people work, whose holidays count, and how many days are closed."""
        calendar = Calendar.model_validate(value)
        working = [day[:3] for at, day in enumerate(DAYS) if at not in calendar.weekend]
        country = _code(calendar)
        parts = (
            f"{listed(working)} are working days",
            f"public holidays of {country}" if country else "no public holidays",
            *([f"{counted(len(calendar.closed), 'closed day')}"] if calendar.closed else []),
        )
        return "; ".join(parts)

    def inputs(self, settings: Settings) -> list[Block]:
        """Return the inputs for the three."""
        calendar = settings.calendar
        closed = "\n".join(f"{one.day} {one.name}" for one in calendar.closed)
        working = [str(at) for at in range(len(DAYS)) if at not in calendar.weekend]
        return [
            inputs.several(
                WORKING,
                "Working days",
                [b.option(day, str(at)) for at, day in enumerate(DAYS)],
                working,
            ),
            b.field(
                HOLIDAYS,
                "Public holidays",
                b.text_input(
                    initial=_code(calendar), placeholder="DE-BY", multiline=False, limit=10
                ),
                hint="The code of a country, with its region if you like. Empty: none.",
            ),
            b.field(
                CLOSED,
                "Closed days",
                b.text_input(
                    initial=closed,
                    placeholder="2026-12-24 Christmas Eve",
                    limit=min(3_000, MOST_CLOSED * (CLOSED_LIMIT + 12)),
                ),
                hint="One a line: the day, and what it is. Check-ins move to the next working day.",
            ),
        ]

    def read(self, view: ViewSeen, before: Settings) -> Calendar:
        """Read the three."""
        del before
        working = {int(day) for day in view.several(WORKING)}
        if not working:
            raise Refusal("Choose at least one day on which people work.", field=WORKING)
        country, region = read_country(view.words(HOLIDAYS), field=HOLIDAYS)
        return Calendar(
            weekend=frozenset(range(len(DAYS))) - working,
            country=country,
            region=region,
            closed=read_closed(view.words(CLOSED), field=CLOSED),
        )


def _code(calendar: Calendar) -> str:
    return "-".join(filter(None, (calendar.country, calendar.region)))
