"""History: every version, the comparison of any two, and the way back to one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import Block, ButtonElement, StaticSelectElement

from bot import ids
from bot.documents.forms import Comparing, OfDocument
from bot.initiatives.changes import LEGEND, change_blocks
from bot.kit import blocks as b
from bot.kit.blocks import Json
from bot.kit.text import clipped, counted, dated, harmless, listed
from domain.diff import SectionChange
from domain.documents import Document, Version
from domain.initiatives import Initiative
from domain.people import PersonId
from domain.templates import Template

PAGE = 20
"""Versions in one page of the history."""

SELECT_LIMIT = 100
MOST_BLOCKS = 80
MOST_CHARACTERS = 60_000

Names = Callable[[PersonId], str]


@dataclass(frozen=True)
class History:
    """All that a page of the history shows."""

    initiative: Initiative
    document: Document
    versions: Sequence[Version]
    name: Names
    may_edit: bool


def history_modal(shown: History) -> Json:
    """Return a page of the history, newest version first."""
    oldest = shown.versions[-1].number if shown.versions else 1
    blocks: list[Block] = [
        b.header(shown.initiative.name),
        b.facts(
            shown.initiative.key,
            shown.document.template.title,
            counted(shown.document.head, "version"),
        ),
    ]
    blocks.append(b.actions(*_beside(shown), record="compare"))
    blocks += [_row(shown, version) for version in shown.versions]
    if oldest > 1:
        older = b.button(
            "Show older versions",
            ids.documents.MORE_HISTORY,
            str(oldest),
            about=f"Show versions older than {oldest}",
        )
        blocks.append(b.actions(older, record="older"))
    meta = OfDocument(document=shown.document.id)
    return b.modal("History", blocks, callback=ids.documents.OPEN_HISTORY, metadata=meta)


def _beside(shown: History) -> list[ButtonElement]:
    """Return the buttons to what else there was: decisions, and a review of the newest version."""
    name = clipped(shown.initiative.name, 40)
    buttons = [
        b.button(
            "Decisions",
            ids.reviews.DECISIONS,
            shown.initiative.id,
            about=f"Decisions about {name}",
        )
    ]
    if shown.document.head > 1:
        buttons.insert(0, b.button("Compare any two", ids.documents.COMPARE, shown.document.id))
    if shown.may_edit:
        about = f"Ask for review of {name}"
        record = shown.document.id
        buttons.append(b.button("Ask for review", ids.reviews.OPEN_REQUEST, record, about=about))
    return buttons


def _row(shown: History, version: Version) -> Block:
    entries: dict[str, str] = {ids.documents.READ_VERSION: "Read"}
    if version.number > 1:
        entries[ids.documents.COMPARE] = "Compare with the one before"
    if shown.may_edit and version.number < shown.document.head:
        entries[ids.documents.CONFIRM_RESTORE] = "Restore…"
    newest = "  ·  the newest" if version.number == shown.document.head else ""
    when = dated(version.saved_at, "{date_pretty} at {time}")
    words = (
        f"*Version {version.number}*  ·  {harmless(shown.name(version.saved_by))}  ·  {when}"
        f"{newest}\n{_did(shown.document.template, version)}"
    )
    if version.note:
        words += f"\n“{harmless(version.note)}”"
    return b.section(words, b.menu(ids.documents.HISTORY_MENU, entries), record=version.id)


def _did(template: Template, version: Version) -> str:
    names = listed(template.section_of(key).title for key in version.changed)
    if version.restored_from:
        return f"Brought back version {version.restored_from}: {names}"
    if version.number == 1:
        return f"Written: {names}"
    return f"Changed: {names}" if names else "No words changed"


@dataclass(frozen=True)
class Comparison:
    """Two versions and what lies between them."""

    document: Document
    before: Version
    after: Version
    changes: Sequence[SectionChange]
    name: Names


def compare_modal(shown: Comparison) -> Json:
    """Return what changed between two versions, whole, section by section."""
    blocks: list[Block] = [
        b.actions(
            _select(ids.documents.COMPARE_BEFORE, shown, shown.before.number),
            _select(ids.documents.COMPARE_AFTER, shown, shown.after.number),
            record=shown.document.id,
        ),
        b.facts(
            f"from version {shown.before.number} by {harmless(shown.name(shown.before.saved_by))}",
            f"to version {shown.after.number} by {harmless(shown.name(shown.after.saved_by))}",
        ),
    ]
    blocks += _differences(shown)
    meta = Comparing(
        document=shown.document.id, before=shown.before.number, after=shown.after.number
    )
    return b.modal("Compare", blocks, callback=ids.documents.COMPARE, metadata=meta)


def _differences(shown: Comparison) -> list[Block]:
    if not shown.changes:
        return [b.section("These two versions have the same words.")]
    size = sum(len(change.before) + len(change.after) for change in shown.changes)
    whole = size <= MOST_CHARACTERS
    blocks: list[Block] = []
    for index, change in enumerate(shown.changes):
        found = change_blocks(change, whole=whole)
        size = b.size_of([*blocks, *found])
        if len(blocks) + len(found) > MOST_BLOCKS or size > b.MOST_BYTES:
            left = listed(other.section.title for other in shown.changes[index:])
            blocks.append(b.section(f"*Also changed:* {left}. Read both versions to see how."))
            break
        blocks += found
    return [*blocks, b.context(LEGEND)]


def _select(action: str, shown: Comparison, chosen: int) -> StaticSelectElement:
    head = shown.document.head
    numbers = list(range(head, max(0, head - SELECT_LIMIT + 2), -1))
    numbers += [n for n in (chosen, 1) if n not in numbers]
    options = [b.option(f"Version {n}", str(n)) for n in dict.fromkeys(numbers)]
    return b.select(action, "Version", options, chosen=str(chosen))


def confirm_restore(
    initiative: Initiative, document: Document, version: Version, name: Names
) -> Json:
    """Return the question before an older version is brought back."""
    when = dated(version.saved_at, "{date_pretty} at {time}")
    return b.modal(
        "Restore",
        [
            b.section(
                f"*Bring back version {version.number} of the {document.called} of "
                f"{harmless(initiative.name)}?*\n"
                f"{harmless(name(version.saved_by))} saved it {when}. Its words become version "
                f"{document.head + 1}; version {document.head} stays in the history."
            )
        ],
        callback=ids.documents.RESTORE,
        metadata=OfDocument(document=document.id, version=version.number),
        submit="Restore",
        close="Cancel",
    )


def confirm_archive(initiative: Initiative) -> Json:
    """Return the question before an initiative is put away."""
    return b.modal(
        "Archive",
        [
            b.section(
                f"*Put {harmless(initiative.name)} away?*\nIt leaves the lists and can no longer "
                "be edited. Nothing is deleted, and you can bring it back at any time."
            )
        ],
        callback=ids.documents.ARCHIVE,
        metadata=OfDocument(document=initiative.id),
        submit="Archive",
        close="Cancel",
    )
