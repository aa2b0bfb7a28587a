"""The ledger: first what needs a decision, then items by goal, then promises without an item."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from slack_sdk.models.blocks import Block, InteractiveElement

from bot import ids
from bot.kit import blocks as b
from bot.kit.blocks import Json
from bot.kit.paging import pages_of, turns
from bot.kit.text import brief, clipped, counted, excerpt, harmless, listed
from bot.scope.forms import SHOWN, Listing
from bot.scope.views.item import PLACES, label
from domain.initiatives import Initiative, Stage
from domain.ledger import Ledger, Share, not_ready
from domain.numbers import plain_number
from domain.people import PersonId
from domain.promises import GOALS, Promise
from domain.scope import Citation, Item, Place, State, days

PAGE = 20
"""Rows on a page. Source: surfaces.md, "Long text"."""

FEW = 8
"""Promises without an item below the items; the filter shows them all."""


@dataclass(frozen=True)
class Shown:
    """All that a page of the ledger shows."""

    initiative: Initiative
    ledger: Ledger
    promises: Mapping[str, Promise]
    reader: PersonId
    may_edit: bool
    chosen: str = "items"
    page: int = 1
    changes: Mapping[tuple[str, int, str], str] = field(default_factory=dict)
    """How promises changed, in a few words, by promise, agreed version and words now."""


@dataclass(frozen=True)
class Row:
    """A row and the headings it stands under."""

    header: str
    goal: str
    block: Block


def ledger_modal(shown: Shown) -> Json:
    """Return a page of the ledger."""
    rows = list(_rows(shown))
    pages = pages_of(len(rows), PAGE)
    page = min(max(1, shown.page), pages)
    blocks: list[Block] = [_summary(shown), _tools(shown)]
    if not rows:
        blocks.append(b.section(_empty(shown)))
    blocks += _with_headers(rows[(page - 1) * PAGE : page * PAGE])
    if page == pages and shown.chosen == "items":
        blocks += _ending(shown)
    blocks += turns(page, pages, ids.scope.PAGE, "the scope")
    return b.modal(
        clipped(f"Scope of {shown.initiative.name}", b.MODAL_TITLE),
        blocks,
        callback=ids.scope.OPEN_LEDGER,
        metadata=Listing(initiative=shown.initiative.id, shown=shown.chosen, page=page),
    )


def _with_headers(rows: Sequence[Row]) -> Iterator[Block]:
    header = goal = ""
    for row in rows:
        if row.header != header:
            header, goal = row.header, ""
            yield b.header(row.header)
        if row.goal != goal:
            goal = row.goal
            yield b.section(f"*{goal}*")
        yield row.block


def _summary(shown: Shown) -> Block:
    found = shown.ledger
    words = "*What is built, and which promise it keeps*"
    if found.count:
        parts = [
            (len(found.in_scope), "in scope"),
            (len(found.flagged), "to check"),
            (len(found.candidates), "candidate" if len(found.candidates) == 1 else "candidates"),
        ]
        told = listed(f"{count} {what}" for count, what in parts if count)
        words = f"*{counted(found.count, 'item')}: {told}*"
    words += f"\n{_ready(shown)}"
    if shown.initiative.archived_at:
        return b.section(words)
    verb = "Add an item" if shown.may_edit else "Propose an item"
    about = f"{verb} to the scope of {clipped(shown.initiative.name, 30)}"
    add = b.button(verb, ids.scope.OPEN_CREATE, shown.initiative.id, about=about, primary=True)
    return b.section(words, add)


def _ready(shown: Shown) -> str:
    stage = Stage.ARCHIVED if shown.initiative.archived_at else shown.initiative.stage
    missing = not_ready(stage, shown.ledger)
    if not missing:
        return "Ready to build: the press release is approved, and no promise is without work."
    return f"Not ready to build: {harmless('; '.join(missing))}."


def _tools(shown: Shown) -> Block:
    options = [b.option(words, value) for value, words in SHOWN.items()]
    about = f"Decisions about {clipped(shown.initiative.name, 40)}"
    log = b.button("Decisions", ids.reviews.DECISIONS, shown.initiative.id, about=about)
    select = b.select(ids.scope.SHOW, "Show", options, chosen=shown.chosen)
    name = clipped(shown.initiative.name, 40)
    export = b.button(
        "Export", ids.scope.EXPORT, shown.initiative.id, about=f"Export scope of {name}"
    )
    return b.actions(select, export, log, record="tools")


def _empty(shown: Shown) -> str:
    if shown.chosen == "items":
        return "*No items yet.* Each will cite the promise it serves."
    if shown.chosen == "promises":
        return "*Every promise has an item.*"
    return f"*{SHOWN[shown.chosen]}:* nothing yet. Choose another group above."


def _rows(shown: Shown) -> Iterator[Row]:
    if shown.chosen == "promises":
        yield from _promise_rows(shown)
    elif shown.chosen == "out":
        for item in sorted(shown.ledger.aside, key=lambda item: item.place is Place.OUT):
            count = sum(other.place is item.place for other in shown.ledger.aside)
            yield Row(f"{PLACES[item.place].capitalize()} ({count})", "", _aside(shown, item))
    else:
        yield from _item_rows(shown)


def _item_rows(shown: Shown) -> Iterator[Row]:
    mine, found = shown.chosen == "mine", shown.ledger

    def own(items: Sequence[Item]) -> list[Item]:
        return [item for item in items if not mine or shown.reader in _people(item)]

    flagged, candidates = own(found.flagged), own(found.candidates)
    for item in flagged:
        title = f"To check: their promise has changed ({len(flagged)})"
        yield Row(title, "", _to_check(shown, item))
    for item in candidates:
        title = f"Candidates: they need a promise or a decision ({len(candidates)})"
        yield Row(title, "", _candidate(shown, item))
    count = len(own(found.in_scope))
    ranks = _ranks(shown)
    for group in found.groups:
        for item in own(group.items):
            title = harmless(group.goal.title) if group.goal else ""
            goal = f"{ranks[group.goal.id]}. {title}" if group.goal else "Of no goal"
            yield Row(f"In scope, by goal ({count})", goal, _in_scope(shown, item))


def _ranks(shown: Shown) -> dict[str, int]:
    """Return the places of the living goals, best first."""
    goals = [promise.id for promise in shown.promises.values() if promise.group == GOALS]
    return {goal: rank for rank, goal in enumerate(goals, 1)}


def _people(item: Item) -> tuple[PersonId | None, ...]:
    return (item.owner_id, item.created_by if item.place is Place.CANDIDATE else None)


def _to_check(shown: Shown, item: Item) -> Block:
    told = [_change(shown, citation) for citation in item.changed[:2]]
    more = f"  ·  and {len(item.changed) - 2} more" if len(item.changed) > 2 else ""  # noqa: PLR2004
    words = f"{_title(item)}\n{'  ·  '.join(told)}{more}{_owned(item)}"
    if not _may_change(shown, item):
        return b.section(words, _see(item), record=item.id)
    about = f"Check {item.title}"
    return b.section(
        words, b.button("Check", ids.scope.OPEN_CHANGED, item.id, about=about), record=item.id
    )


def _change(shown: Shown, citation: Citation) -> str:
    key = (citation.promise, citation.version, citation.current)
    how = shown.changes.get(key, "has changed")
    return f"{label(citation.promise, shown.promises)} {harmless(how)}"


def _candidate(shown: Shown, item: Item) -> Block:
    words = f"{_title(item)}\nProposed by <@{item.created_by}>{_cites(shown, item)}{_owned(item)}"
    if not shown.may_edit:
        return b.section(words, _see(item), record=item.id)
    about = f"Decide on {item.title}"
    return b.section(
        words, b.button("Decide", ids.scope.OPEN_DECIDE, item.id, about=about), record=item.id
    )


def _in_scope(shown: Shown, item: Item) -> Block:
    cites = _cites(shown, item) or "  ·  no promise: decided"
    words = f"{_title(item)}  ·  {item.state.words}\n{(cites + _owned(item)).removeprefix('  ·  ')}"
    return b.section(words, _menu(shown, item), record=item.id)


def _aside(shown: Shown, item: Item) -> Block:
    who = f"<@{item.decided_by}>" if item.decided_by else "Somebody"
    words = f"{_title(item)}\n{who}: “{brief(item.reason, 200)}”"
    return b.section(words, _menu(shown, item), record=item.id)


def _title(item: Item) -> str:
    return f"*{harmless(item.title)}*"


def _cites(shown: Shown, item: Item) -> str:
    named = [label(citation.promise, shown.promises) for citation in item.citations]
    more = f" and {len(named) - 4} more" if len(named) > 4 else ""  # noqa: PLR2004
    return f"  ·  {listed(named[:4])}{more}" if named else ""


def _owned(item: Item) -> str:
    facts = [
        *([f"<@{item.owner_id}>"] if item.owner_id else []),
        *([days(item.effort)] if item.effort else []),
    ]
    return f"  ·  {listed(facts)}" if facts else ""


def _may_change(shown: Shown, item: Item) -> bool:
    living = shown.initiative.archived_at is None
    return living and (shown.may_edit or shown.reader == item.owner_id)


def _see(item: Item) -> InteractiveElement:
    return b.button("See", ids.scope.SEE, item.id, about=f"See {item.title}")


MARKS: Mapping[State, str] = {
    State.TO_DO: ids.scope.MARK_TO_DO,
    State.UNDER_WAY: ids.scope.MARK_UNDER_WAY,
    State.DONE: ids.scope.MARK_DONE,
}


def _menu(shown: Shown, item: Item) -> InteractiveElement:
    if not _may_change(shown, item):
        return _see(item)
    entries: dict[str, str] = {ids.scope.SEE: "See", ids.scope.OPEN_EDIT: "Edit"}
    if item.place is Place.IN:
        entries |= {
            MARKS[state]: f"Mark {state.words}" for state in State if state is not item.state
        }
    if shown.may_edit:
        entries[ids.scope.OPEN_DECIDE] = "Decide"
    return b.menu(ids.scope.OPEN_MORE, entries)


def _promise_rows(shown: Shown) -> Iterator[Row]:
    found = shown.ledger
    must = f"Promises without an item ({len(found.unserved)})"
    may = f"May stay without one ({len(found.uncited)})"
    for title, promises in ((must, found.unserved), (may, found.uncited)):
        for promise in promises:
            yield Row(title, "", _promise(shown, promise))


def _promise(shown: Shown, promise: Promise) -> Block:
    title = promise.words if promise.group == "Press release" else promise.title
    words = f"*{promise.citation}*\n{harmless(excerpt(title))}"
    if shown.initiative.archived_at:
        return b.section(words)
    record = f"{shown.initiative.id}/{promise.id}"
    verb = "Add an item" if shown.may_edit else "Propose an item"
    about = f"{verb} for {promise.citation}"
    add = b.button(verb, ids.scope.OPEN_CREATE_FOR, record, about=about)
    return b.section(words, add, record=record)


def _ending(shown: Shown) -> Iterator[Block]:
    """Yield the promises that no work serves, and where the effort goes."""
    missing = shown.ledger.unserved
    if missing:
        yield b.header(f"Promises without an item ({len(missing)})")
        yield from (_promise(shown, promise) for promise in missing[:FEW])
    if len(missing) > FEW:
        yield b.context(f"and {len(missing) - FEW} more: choose {SHOWN['promises']} above.")
    if shown.ledger.shares:
        yield b.context(_effort(shown.ledger.shares, shown))


def _effort(shares: Sequence[Share], shown: Shown) -> str:
    ranks = _ranks(shown)
    parts = [
        f"{plain_number(share.effort)} for "
        f"{f'goal {ranks[share.goal.id]}' if share.goal else 'no goal'} ({share.percent}%)"
        for share in shares[:12]
    ]
    more = f" and {len(shares) - 12} more goals" if len(shares) > 12 else ""  # noqa: PLR2004
    verb = "is" if shown.ledger.planned == 1 else "are"
    return (
        f"{days(shown.ledger.planned)} {verb} planned: {listed(parts)}{more}. "
        "Days are the team's own estimates."
    )
