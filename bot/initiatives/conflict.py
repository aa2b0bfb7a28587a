"""Two edits at once: theirs above mine, no default choice, nothing lost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from pydantic import Field as Fresh
from slack_sdk.models.blocks import Block, RadioButtonsElement, RichTextElement

from bot import ids
from bot.initiatives.changes import MOST_PIECES
from bot.kit import blocks as b
from bot.kit.blocks import Json, Metadata, Style, said
from bot.kit.forms import ViewSeen
from bot.kit.long_text import field_inputs, long_text
from bot.kit.text import clipped, counted, listed, paragraphs
from domain.diff import Piece, shortened, word_diff
from domain.documents import Document
from domain.errors import Refusal
from domain.merge import Choice, Conflict, Merge
from domain.people import PersonId
from domain.templates import Field

_LONG = 9_000
"""Characters of one side that are shown whole; of a longer one, what differs."""

_ROOM = 120_000
"""Bytes of all sides together; the rest of a view is for the fields."""


class Resolving(Metadata):
    """The conflict screen."""

    document: str
    theirs: int
    """The version that was newest when the screen was shown."""
    joins: dict[str, str] = Fresh(default_factory=dict)
    note: str = ""


@dataclass(frozen=True)
class Clash:
    """All that the conflict screen shows."""

    document: Document
    merge: Merge
    base: int
    theirs: int
    their_id: PersonId
    their_name: str
    note: str = ""
    chosen: Mapping[str, Choice] = field(default_factory=dict)
    """What has been chosen so far, by field."""


def conflict_modal(clash: Clash) -> Json:
    """Return the screen on which two edits become one."""
    count = len(clash.merge.conflicts)
    joins: dict[str, str] = {}
    blocks: list[Block] = [
        b.section(
            f"*<@{clash.their_id}> saved version {clash.theirs} while you were editing version "
            f"{clash.base}.* Nothing is lost: choose the words for {_parts(count)} "
            f"you both changed. Bold words differ from version {clash.base}."
        )
    ]
    for index, conflict in enumerate(clash.merge.conflicts):
        blocks += _sides(clash, conflict, f"{index + 1} of {count}")
        blocks += _choice(clash, conflict, joins)
    blocks += [b.divider(), b.context(_footnote(clash))]
    return b.modal(
        "Two edits at once",
        blocks,
        callback=ids.documents.RESOLVE_CONFLICT,
        metadata=Resolving(
            document=clash.document.id, theirs=clash.theirs, joins=joins, note=clash.note
        ),
        submit=f"Save version {clash.theirs + 1}",
        close="Decide later",
    )


def _parts(count: int) -> str:
    return "the part" if count == 1 else f"the {counted(count, 'part')}"


def title_of(document: Document, field: Field) -> str:
    """Return the field's name without the number it has in the writing modal."""
    entry, dot, _ = field.key.partition(".")
    if dot:
        return f"{document.template.section_of(entry).citation}, {field.label.lower()}"
    return field.label.partition(". ")[2] or field.label


def _sides(clash: Clash, conflict: Conflict, position: str) -> list[Block]:
    room = _ROOM // (2 * len(clash.merge.conflicts))
    theirs = f"{clash.their_name}, version {clash.theirs}"
    mine = f"You, from version {clash.base}"
    return [
        b.header(f"{title_of(clash.document, conflict.field)} ({position})"),
        *_side(theirs, conflict.base, conflict.theirs, room),
        *_side(mine, conflict.base, conflict.mine, room),
    ]


def _side(who: str, base: str, words: str, room: int) -> list[Block]:
    """Return one side's words, bold where they differ from the common version.

    Words that differ in too many places are not marked; those that have no room in `room` bytes
    end in "…": they are whole in the field for one text from both, and in the version or draft.
    """
    pieces = tuple(piece for piece in word_diff(base, words) if piece.kind != "removed")
    if len(words) > _LONG:
        pieces = shortened(pieces)
    if len(pieces) > MOST_PIECES:
        pieces = (Piece("same", words),)
    pieces = _within(pieces, room)
    elements: list[RichTextElement] = []
    for piece in pieces:
        style: tuple[Style, ...] = ("bold",) if piece.kind == "added" and base else ()
        elements += [said(part, *style) for part in paragraphs(piece.text) if part]
    return [b.rich(b.line(said(who, "bold")), b.quote(*(elements or [said("(emptied)")])))]


def _within(pieces: Sequence[Piece], room: int) -> tuple[Piece, ...]:
    """Return pieces until `room` bytes are used."""
    found: list[Piece] = []
    for piece in pieces:
        size = len(piece.text.encode())
        if size > room:
            words = piece.text.encode()[:room].decode(errors="ignore")
            return (*found, Piece(piece.kind, f"{words}…"))
        found.append(piece)
        room -= size
    return tuple(found)


def _choice(clash: Clash, conflict: Conflict, joins: dict[str, str]) -> Sequence[Block]:
    key, chosen = conflict.field.key, clash.chosen.get(conflict.field.key)
    options = [
        b.option(f"Keep {clipped(clash.their_name, 40)}'s words", "theirs"),
        b.option("Keep my words", "mine"),
        b.option("Write one text from both", "both"),
    ]
    radio = RadioButtonsElement(
        action_id=ids.documents.CHOOSE_WORDS,
        options=options,
        initial_option=next((o for o in options if o.value == chosen), None),
    )
    label = f"Words for {title_of(clash.document, conflict.field)}"
    found: list[Block] = [b.field(key, label, radio, optional=False, dispatches=True)]
    if chosen == "both":
        name = f"{key}_text"
        free = conflict.field.model_copy(
            update={
                "key": name,
                "hint": f"It starts with {clash.their_name}'s words and yours joined; "
                "change what you like.",
            }
        )
        inputs, letters = field_inputs(
            free, name, conflict.joined, label="One text from both", required=True
        )
        found += inputs
        if letters:
            joins[name] = letters
    return found


def _footnote(clash: Clash) -> str:
    mine = [f"{title_of(clash.document, f)} (yours)" for f in clash.merge.only_mine]
    theirs = [
        f"{title_of(clash.document, f)} ({clash.their_name}'s)" for f in clash.merge.only_theirs
    ]
    words = f"No choice needed: {listed([*mine, *theirs])}. " if mine or theirs else ""
    return (
        f"{words}If you close this, your text stays as a draft that only you see; "
        "Edit brings it back."
    )


def choices(view: ViewSeen, fields: tuple[Field, ...]) -> dict[str, tuple[Choice, str]]:
    """Read the conflict screen: for each field the choice, and the text for "both"."""
    meta = view.metadata(Resolving)
    found: dict[str, tuple[Choice, str]] = {}
    for one in fields:
        chosen = view.chosen(one.key)
        if chosen not in ("theirs", "mine", "both"):
            raise Refusal("Choose whose words to keep, or write one text.", field=one.key)
        text = long_text(view, f"{one.key}_text", meta.joins)
        found[one.key] = (cast("Choice", chosen), text)
    return found
