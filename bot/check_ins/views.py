"""Check-ins, as blocks: the modal, what the thread hears, and why each came."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from slack_sdk.models.blocks import Block, StaticSelectElement

from bot import ids
from bot.check_ins import forms
from bot.check_ins.forms import Answering, OfAsk, OfGoal
from bot.kit import blocks as b
from bot.kit import inputs
from bot.kit.blocks import Json, Message, said
from bot.kit.measures import (
    CONFIDENCES,
    spark,
    status_line,
    three_judgements,
)
from bot.kit.text import clipped, counted, dated, harmless, plain_date
from domain.check_ins import Line, Occurrence, State, Why
from domain.goals import Goal
from domain.kpis import Kpi
from domain.numbers import plain_number, rounded
from domain.status import level_in_words
from storage.standings import Measured, Standing

MOST_GOALS = 6
MOST_BLOCKS = 80
_STATES = {
    State.OPEN: "waits for an answer",
    State.SUBMITTED: "answered",
    State.LATE: "answered late",
    State.SKIPPED: "skipped",
    State.MISSED: "missed",
    State.CANCELLED: "called off",
}


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
    pages: int
    zone: ZoneInfo
    """The reader's."""


def check_in_modal(shown: Shown) -> Json:
    """Return the modal that takes the values of all KPIs of a page."""
    blocks: list[Block] = []
    if any(m.points for s in shown.standings for m in s.measured):
        unchanged = b.button(
            "Record unchanged",
            ids.check_ins.UNCHANGED,
            shown.meta.record or "all",
            about="Record unchanged: the last values again",
        )
        words = "Nothing has changed? One click records the last values again."
        blocks.append(b.section(words, unchanged))
    for standing in shown.standings:
        blocks += [b.divider(), b.section(status_line(standing.status, standing.goal.title))]
        blocks += [_value(measured, shown.zone) for measured in standing.measured]
        blocks += _judgement(standing)
    page = f"Page {shown.meta.page} of {shown.pages}. " if shown.pages > 1 else ""
    footnote = "A value left empty is not recorded. Your answer appears in each goal's thread."
    blocks.append(b.context(page + footnote))
    more = shown.meta.page < shown.pages
    return b.modal(
        "Check-in",
        blocks,
        callback=ids.check_ins.SAVE,
        metadata=shown.meta,
        submit="Save and go on" if more else "Save",
        close="Cancel",
    )


def _value(measured: Measured, zone: ZoneInfo) -> Block:
    kpi, last = measured.kpi, measured.last
    unit = "" if kpi.unit.lower() in kpi.name.lower() else f", in {kpi.unit}"
    came = plain_number(last.value) if last and measured.is_confirmable else ""
    element = b.text_input(
        initial=came,
        placeholder=plain_number(last.value) if last else "A number",
        multiline=False,
        limit=30,
    )
    return b.field(kpi.id, clipped(f"{kpi.name}{unit}", 150), element, hint=_hint(measured, zone))


def _hint(measured: Measured, zone: ZoneInfo) -> str:
    kpi, last = measured.kpi, measured.last
    before = ""
    if last is not None and measured.fresh:
        what = "Confirm or correct it" if measured.is_confirmable else "Add only what is missing"
        before = f"{what}: from {measured.fresh}, {plain_date(last.at, zone)}. "
    elif last is not None:
        before = f"Last time {plain_number(last.value)}, on {plain_date(last.at, zone)}. "
    due = f"{kpi.plan.due.day} {kpi.plan.due:%B}"
    if kpi.kind.is_level or kpi.plan.baseline is None:
        return clipped(f"{before}{level_in_words(kpi).capitalize()} until {due}.", 150)
    start, target = plain_number(kpi.plan.baseline), plain_number(kpi.plan.target)
    return clipped(f"{before}From {start} to {target} by {due}.", 150)


