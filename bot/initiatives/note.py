"""The thread note of a version: only what changed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from slack_sdk.models.blocks import Block

from bot import ids
from bot.initiatives.changes import LEGEND, change_blocks, shown_size
from bot.kit import blocks as b
from bot.kit.blocks import Message
from bot.kit.text import brief, clipped, counted, escaped, harmless, listed
from domain.diff import SectionChange
from domain.documents import Document, Version
from domain.initiatives import Initiative
from domain.people import PersonId
from domain.readiness import PromisedNumber
from domain.reviews import Standing
from domain.templates import DocumentKind

MOST_SECTIONS = 8
MOST_CHARACTERS = 9_000
"""A larger note gives names only; *Compare* has the words. Source: surfaces.md, "Long text"."""


@dataclass(frozen=True)
class Note:
    """All that a note shows."""

    initiative: Initiative
    document: Document
    version: Version
    changes: Sequence[SectionChange]
    name: Callable[[PersonId], str]
    again: Sequence[Standing] = ()
    """Who approved words that have changed now."""
    merged_with: PersonId | None = None
    """Who saved the version that these words were joined with."""
    stranded: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Promises that are gone, with the stories that serve them."""
    opened: Sequence[PromisedNumber] = ()
    """Numbers that were settled until their sentences changed."""


def about(initiative: Initiative, document: Document, version: Version) -> str:
    """Say what the message is, for whoever has to mend its delivery."""
    return f"the note on version {version.number} of the {document.called} of {initiative.name}"


def note(shown: Note) -> Message:
    """Return the note's message."""
    version = shown.version
    who = shown.name(version.saved_by)
    changed = listed(change.section.title for change in shown.changes)
    quoted = f" “{version.note}”" if version.note else ""
    sentence = (
        f"{who} {_did(version)} of the {shown.document.called} of {shown.initiative.name}. "
        f"Changed: {changed or 'nothing'}.{quoted}"
    )
    return b.message(
        sentence,
        [
            _title(shown, who),
            *_body(shown, changed),
            *_stranded(shown),
            *_opened(shown),
            *_again(shown),
            _buttons(shown.document, version),
            b.context(LEGEND),
        ],
    )


def _did(version: Version) -> str:
    if version.restored_from:
        return f"restored version {version.restored_from} as version {version.number}"
    return f"saved version {version.number}"


def _title(shown: Note, who: str) -> Block:
    version = shown.version
    count = counted(len(shown.changes), "section")
    words = f"*{_which(shown)} by {harmless(who)}: {count} changed*"
    if version.restored_from:
        words += f"\nThe words of version {version.restored_from} are back."
    if version.merged_with and shown.merged_with:
        other = harmless(shown.name(shown.merged_with))
        words += f"\nWritten beside version {version.merged_with} by {other}; both are kept."
    if version.note:
        words += f"\n“{harmless(version.note)}”"
    return b.section(words)


def _which(shown: Note) -> str:
    """Name the version; the press release is what a version is of when nothing else is said."""
    if shown.document.kind is DocumentKind.PRESS_RELEASE:
        return f"Version {shown.version.number}"
    return f"{shown.document.template.title}, version {shown.version.number}"


def _body(shown: Note, changed: str) -> list[Block]:
    size = sum(shown_size(change) for change in shown.changes)
    if len(shown.changes) > MOST_SECTIONS or size > MOST_CHARACTERS:
        return [b.section(f"Changed: {escaped(changed)}. *Compare* shows every word.")]
    return [block for change in shown.changes for block in change_blocks(change)]


def _stranded(shown: Note) -> list[Block]:
    """Name the stories that serve what is gone."""
    lines = []
    for citation, stories in list(shown.stranded.items())[:MOST_SECTIONS]:
        named = listed(stories[:MOST_SECTIONS])
        more = len(stories) - MOST_SECTIONS
        named += f" and {more} more" if more > 0 else ""
        alone = len(stories) == 1
        verb, ask = ("serves", "does it") if alone else ("serve", "do they")
        lines.append(f"*{named} {verb} {citation}, which is gone.* What {ask} serve now?")
    return [b.section("\n".join(lines))] if lines else []


def _opened(shown: Note) -> list[Block]:
    """Name the numbers that have to be decided again, with the way there."""
    if not shown.opened:
        return []
    named = [f"“{brief(n.phrase, 60)}” ({n.citation})" for n in shown.opened[:MOST_SECTIONS]]
    more = len(shown.opened) - MOST_SECTIONS
    told = f"{listed(named)}{f' and {more} more' if more > 0 else ''}"
    alone = len(shown.opened) == 1
    verb, why = ("is", "its sentence has") if alone else ("are", "their sentences have")
    about = f"Decide about the numbers of {clipped(shown.initiative.name, 30)}"
    decide = b.button("Decide", ids.numbers.OPEN, shown.initiative.id, about=about)
    return [b.section(f"*{told} {verb} open again:* {why} changed.", decide)]


def _again(shown: Note) -> list[Block]:
    """Ask those who approved the words as they were, by name: they have something to do."""
    lines = []
    for standing in shown.again:
        verdict = standing.verdict
        version = verdict.version if verdict else 0
        titles = harmless(listed(section.title for section in standing.stale[:5]))
        lines.append(
            f"<@{standing.reviewer.person_id}>, you approved {titles} in version {version}. "
            "Please look again."
        )
    return [b.section("\n".join(lines))] if lines else []


def _buttons(document: Document, version: Version) -> Block:
    number = version.number
    read = b.button(
        "Read",
        ids.documents.READ_VERSION,
        version.id,
        about=f"Read version {number} of the {document.called}",
    )
    if number == 1:
        return b.actions(read)
    compare = b.button(
        "Compare",
        ids.documents.COMPARE,
        version.id,
        about=f"Compare version {number} with version {number - 1}",
    )
    return b.actions(compare, read)
