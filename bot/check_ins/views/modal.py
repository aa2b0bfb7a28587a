"""The modal that takes the values of all KPIs, and the one that corrects them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from slack_sdk.models.blocks import Block

from bot import ids
from bot.check_ins import forms
from bot.check_ins.forms import Answering, OfGoal
from bot.kit import blocks as b
from bot.kit.blocks import Json
from bot.kit.measures import CONFIDENCES, status_line
from bot.kit.text import brief, clipped, counted, harmless, plain_date
from domain.kpis import PERSON, Kpi, KpiKind, Point, Reading
from domain.numbers import plain_number
from domain.status import level_in_words
from storage.standings import Measured, Standing

MOST_GOALS = 6
MOST_BLOCKS = 80


def pages_of(standings: Sequence[Standing]) -> list[list[Standing]]:
    """Return goals in pages of at most six, and of no more blocks than a modal holds."""
    pages: list[list[Standing]] = [[]]
    size = 0
    for standing in standings:
        weight = 4 + len(standing.measured)
        if pages[-1] and (len(pages[-1]) >= MOST_GOALS or size + weight > MOST_BLOCKS):
            pages.append([])
            size = 0
        pages[-1].append(standing)
        size += weight
    return pages


@dataclass(frozen=True)
class Shown:
    """A page of the check-in modal."""

    standings: Sequence[Standing]
    meta: Answering
    zone: ZoneInfo
    """The reader's."""
    words: forms.Words = field(default_factory=dict)
    """What was typed before, on this page and on others."""
    was_kept: bool = False
    """They were typed when the modal was open before."""


def check_in_modal(shown: Shown) -> Json:
    """Return the modal that takes the values of all KPIs of a page."""
    blocks: list[Block] = []
    meta = shown.meta
    if shown.was_kept:
        blocks.append(b.section("*What you typed before is still here.* It was not saved yet."))
    if any(m.points for s in shown.standings for m in s.measured):
        blocks.append(_unchanged(meta))
    for standing in shown.standings:
        blocks += [b.divider(), b.section(status_line(standing.status, standing.goal.title))]
        blocks += [_value(measured, shown.zone, shown.words) for measured in standing.measured]
        blocks += _judgement(standing, shown.words)
    blocks += _end(meta)
    more = meta.page < meta.pages
    return b.modal(
        "Check-in",
        blocks,
        callback=ids.check_ins.SAVE,
        metadata=meta,
        submit="Next page" if more else "Save",
        close="Cancel",
    )


def _unchanged(meta: Answering) -> Block:
    button = b.button(
        "Record unchanged",
        ids.check_ins.UNCHANGED,
        meta.record or "all",
        about="Record unchanged: the last values again",
    )
    where = " of this page" if meta.pages > 1 else ""
    words = f"Nothing has changed? One click records the last values{where} again."
    return b.section(words, button)


def _end(meta: Answering) -> list[Block]:
    footnote = "A value left empty is not recorded. Your answer appears in each goal's thread."
    if meta.pages == 1:
        return [b.context(footnote)]
    page = f"Page {meta.page} of {meta.pages}. All pages are saved together at the end."
    back = b.button("Back", ids.check_ins.BACK, about="Back to the page before")
    return [
        *([b.actions(back)] if meta.page > 1 else []),
        b.context(f"{page} {footnote}"),
    ]


def _value(measured: Measured, zone: ZoneInfo, words: forms.Words) -> Block:
    kpi, last = measured.kpi, measured.last
    unit = "" if kpi.unit.lower() in kpi.name.lower() else f", in {kpi.unit}"
    grows = kpi.kind is KpiKind.CUMULATIVE
    came = plain_number(last.value) if last and measured.is_confirmable else ""
    element = b.text_input(
        initial=words.get(kpi.id, came),
        placeholder=plain_number(last.value) if last and not grows else "A number",
        multiline=False,
        limit=30,
    )
    label = f"{kpi.name}{unit}{': what came to it' if grows else ''}"
    return b.field(kpi.id, clipped(label, 150), element, hint=_hint(measured, zone))


