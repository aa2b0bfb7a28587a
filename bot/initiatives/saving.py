"""Saving: a version, its card and its note in one transaction; or a clash, and nothing lost."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.initiatives import cards, citing
from bot.initiatives import comment as comment_view
from bot.initiatives import note as note_view
from bot.initiatives.loading import Found
from bot.kit.visit import Visit
from domain import experience
from domain.diff import SectionChange, section_changes
from domain.documents import Document, Version
from domain.initiatives import Initiative
from domain.merge import Merge, merge
from domain.people import PersonId
from domain.promised_numbers import opened_again
from domain.readiness import PromisedNumber
from domain.reviews import Progress, Standing
from domain.templates import Content, DocumentKind
from storage import comments, documents, drafts, initiatives, numbers, outbox, people
from storage.database import Transaction

Names = Callable[[PersonId], str]

MOST_MARKED = 20
"""Comments that one edit marks as outdated, the newest first; each is an edit of a message."""


class Actor(Protocol):
    """Who saves: a visit, or a command of the terminal that acts for somebody."""

    @property
    def person_id(self) -> PersonId:
        """Who will have written the words."""


@dataclass(frozen=True)
class Words:
    """What a person wants to save."""

    base: int
    """The version they started from."""
    content: Content
    note: str = ""
    restored_from: int | None = None
    quiet: bool = False
    """Nobody needs to hear of it: the order of entries changed, for example."""


@dataclass(frozen=True)
class Clashed:
    """Somebody saved meanwhile, and both changed the same fields; the words wait as a draft."""

    merge: Merge
    base: int
    theirs: Version


async def names(visit: Visit, found: Found, *others: PersonId) -> Names:
    """Return the names that a save may have to say: who saves, and who has written before.

    They are asked for before the transaction, because Slack may have to be asked.
    """
    async with visit.reading() as tx:
        before = await documents.writers(tx, found.document.id, found.document.head)
    return await visit.names((visit.person_id, *others, *before))


async def save(
    tx: Transaction,
    visit: Actor,
    document: Document,
    words: Words,
    names: Names,
) -> Version | Clashed | None:
    """Save the next version, or keep the words as a draft where two edits clash.

    `document` was read with `lock` in this transaction. Returns None where nothing has changed.
    """
    sides = await documents.contents(tx, document.id, {words.base, document.head})
    theirs = await documents.version(tx, document.id, document.head)
    merged = merge(document.template, sides[words.base], sides[document.head], words.content)
    if merged.conflicts and theirs is not None:
        await drafts.keep(tx, document.id, visit.person_id, words.base, dict(words.content))
        return Clashed(merged, words.base, theirs)
    await drafts.drop(tx, document.id, visit.person_id)
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
    await citing.document_changed(tx, document, version, merged.content)
    if words.quiet:
        await cards.refresh(tx, document.initiative_id, visit.person_id, document.id)
        return version
    other = theirs.saved_by if theirs and beside else None
    await _announce(tx, document, version, (sides[document.head], merged.content), names, other)
    return version


People = tuple[str, tuple[PersonId, ...]]
"""The short name, and who may edit besides the owner."""


async def change_people(tx: Transaction, initiative_id: str, before: People, after: People) -> None:
    """Change the short name and the authors as an edit did; what others changed meanwhile stays.

    The document of the edit was read with `lock`, so two edits take turns.
    """
    now = await initiatives.get(tx, initiative_id)
    name = now.name if after[0] == before[0] else after[0]
    kept = [person for person in now.authors if person in after[1] or person not in before[1]]
    added = [p for p in after[1] if p not in (now.owner_id, *before[1], *kept)]
    await initiatives.change_people(tx, initiative_id, name=name, authors=(*kept, *added))


async def first_version(
    tx: Transaction, visit: Actor, initiative: Initiative, content: Content
) -> Version:
    """Save version 1 of a new initiative and post its card."""
    document = await documents.create(tx, initiative.id, DocumentKind.PRESS_RELEASE)
    version = await documents.save_version(tx, document, content, saved_by=visit.person_id)
    await cards.post(tx, initiative)
    return version


async def _announce(
    tx: Transaction,
    document: Document,
    version: Version,
    sides: tuple[Mapping[str, str], Mapping[str, str]],
    names: Names,
    merged_with: PersonId | None,
) -> None:
    """Bring the card up to date and put what changed into its thread."""
    facts = await cards.refresh(tx, document.initiative_id, version.saved_by, document.id)
    initiative = facts.initiative
    changes = section_changes(document.template, *sides)
    again = _asked_again(facts.progress.get(document.id), {c.section.key for c in changes})
    shown = note_view.note(
        note_view.Note(
            initiative,
            document,
            version,
            changes,
            names,
            again,
            merged_with,
            _stranded(facts, changes),
            await _opened(tx, document, sides),
        )
    )
    await cards.tell(
        tx,
        initiative,
        shown,
        about=note_view.about(initiative, document, version),
        responsible=initiative.owner_id,
        dedupe_key=f"note:{version.id}",
    )
    await _mark_outdated(tx, initiative, document, sides, [c.section.key for c in changes])


async def _mark_outdated(
    tx: Transaction,
    initiative: Initiative,
    document: Document,
    sides: tuple[Mapping[str, str], Mapping[str, str]],
    changed: Collection[str],
) -> None:
    """Let comments on words that are gone now show what they were about."""
    before, after = sides
    template = document.template
    found = [
        comment
        for comment in await comments.standing_on(tx, document.id, changed, MOST_MARKED)
        if comment.is_outdated(template, after) and not comment.is_outdated(template, before)
    ]
    known = await people.names(tx, {p for c in found for p in (c.raised_by, c.answered_by) if p})
    for comment in found:
        shown = comment_view.comment_message(
            comment_view.Shown(
                comment,
                document,
                template.section_of(comment.section or "", after),
                outdated=True,
                who=known.get(comment.raised_by, "Somebody"),
                answers=initiative.owner_id,
                answered_by=known.get(comment.answered_by, "") if comment.answered_by else "",
            )
        )
        await outbox.edit(
            tx,
            place=comment_view.place(comment.id),
            text=shown.text,
            blocks=shown.blocks,
            about=f"a comment on {initiative.name}",
        )


def _stranded(facts: cards.Facts, changes: Sequence[SectionChange]) -> dict[str, list[str]]:
    """Return the promises that are gone, with the stories that serve them."""
    told = facts.heads.get(DocumentKind.EXPERIENCE)
    gone = [change.section.citation for change in changes if not change.after]
    found = {c: experience.serving(told.content, c) for c in gone} if told else {}
    return {citation: stories for citation, stories in found.items() if stories}


async def _opened(
    tx: Transaction, document: Document, sides: tuple[Mapping[str, str], Mapping[str, str]]
) -> list[PromisedNumber]:
    """Return the numbers that were settled until this change."""
    if document.kind is not DocumentKind.PRESS_RELEASE:
        return []
    decided = await numbers.decisions(tx, [document.initiative_id])
    return opened_again(*sides, decided.get(document.initiative_id, {}))


def _asked_again(progress: Progress | None, changed: set[str]) -> list[Standing]:
    """Return the approvals that this very change made stale."""
    if progress is None or not progress.review.is_open:
        return []
    return [
        standing
        for standing in progress.standings
        if standing.approves and changed & {section.key for section in standing.stale}
    ]
