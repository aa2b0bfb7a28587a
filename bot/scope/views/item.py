"""One item whole, checked against what changed, and what the thread hears of a decision."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import (
    Block,
    InteractiveElement,
)
from slack_sdk.models.blocks.block_elements import RichTextElementParts

from bot import ids
from bot.initiatives.changes import LEGEND, change_blocks
from bot.kit import blocks as b
from bot.kit.blocks import Json, Message, said
from bot.kit.text import brief, clipped, counted, dated, excerpt, harmless
from bot.scope.forms import Deciding
from domain.diff import SectionChange
from domain.initiatives import Initiative
from domain.promises import Promise
from domain.scope import (
    Citation,
    Item,
    Place,
    days,
    rank_in_words,
)

PLACES: Mapping[Place, str] = {
    Place.CANDIDATE: "candidate",
    Place.IN: "in scope",
    Place.LATER: "later",
    Place.OUT: "out of scope",
}


@dataclass(frozen=True)
class Seen:
    """One item whole."""

    item: Item
    initiative: Initiative
    promises: Mapping[str, Promise]
    may_change: bool = False
    may_decide: bool = False


def see_modal(seen: Seen) -> Json:
    """Return one item whole: its facts, its promises, its rank, what was decided and by whom."""
    item = seen.item
    blocks: list[Block] = [
        b.section(f"*{harmless(item.title)}*"),
        b.facts(
            seen.initiative.key,
            PLACES[item.place],
            item.state.words,
            f"owner <@{item.owner_id}>" if item.owner_id else "",
            days(item.effort) if item.effort else "",
        ),
    ]
    if item.notes:
        blocks.append(b.rich(b.quote(said(item.notes))))
    if item.link:
        link = RichTextElementParts.Link(url=item.link, text=clipped(item.link, 80))
        blocks.append(b.rich(b.line(link)))
    blocks += [_promise(seen, citation) for citation in item.citations]
    if item.reason and item.decided_at:
        when = dated(item.decided_at)
        words = f"<@{item.decided_by}> decided {when}: “{brief(item.reason, 500)}”"
        blocks.append(b.section(words))
    blocks.append(b.context(rank_in_words(item)))
    who = f"<@{item.created_by}>, {dated(item.created_at)}"
    blocks.append(b.context(f"{'Proposed' if item.proposed else 'Added'} by {who}"))
    buttons = _acts(seen)
    if buttons:
        blocks.append(b.actions(*buttons, record=item.id))
    return b.modal("Scope item", blocks, callback=ids.scope.SEE)


def _promise(seen: Seen, citation: Citation) -> Block:
    promise = seen.promises.get(citation.promise)
    if promise is None:
        return b.section(f"*{label(citation.promise, seen.promises)}*\nThis promise is gone.")
    changed = "  ·  changed since" if citation.is_changed else ""
    return b.section(f"*{promise.citation}*{changed}\n{harmless(excerpt(promise.words))}")


def label(promise_id: str, promises: Mapping[str, Promise]) -> str:
    """Return how a promise is cited; a goal that is retired has only that word."""
    if promise_id in promises:
        return promises[promise_id].citation
    return "a retired goal" if promise_id.startswith("goal_") else promise_id


def _acts(seen: Seen) -> list[InteractiveElement]:
    item, name = seen.item, clipped(seen.item.title, 50)
    found: list[InteractiveElement] = []
    if seen.may_change and item.is_flagged:
        found.append(b.button("Check", ids.scope.OPEN_CHANGED, item.id, about=f"Check {name}"))
    if seen.may_change:
        found.append(b.button("Edit", ids.scope.OPEN_EDIT, item.id, about=f"Edit {name}"))
    if seen.may_decide:
        about = f"Decide on {name}"
        found.append(b.button("Decide", ids.scope.OPEN_DECIDE, item.id, about=about))
    return found


def decided(initiative: Initiative, item: Item, place: Place, reason: str, who: str) -> Message:
    """Return what the card's thread hears of a decision."""
    words = f"{who} decided: “{item.title}” is {PLACES[place]}."
    lines = [b.line(said(f"{who} decided: ", "bold"), said(f"“{item.title}” is {PLACES[place]}"))]
    quoted = [b.quote(said(excerpt(reason)))] if reason else []
    return b.message(words, [b.rich(*lines, *quoted), b.facts("Scope", initiative.key)])


@dataclass(frozen=True)
class Changed:
    """An item and what changed of its promises since they were agreed on."""

    item: Item
    changes: Sequence[tuple[Citation, SectionChange]]
    meta: Deciding
    again: bool = False
    """They changed once more while the person looked."""
    hidden: int = 0
    """Changes that did not fit."""


def changed_modal(shown: Changed) -> Json:
    """Return what changed, word by word, and the two answers to it."""
    item = shown.item
    blocks: list[Block] = [b.section(f"*{harmless(item.title)}*\nIs this work still right?")]
    if shown.again:
        blocks.append(b.section("It changed again while you looked. Here is how it reads now."))
    for citation, change in shown.changes:
        blocks += change_blocks(change)
        blocks.append(_since(citation))
    if shown.hidden:
        blocks.append(
            b.context(
                f"{counted(shown.hidden, 'longer change')}: the document's history compares them."
            )
        )
    about = f"Edit {clipped(item.title, 60)}"
    blocks += [
        b.context(LEGEND),
        b.actions(
            b.button("Edit the item", ids.scope.OPEN_EDIT, item.id, about=about), record=item.id
        ),
    ]
    return b.modal(
        "Check an item",
        blocks,
        callback=ids.scope.STILL_RIGHT,
        metadata=shown.meta,
        submit="Still right",
        close="Close",
    )


def _since(citation: Citation) -> Block:
    who = f"<@{citation.changed_by}>" if citation.changed_by else ""
    when = dated(citation.changed_at) if citation.changed_at else ""
    since = f"agreed on in version {citation.version}" if citation.version else ""
    gone = "Still right takes this citation away." if citation.is_gone else ""
    return b.facts(since, f"changed by {who}, {when}" if who else "", gone)
