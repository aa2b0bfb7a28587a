"""Numbers of the press release as people see them: each with its sentence and a choice of KPIs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import Block, Option, StaticSelectElement

from bot import ids
from bot.kit import blocks as b
from bot.kit.blocks import Json
from bot.kit.paging import pages_of, turns
from bot.kit.text import brief, clipped, counted, dated, harmless
from bot.numbers import forms
from domain.initiatives import Initiative
from domain.kpis import Kpi
from domain.promised_numbers import REASON_LIMIT, Number, NumberDecision, State

PAGE = 10
OFFERED = 25
"""KPIs in one choice: ten choices of them fit into a view, and Slack takes no more bytes."""
SENTENCE = 600
"""Characters of a sentence around its number."""


@dataclass(frozen=True)
class Shown:
    """A page of numbers."""

    initiative: Initiative
    numbers: Sequence[Number]
    kpis: Sequence[Kpi]
    """Of the initiative's living goals, those of the best rank first."""
    citations: Mapping[str, str]
    """What goals are called: `GOAL-2`."""
    may_edit: bool
    page: int = 1
    offered: int = 0
    notice: str = ""
    """What the person has to hear first."""


def numbers_modal(shown: Shown) -> Json:
    """Return a page of numbers, in the order of the press release."""
    pages = pages_of(len(shown.numbers), PAGE)
    page = min(max(1, shown.page), pages)
    blocks: list[Block] = [b.section(f"*{harmless(shown.notice)}*")] if shown.notice else []
    blocks += _summary(shown)
    for number in shown.numbers[(page - 1) * PAGE : page * PAGE]:
        blocks += _row(shown, number)
    blocks += turns(page, pages, ids.numbers.PAGE, "the numbers")
    meta = forms.Showing(initiative=shown.initiative.id, page=page, offered=shown.offered)
    title = clipped(f"Numbers of {shown.initiative.name}", b.MODAL_TITLE)
    return b.modal(title, blocks, callback=ids.numbers.OPEN, metadata=meta)


def _summary(shown: Shown) -> list[Block]:
    if not shown.numbers:
        return [b.section("*No numbers yet.* A promise with a number in it can be checked.")]
    left = sum(number.is_open for number in shown.numbers)
    count = counted(len(shown.numbers), "number")
    standing = f"{left} of {count} open" if left else f"{count}, none open"
    words = f"*{standing}*\nSomebody will check them: link each to a KPI, or say why it needs none."
    if shown.kpis or not shown.may_edit:
        return [b.section(words)]
    about = f"Set a goal for {clipped(shown.initiative.name, 40)}"
    record = shown.initiative.id
    add = b.button("Set a goal", ids.goals.OPEN_CREATE, record, about=about, primary=True)
    return [b.section(f"{words}\nNo goal has a KPI yet.", add)]


def _row(shown: Shown, number: Number) -> list[Block]:
    promised = number.promised
    words = (
        f"*“{brief(promised.phrase, 100)}”*  ·  {promised.citation}\n"
        f"&gt; {harmless(around(promised.sentences, promised.phrase))}\n{_standing(shown, number)}"
    )
    choice = _choice(shown, number) if shown.may_edit else None
    # the page of KPIs is in the record: Slack keeps what was chosen in a block of the same id
    record = f"{forms.Seen.of(number).record}/{shown.offered}"
    row: list[Block] = [b.section(words, choice, record=record)]
    if number.state is State.PROPOSED and number.kpi and shown.may_edit:
        about = f"Link “{clipped(promised.phrase, 25)}” to {clipped(number.kpi.name, 35)}"
        value = f"{record}/{number.kpi.id}"
        link = b.button("Link", ids.numbers.LINK, value, about=about)
        row.append(b.actions(link, record=f"link/{record}"))
    return row


