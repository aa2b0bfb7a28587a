"""Saving: a version, its card and its note in one transaction; or a clash, and nothing lost."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.documents.loading import KIND
from bot.documents.views import card as card_view
from bot.documents.views import note as note_view
from bot.kit.visit import Visit
from domain.diff import section_changes
from domain.documents import Document, Version
from domain.errors import Refusal
from domain.initiatives import Initiative
from domain.merge import Merge, merge
from domain.people import PersonId
from domain.templates import Content
from storage import documents, initiatives, outbox
from storage.database import Transaction

Names = Callable[[PersonId], str]


@dataclass(frozen=True)
class Words:
    """What a person wants to save."""

    base: int
    """The version they started from."""
    content: Content
    note: str = ""
    restored_from: int | None = None


@dataclass(frozen=True)
class Clashed:
    """Somebody saved meanwhile, and both changed the same fields; the words wait as a draft."""

    merge: Merge
    base: int
    theirs: Version


async def save(
    tx: Transaction, visit: Visit, initiative: Initiative, words: Words, names: Names
) -> Version | Clashed | None:
    """Save the next version, or keep the words as a draft where two edits clash.

    Returns None where nothing has changed.
    """
    document = await documents.find(tx, initiative.id, KIND, lock=True)
    if document is None:
        raise Refusal("This document is no longer here. /workback list shows the others.")
    sides = await documents.contents(tx, document.id, {words.base, document.head})
    theirs = await documents.version(tx, document.id, document.head)
    merged = merge(document.template, sides[words.base], sides[document.head], words.content)
    if merged.conflicts and theirs is not None:
        await documents.keep_draft(
            tx, document.id, visit.person_id, words.base, dict(words.content)
        )
        return Clashed(merged, words.base, theirs)
    await documents.drop_draft(tx, document.id, visit.person_id)
    if merged.content == sides[document.head]:
        return None
    beside = document.head if document.head != words.base and merged.only_mine else None
    version = await documents.save_version(
        tx,
        document,
        merged.content,
        saved_by=visit.person_id,
        note=words.note,
        restored_from=words.restored_from,
        merged_with=beside,
    )
    changed = await initiatives.find(tx, initiative.id) or initiative
    await show_card(tx, changed, document, version, merged.content)
    other = theirs.saved_by if theirs and beside else None
    await _tell(
        tx, changed, document, version, (sides[document.head], merged.content), names, other
    )
    return version


async def first_version(
    tx: Transaction, visit: Visit, initiative: Initiative, content: Content
) -> Version:
    """Save version 1 of a new initiative and post its card."""
    document = await documents.create(tx, initiative.id, KIND)
    version = await documents.save_version(tx, document, content, saved_by=visit.person_id)
    shown = card_view.card(card_view.Card(initiative, document.template, version, content))
    await outbox.post(
        tx,
        conversation=initiative.channel_id,
        text=shown.text,
        blocks=shown.blocks,
        about=card_view.about(initiative),
        place=card_view.place(initiative),
        responsible=initiative.owner_id,
    )
    return version


async def show_card(
    tx: Transaction,
    initiative: Initiative,
    document: Document,
    version: Version,
    content: Content,
) -> None:
    """Bring the card up to date."""
    shown = card_view.card(card_view.Card(initiative, document.template, version, content))
    await outbox.edit(
        tx,
        place=card_view.place(initiative),
        text=shown.text,
        blocks=shown.blocks,
        about=card_view.about(initiative),
    )


async def _tell(
    tx: Transaction,
    initiative: Initiative,
    document: Document,
    version: Version,
    sides: tuple[Mapping[str, str], Mapping[str, str]],
    names: Names,
    merged_with: PersonId | None,
) -> None:
    """Put what changed into the card's thread."""
    changes = section_changes(document.template, *sides)
    shown = note_view.note(note_view.Note(initiative, version, changes, names, merged_with))
    await outbox.post(
        tx,
        conversation=initiative.channel_id,
        text=shown.text,
        blocks=shown.blocks,
        about=note_view.about(initiative, version),
        dedupe_key=f"note:{version.id}",
        thread=card_view.place(initiative),
        responsible=initiative.owner_id,
    )