def _judgement(standing: Standing) -> list[Block]:
    goal = standing.goal
    options = [b.option(label, value) for value, label in CONFIDENCES.items()]
    element = StaticSelectElement(action_id="value", placeholder=b.plain("Choose"), options=options)
    words = b.text_input(placeholder="One or two sentences for the team", limit=forms.NOTE_LIMIT)
    question = "How sure are you that you will get there?"
    return [
        b.field(forms.confidence_key(goal.id), question, element),
        b.field(forms.note_key(goal.id), "What moved it?", words),
    ]


def no_goals(*, owns_none: bool) -> str:
    """Say that there is nothing to update."""
    if owns_none:
        return "You own no goals. /goal sets one, /goal list shows everyone's."
    return "These check-ins are answered already. /checkin updates your goals at any time."


def done(count: int) -> Json:
    """Return what stands after the last page."""
    words = f"*{counted(count, 'goal')} recorded.* Each goal's thread has what changed."
    if not count:
        words = "*Nothing was typed, so nothing was recorded.* The check-in waits for you."
    return b.modal("Check-in", [b.section(words)], callback=ids.check_ins.SAVE, close="Done")


@dataclass(frozen=True)
class Answered:
    """What the thread hears of an answer."""

    standing: Standing
    """After the answer."""
    before: Mapping[str, Decimal]
    """The last values before it, by KPI."""
    who: str
    note: str
    late: bool


def summary(shown: Answered) -> Message:
    """Return the summary: what changed, and three judgements side by side."""
    standing, goal = shown.standing, shown.standing.goal
    lines = [_changed(measured, shown.before) for measured in standing.measured]
    blocks: list[Block] = [
        b.section(f"{status_line(standing.status, goal.title)}\n{harmless(shown.who)} checked in."),
        b.section("\n".join(f"•  {line}" for line in lines)),
    ]
    if shown.note:
        blocks.append(b.rich(b.quote(said(shown.note))))
    columns = three_judgements(standing, shown.who)
    schedule = standing.schedule
    if schedule is not None and schedule.next_due_at is not None:
        at = dated(schedule.next_due_at, "{date_pretty} at {time}")
        columns.append(f"*Next check-in*\n{at}")
    blocks += [
        b.fields(*columns),
        b.actions(
            b.button("Show the formula", ids.goals.FORMULA, goal.id, about="Show the formula"),
            b.button(
                "Correct a value", ids.check_ins.OPEN_CORRECT, goal.id, about="Correct a value"
            ),
        ),
    ]
    return b.message(f"{shown.who} checked in: {_in_words(shown)}", blocks)


def _changed(measured: Measured, before: Mapping[str, Decimal]) -> str:
    kpi, last, old = measured.kpi, measured.last, before.get(measured.kpi.id)
    if last is None:
        return f"{harmless(kpi.name)}: no value yet"
    now = f"*{harmless(kpi.shown(last.value))}*"
    value = now if old is None or old == last.value else f"{plain_number(old)} → {now}"
    planned = kpi.plan.planned(last.at.date())
    facts = [] if planned is None or kpi.kind.is_level else [f"planned {_short(kpi, planned)}"]
    goal = level_in_words(kpi) if kpi.kind.is_level else f"target {_short(kpi, kpi.plan.target)}"
    bars = spark(measured.points)
    return f"{harmless(kpi.name)}: {value}, {', '.join([*facts, harmless(goal)])}  {bars}".rstrip()


def _short(kpi: Kpi, value: Decimal) -> str:
    return plain_number(rounded(value, kpi.decimals))


def _in_words(shown: Answered) -> str:
    """Return the same as the line of bars says, for those who hear it."""
    goal = shown.standing.goal
    parts = [f"{m.kpi.name} {m.kpi.shown(m.last.value)}" for m in shown.standing.measured if m.last]
    return f"{goal.title}: {', '.join(parts) or 'no values yet'}"


