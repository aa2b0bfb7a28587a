"""An item is written, and decided about."""

from collections.abc import Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import (
    Block,
    InputBlock,
    Option,
    OptionGroup,
    StaticMultiSelectElement,
)

from bot import ids
from bot.kit import blocks as b
from bot.kit import inputs
from bot.kit.blocks import Json, said
from bot.kit.text import dated, excerpt, harmless
from bot.scope import forms
from bot.scope.forms import Deciding, Writing
from domain.initiatives import Initiative
from domain.numbers import plain_number
from domain.promises import Promise
from domain.scope import (
    CONFIDENCES,
    LINK_LIMIT,
    NOTES_LIMIT,
    TITLE_LIMIT,
    VALUES,
    Item,
    Place,
    State,
)


@dataclass(frozen=True)
class Start:
    """An item that is being written or changed."""

    meta: Writing
    promises: Sequence[Promise]
    choices: Sequence[Initiative] = ()
    """Whose ledger it can go into, where that is open."""
    item: Item | None = None
    title: str = ""
    notes: str = ""
    link: str = ""
    cites: Sequence[str] = ()
    proposes: bool = False
    """By somebody who cannot decide: it will be a candidate."""


def item_form(start: Start) -> Json:
    """Return the modal that writes an item."""
    item = start.item
    blocks: list[Block] = [b.context(_hint(start))]
    if start.choices:
        options = [b.option(f"{i.name}  ·  {i.key}", i.id) for i in start.choices]
        blocks.append(inputs.one_of(forms.INITIATIVE, "Whose scope", options))
    blocks += [
        _words(forms.TITLE, "What is built", item.title if item else start.title, TITLE_LIMIT),
        *_promises(start.promises, [c.promise for c in item.citations] if item else start.cites),
        inputs.person(forms.OWNER, "Owner", item.owner_id if item else None),
        *_estimates(item),
        _link(item.link if item else start.link),
        b.field(
            forms.NOTES,
            "Notes",
            b.text_input(initial=item.notes if item else start.notes, limit=NOTES_LIMIT),
        ),
    ]
    verb = "Propose" if start.proposes and item is None else "Save"
    return b.modal(
        "Edit an item" if item else "Add an item" if verb == "Save" else "Propose scope",
        blocks,
        callback=ids.scope.SAVE if item else ids.scope.SAVE_NEW,
        metadata=start.meta,
        submit=verb,
        close="Cancel",
    )


def _hint(start: Start) -> str:
    if start.item is not None and any(c.is_gone for c in start.item.citations):
        return "A promise it cites is gone; saving takes that citation away."
    if start.proposes:
        return "It becomes a candidate: the authors decide whether it is built."
    return "Without a promise it is a candidate, until it cites one or somebody decides."


def _words(key: str, label: str, initial: str, limit: int) -> InputBlock:
    return b.field(
        key,
        label,
        b.text_input(
            initial=initial[:limit],
            placeholder="Search the notes by sentence",
            multiline=False,
            limit=limit,
            focus=True,
        ),
        optional=False,
    )


def _link(initial: str) -> InputBlock:
    element = b.text_input(
        initial=initial,
        placeholder="https://tracker.example/WEB-41",
        multiline=False,
        limit=LINK_LIMIT,
    )
    return b.field(forms.LINK, "Link", element, hint="Where your tracker keeps it.")


def _promises(promises: Sequence[Promise], chosen: Sequence[str]) -> list[Block]:
    """Return the choice of promises by group; beyond what a select takes, ids are typed."""
    shown = forms.offered(promises)
    options = {p.id: b.option(f"{p.citation}  {p.title}", p.id) for p in shown}
    groups: dict[str, list[Option]] = {}
    for promise in shown:
        groups.setdefault(promise.group, []).append(options[promise.id])
    blocks: list[Block] = []
    if groups:
        element = StaticMultiSelectElement(
            action_id="value",
            placeholder=b.plain("Choose promises"),
            option_groups=[OptionGroup(label=b.plain(g), options=o) for g, o in groups.items()],
            initial_options=[options[c] for c in chosen if c in options] or None,
        )
        hint = "When their words change, the owner is asked to check this item."
        blocks.append(b.field(forms.PROMISES, "Promises it keeps", element, hint=hint))
    rest = {p.id: p.citation for p in promises if p.id not in options}
    if rest:
        element_ = b.text_input(
            initial=", ".join(rest[c] for c in chosen if c in rest),
            placeholder="FAQ-C-104, FAQ-S-7",
            multiline=False,
        )
        hint = f"{len(rest)} more than a list shows: type their ids."
        blocks.append(b.field(forms.MORE, "More promises", element_, hint=hint))
    return blocks


def _estimates(item: Item | None) -> list[Block]:
    effort = plain_number(item.effort) if item and item.effort else ""
    values = [b.option(f"{value}  {words}", str(value)) for value, words in VALUES.items()]
    sure = [b.option(f"{part}%  {words}", str(part)) for part, words in CONFIDENCES.items()]
    blocks: list[Block] = [
        b.field(
            forms.EFFORT,
            "Effort in days",
            b.text_input(initial=effort, placeholder="2.5", multiline=False, limit=20),
        ),
        inputs.one_of(
            forms.VALUE,
            "Value",
            values,
            str(item.value) if item and item.value else None,
            optional=True,
        ),
        inputs.one_of(
            forms.CONFIDENCE,
            "Confidence",
            sure,
            str(item.confidence) if item and item.confidence else None,
            optional=True,
            hint="Rank within a goal: value × confidence ÷ effort.",
        ),
    ]
    if item is not None:
        states = [b.option(state.words, state) for state in State]
        blocks.append(inputs.one_of(forms.STATE, "State", states, item.state))
    return blocks


def decide_form(item: Item, promises: Sequence[Promise], meta: Deciding) -> Json:
    """Return the modal that decides about an item, with a promise or a reason."""
    options = [
        inputs.described("In scope", Place.IN, "It keeps a promise, or you say why without one"),
        inputs.described("Later", Place.LATER, "Not for this launch"),
        inputs.described("Out", Place.OUT, "We are not building this"),
    ]
    chosen = item.decision or (Place.IN if item.citations and not item.proposed else None)
    blocks: list[Block] = [b.section(f"*{harmless(item.title)}*"), _proposed(item)]
    if item.notes:
        blocks.append(b.rich(b.quote(said(excerpt(item.notes)))))
    reason = b.text_input(initial=item.reason, limit=NOTES_LIMIT)
    blocks += [
        inputs.one_of(forms.DECISION, "What happens to it", options, chosen),
        *_promises(promises, [c.promise for c in item.citations]),
        b.field(forms.REASON, "Why", reason, hint="It stands in the decision log with your name."),
    ]
    return b.modal(
        "Decide",
        blocks,
        callback=ids.scope.DECIDE,
        metadata=meta,
        submit="Decide",
        close="Cancel",
    )


def _proposed(item: Item) -> Block:
    who = f"<@{item.created_by}>, {dated(item.created_at)}"
    return b.context(f"{'Proposed' if item.place is Place.CANDIDATE else 'Added'} by {who}")