def around(words: str, phrase: str, limit: int = SENTENCE) -> str:
    """Return words, or as many of them around a phrase as fit."""
    words, phrase = " ".join(words.split()), " ".join(phrase.split())
    if len(words) <= limit:
        return words
    middle = words.find(phrase) + len(phrase) // 2
    start = min(max(0, middle - limit // 2), len(words) - limit)
    part = words[start : start + limit]
    before = "… " if start else ""
    after = " …" if start + limit < len(words) else ""
    return f"{before}{part.strip()}{after}"


def _standing(shown: Shown, number: Number) -> str:
    """Say how a number stands, and for one that is open again, why."""
    if number.state is State.PROPOSED:
        return f"*open:* {_called(shown, number.kpi)} has this value and unit. Is it about this?"
    return _decided(shown, number, number.decision) if number.decision else "*open*"


def _decided(shown: Shown, number: Number, decision: NumberDecision) -> str:
    who = f"<@{decision.by}>"
    when = dated(decision.at, "{date_short_pretty}")
    linked, reason = _called(shown, number.kpi), f"“{harmless(decision.reason)}”"
    match number.state:
        case State.LINKED:
            return f"linked to {linked} by {who}, {when}"
        case State.WAIVED:
            return f"waived by {who}, {when}: {reason}"
        case State.LOST:
            return f"*open again:* the KPI that {who} linked it to is gone"
        case State.CHANGED:
            done = f"linked it to {linked}" if decision.kpi_id else f"waived it: {reason}"
            return f"*open again:* its sentence has changed since {who} {done}"
    return f"*open*: {who} opened it again, {when}"


def _called(shown: Shown, kpi: Kpi | None) -> str:
    if kpi is None:
        return "a KPI"
    return f"{brief(kpi.name, 100)} ({shown.citations.get(kpi.goal_id, 'a goal')})"


def _choice(shown: Shown, number: Number) -> StaticSelectElement:
    """Return the KPIs that are offered, and what else can be decided."""
    pages = pages_of(len(shown.kpis), OFFERED)
    first = (shown.offered % pages) * OFFERED
    options = [_option(shown, kpi) for kpi in shown.kpis[first : first + OFFERED]]
    if pages > 1:
        options.append(b.option("Other KPIs…", forms.OTHERS))
    waived = number.state is State.WAIVED
    options.append(b.option("Waive for another reason…" if waived else "Waive…", forms.WAIVE))
    if number.state in (State.LINKED, State.WAIVED):
        options.append(b.option("Open it again", forms.OPEN_AGAIN))
    linked = number.kpi.id if number.kpi and number.state is State.LINKED else None
    label = "Waived" if waived else "Decide"
    return b.select(ids.numbers.CHOOSE, label, options, chosen=linked)


def _option(shown: Shown, kpi: Kpi) -> Option:
    return b.option(f"{shown.citations.get(kpi.goal_id, '')} {kpi.name}".strip(), kpi.id)


def waive_form(shown: Shown, number: Number, *, reason: str = "") -> Json:
    """Return the modal that asks why a number needs no KPI; `shown.notice` stands first."""
    promised = number.promised
    about = (
        f"*“{brief(promised.phrase, 100)}”*  ·  {promised.citation}\n"
        f"&gt; {harmless(around(promised.sentences, promised.phrase))}"
    )
    notice: list[Block] = [b.section(f"*{harmless(shown.notice)}*")] if shown.notice else []
    return b.modal(
        "Waive a number",
        [
            *notice,
            b.section(about),
            b.field(
                forms.REASON,
                "Why does it need no KPI?",
                b.text_input(
                    initial=reason,
                    placeholder="It describes today; nothing of ours moves it.",
                    limit=REASON_LIMIT,
                ),
                hint="It holds until the sentence changes; then the number is open again.",
                optional=False,
            ),
        ],
        callback=ids.numbers.WAIVE,
        metadata=forms.Waiving(
            initiative=shown.initiative.id,
            page=shown.page,
            number=forms.Seen.of(number).record,
        ),
        submit="Waive",
        close="Cancel",
    )