def answered_dm(count: int, total: int) -> Message:
    """Return what the message that asked becomes once it is answered."""
    if count < total:
        words = f"{count} of {counted(total, 'goal')} answered."
    else:
        words = f"Answered: {counted(total, 'goal')}. Thank you."
    return b.message(words, [b.section(f"*{words}* Each goal's thread has what changed.")])


def skip_form(occurrence_id: str, goals: Sequence[Goal]) -> Json:
    """Return the modal that skips what a message asked for."""
    titles = "\n".join(f"•  {harmless(goal.title)}" for goal in goals[:15])
    return b.modal(
        "Skip",
        [
            b.section(f"*Skip this time?* The next check-in comes as planned.\n{titles}"),
            b.field(
                forms.REASON,
                "Why",
                b.text_input(
                    placeholder="The numbers come out on Friday.",
                    multiline=False,
                    limit=forms.REASON_LIMIT,
                ),
                optional=False,
            ),
        ],
        callback=ids.check_ins.SKIP,
        metadata=OfAsk(occurrence=occurrence_id),
        submit="Skip",
        close="Cancel",
    )


def hand_over_form(occurrence_id: str) -> Json:
    """Return the modal that lets somebody else answer this time."""
    return b.modal(
        "Hand over",
        [
            b.section(
                "*Who answers this time?* You keep the goals; next time you are asked again."
            ),
            inputs.person(forms.PERSON, "Person", optional=False),
        ],
        callback=ids.check_ins.HAND_OVER,
        metadata=OfAsk(occurrence=occurrence_id),
        submit="Hand over",
        close="Cancel",
    )


def handed_over(occurrence_id: str, goals: Sequence[Goal], who: str) -> Message:
    """Return the message to the person who answers this time."""
    titles = ", ".join(f"“{goal.title}”" for goal in goals[:5])
    update = b.button(
        "Update", ids.check_ins.OPEN, occurrence_id, about="Update the values", primary=True
    )
    return b.message(
        f"{who} asks you to check in for {titles}.",
        [
            b.section(f"*{harmless(who)} asks you to check in for {harmless(titles)}*, this time."),
            b.actions(update),
        ],
    )


def why_modal(
    goal: Goal, stories: Sequence[tuple[Occurrence, Sequence[Line]]], next_at: datetime | None
) -> Json:
    """Return why each of the last check-ins came, came late, or did not."""
    blocks: list[Block] = [b.header(goal.title)]
    if next_at is not None:
        at = dated(next_at, "{date_pretty} at {time}", word="the next one comes")
        blocks.append(b.context(at))
    if not stories:
        blocks.append(b.section("*No check-ins yet.* The first one comes at the hour above."))
    for occurrence, lines in stories:
        told = "\n".join(
            f"{dated(line.at, '{date_short} {time}')}  {_told(line)}" for line in lines
        )
        day = f"{occurrence.local_date.day} {occurrence.local_date:%B}"
        blocks.append(b.section(f"*{day}: {_STATES[occurrence.state]}*\n{told}"))
    return b.modal("Why", blocks[:90], callback=ids.check_ins.WHY, metadata=OfGoal(goal=goal.id))


def _told(line: Line) -> str:
    """Return a line of a story; a reason that a person typed is made harmless."""
    if line.why in (Why.SKIPPED_BY, Why.DAY_OFF):
        line = line.model_copy(update={"detail": harmless(line.detail)})
    return line.in_words


def correct_form(standing: Standing, zone: ZoneInfo) -> Json:
    """Return the modal that corrects the last values of a goal."""
    blocks: list[Block] = [
        b.context(f"{harmless(standing.goal.title)}. The wrong value stays on record.")
    ]
    blocks += [_value(m, zone) for m in standing.measured if m.last is not None]
    return b.modal(
        "Correct a value",
        blocks,
        callback=ids.check_ins.CORRECT,
        metadata=OfGoal(goal=standing.goal.id),
        submit="Correct",
        close="Cancel",
    )