def _hint(measured: Measured, zone: ZoneInfo) -> str:
    kpi, last = measured.kpi, measured.last
    before = f"{_before(measured, last, zone)} " if last is not None else ""
    due = f"{kpi.plan.due.day} {kpi.plan.due:%B}"
    if kpi.kind.is_level or kpi.plan.baseline is None:
        return clipped(f"{before}{level_in_words(kpi).capitalize()} until {due}.", 150)
    start, target = plain_number(kpi.plan.baseline), plain_number(kpi.plan.target)
    return clipped(f"{before}From {start} to {target} by {due}.", 150)


def _before(measured: Measured, last: Point, zone: ZoneInfo) -> str:
    """Say what stands, and what is asked for beside it."""
    value, day = plain_number(last.value), plain_date(last.at, zone)
    if measured.is_confirmable:
        return f"Confirm or correct it: from {measured.fresh}, {day}."
    if measured.fresh:
        return f"{value} so far, from {measured.fresh}, {day}: add only what is missing."
    if measured.kpi.kind is KpiKind.CUMULATIVE:
        return f"{value} so far, on {day}: write only what came since."
    return f"Last time {value}, on {day}."


def _judgement(standing: Standing, words: forms.Words) -> list[Block]:
    goal = standing.goal
    sure, note = forms.confidence_key(goal.id), forms.note_key(goal.id)
    options = [b.option(label, value) for value, label in CONFIDENCES.items()]
    element = b.select("value", "Choose", options, chosen=words.get(sure))
    typed = b.text_input(
        initial=words.get(note, ""),
        placeholder="One or two sentences for the team",
        limit=forms.NOTE_LIMIT,
    )
    return [
        b.field(sure, "How sure are you that you will get there?", element),
        b.field(note, "What moved it?", typed),
    ]


def done(count: int, lost: Sequence[str] = ()) -> Json:
    """Return what stands after the last page; `lost` are goals that take no answer any more."""
    words = f"*{counted(count, 'goal')} recorded.* Each goal's thread has what changed."
    if not count:
        words = "*Nothing was typed, so nothing was recorded.* The check-in waits for you."
    blocks: list[Block] = [b.section(words)]
    if lost:
        titles = ", ".join(f"“{brief(title, 80)}”" for title in lost[:5])
        rest = f" and {len(lost) - 5} more" if len(lost) > 5 else ""  # noqa: PLR2004
        blocks.append(
            b.section(
                f"*Not recorded: {titles}{rest}.* Meanwhile it was paused, retired or given to "
                "somebody else. /goal list shows how it stands."
            )
        )
    return b.modal("Check-in", blocks, callback=ids.check_ins.SAVE, close="Done")


def correct_form(standing: Standing, last: Sequence[tuple[Kpi, Reading]], zone: ZoneInfo) -> Json:
    """Return the modal that corrects the last values of a goal: each as it was given, no sum."""
    blocks: list[Block] = [
        b.section(
            f"*{harmless(standing.goal.title)}*\nWrite what the last value should have been. "
            "The wrong one stays on record."
        )
    ]
    blocks += [_corrected(kpi, reading, zone) for kpi, reading in last]
    return b.modal(
        "Correct a value",
        blocks,
        callback=ids.check_ins.CORRECT,
        metadata=OfGoal(goal=standing.goal.id),
        submit="Correct",
        close="Cancel",
    )


def _corrected(kpi: Kpi, reading: Reading, zone: ZoneInfo) -> Block:
    source = "" if reading.source == PERSON else f", from {reading.source}"
    element = b.text_input(placeholder=plain_number(reading.value), multiline=False, limit=30)
    hint = f"It says {plain_number(reading.value)}, on {plain_date(reading.at, zone)}{source}."
    return b.field(kpi.id, clipped(kpi.name, 150), element, hint=clipped(hint, 150))
