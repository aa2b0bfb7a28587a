"""The digest as people see it: one message a home channel, and a modal for who asks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from slack_sdk.models.blocks import Block

from bot import ids
from bot.digests import lines
from bot.digests.forms import Reading
from bot.digests.lines import ALONE, SHARED, Part
from bot.kit import blocks as b
from bot.kit.blocks import Json, Message
from bot.kit.text import brief, clipped, counted, harmless
from domain.initiatives import Initiative
from domain.settings import Settings

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

MOST_TOLD = 4
"""Initiatives of one message that are told in full; the others get a line each."""
MOST_LINES = 20
MOST_BLOCKS, MOST_BYTES = 44, 12_000
"""What those in full may take together, of the 50 and about 13,200 that Slack allows."""


@dataclass(frozen=True)
class Digest:
    """What a digest shows, the initiative with the worst goal first."""

    parts: Sequence[Part]
    zone: ZoneInfo
    settings: Settings

    @property
    def since(self) -> datetime:
        """From when on it tells."""
        return min(part.news.since for part in self.parts)

    @property
    def week(self) -> str:
        """The days it tells of: "16 to 22 November"."""
        first = self.since.astimezone(self.zone).date()
        until = self.parts[0].news.until - timedelta(days=1)
        return _span(first, until.astimezone(self.zone).date())


def _span(first: date, last: date) -> str:
    if first >= last:
        return _day(first)
    start = str(first.day) if first.month == last.month else _day(first)
    return f"{start} to {_day(last)}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B}"


@dataclass(frozen=True)
class Written:
    """A message, and before which block the chart of its part stands."""

    message: Message
    part: Part
    chart_at: int


def message(shown: Digest, charted: Part | None = None) -> Written:
    """Return the digest for the home channel; `charted` is the part whose chart it shows."""
    if len(shown.parts) == 1:
        [part] = shown.parts
        blocks = [
            b.header(f"{clipped(part.initiative.name, 100)}, {shown.week}"),
            lines.facts(part),
            *lines.told(part),
        ]
        chart_at = len(blocks)
        blocks.append(_buttons(part.initiative))
    else:
        blocks, chart_at = _several(shown, charted)
    blocks.append(b.context(_when(shown.settings)))
    return Written(b.message(_sentence(shown), blocks), charted or shown.parts[0], chart_at)


def _several(shown: Digest, charted: Part | None) -> tuple[list[Block], int]:
    """Return all initiatives of a channel one below the other, as far as there is room."""
    blocks: list[Block] = [b.header(f"{counted(len(shown.parts), 'initiative')}, {shown.week}")]
    chart_at, size, rest = len(blocks), 0, []
    for number, part in enumerate(shown.parts):
        own = [
            b.section(f"*{brief(part.initiative.name, 100)}*"),
            lines.facts(part),
            *lines.told(part, SHARED),
        ]
        size += b.size_of(own)
        fits = len(blocks) + len(own) < MOST_BLOCKS and size < MOST_BYTES
        if number >= MOST_TOLD or not fits:
            rest.append(part)
            continue
        blocks += own
        if part is charted:
            chart_at = len(blocks)
        blocks.append(_buttons(part.initiative))
    if rest:
        blocks.append(b.section("\n".join(_rest(rest))))
    return blocks, chart_at


def _rest(parts: Sequence[Part]) -> Iterator[str]:
    for part in parts[:MOST_LINES]:
        name, key = brief(part.initiative.name, 60), part.initiative.key
        yield f"•  *{name}*: {part.counts}. `/workback digest {key}`"
    if len(parts) > MOST_LINES:
        yield f"And {len(parts) - MOST_LINES} more: `/workback list`"


def _buttons(initiative: Initiative) -> Block:
    record, name = initiative.id, clipped(initiative.name, 40)
    return b.actions(
        b.button("Read", ids.documents.READ, record, about=f"Read the press release of {name}"),
        b.button("Scope", ids.scope.OPEN_LEDGER, record, about=f"Scope of {name}"),
        b.button("Goals", ids.goals.OPEN_LIST, record, about=f"Goals of {name}"),
        record=record,
    )


def _sentence(shown: Digest) -> str:
    if len(shown.parts) == 1:
        [part] = shown.parts
        return f"{part.initiative.name}, {shown.week}: {part.counts}.{part.moved}"
    some = [f"{p.initiative.name}: {p.counts}.{p.moved}" for p in shown.parts[:MOST_TOLD]]
    more = len(shown.parts) - len(some)
    rest = f" And {more} more." if more else ""
    return f"{shown.week}. {' '.join(some)}{rest}"


def modal(part: Part, zone: ZoneInfo, settings: Settings) -> Json:
    """Return the last seven days of an initiative for the person who asks, up to this moment."""
    name = part.initiative.name
    if part.news.is_quiet:
        blocks: list[Block] = [
            b.section(
                f"*Nothing changed in {harmless(name)} in the last seven days.* Decisions, new "
                "versions and what happens to goals will stand here."
            )
        ]
    else:
        days = _span(
            part.news.since.astimezone(zone).date(), part.news.until.astimezone(zone).date()
        )
        blocks = [
            b.header(f"{clipped(name, 100)}, {days}"),
            lines.facts(part),
            *lines.told(part, ALONE),
            *_chart_in_words(part),
        ]
    return b.modal(
        "Digest",
        [*blocks, b.divider(), b.context(_when(settings))],
        callback=ids.digests.OPEN,
        metadata=Reading(initiative=part.initiative.id),
    )


def _chart_in_words(part: Part) -> Iterator[Block]:
    """Say what the chart would show: a modal takes only pictures that stand in Slack already."""
    if part.chart:
        yield b.context(f"The chart in words: {brief(part.chart, 1_000)}")


def _when(settings: Settings) -> str:
    if settings.digest_day is None:
        return "The digest is off in this workspace. Admins turn it on in /workback settings."
    return (
        f"Comes on {DAYS[settings.digest_day]}s at {settings.digest_hour}:00 in the owner's zone, "
        "and only when something has changed. Admins move or stop it in /workback settings."
    )
