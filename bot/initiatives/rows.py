"""What menus on a document's entries do: find the entry, move it, remove it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.initiatives import loading, saving
from bot.initiatives.loading import Found
from bot.kit.blocks import Metadata
from bot.kit.visit import Visit
from domain import entries
from domain.documents import Document
from domain.errors import Refusal
from domain.people import PersonId
from domain.templates import Content, Template
from storage import documents
from storage.database import Transaction


@dataclass(frozen=True)
class Row:
    """An entry that a row or its button is about."""

    found: Found
    key: str
    content: Content
    """The newest words of the whole document."""

    @property
    def words(self) -> dict[str, str]:
        """The entry's words, by the group's own field keys."""
        return entries.words_of(self.content, self.key)


def record_of(document_id: str, key: str) -> str:
    """Return what the block and the button of an entry's row are called."""
    return f"{document_id}/{key}"


async def row(visit: Visit, record: str) -> Row:
    """Return the entry that a record names; refuses one that was removed or may not be seen."""
    document_id, _, key = record.partition("/")
    found = await loading.of_record(visit, document_id)
    async with visit.reading() as tx:
        content = await documents.content(tx, found.document.id, found.document.head)
    if key not in found.document.template.entry_keys(content):
        raise loading.GONE
    return Row(found, key, content)


class Seen(Metadata):
    """A list of entries."""

    head: int = 0
    """The newest version when it was shown."""


class Removing(Metadata):
    """The question before an entry is removed."""

    document: str
    key: str
    base: int = 0
    """The newest version when it was asked."""


@dataclass(frozen=True)
class Moved:
    """What became of a list whose order somebody changed."""

    found: Found
    news: str = ""
    """Who else saved it since the person saw it, in words; "" if nobody did."""


Peers = Callable[[Content, str], Sequence[str]]
"""From the words and an entry's key to those that it stands among, in their order."""


async def move(visit: Visit, by: int, peers: Peers | None = None) -> Moved:
    """Move the entry whose menu was used up (-1) or down (+1): past the one that stood there.

    If somebody changed the order meanwhile, it is put where the person meant it to be: before
    (after) the entry that they saw above (below) it.
    """
    document_id, _, key = visit.record.partition("/")
    found = (await row(visit, visit.record)).found
    await visit.check_edits(found.initiative)
    names = await saving.names(visit, found)
    seen = visit.modal.metadata(Seen).head
    async with visit.transaction() as tx:
        document = await documents.of_kind(tx, found.initiative.id, found.document.kind)
        template = document.template
        content = await documents.content(tx, document.id, document.head)
        among = list(peers(content, key) if peers else entries.peers(template, content, key))
        newest = await documents.version(tx, document.id, document.head)
        if key in among:
            other = _beside(visit, document_id, key, by)
            moved = (
                entries.move_past(template, content, key, by, other)
                if other in among
                else entries.move(template, content, key, by, among)
            )
            words = saving.Words(document.head, moved, quiet=True)
            await saving.save(tx, visit, document, words, names)
    if newest is None or seen in (0, newest.number) or newest.saved_by == visit.person_id:
        return Moved(found)
    return Moved(
        found,
        f"<@{newest.saved_by}> saved version {newest.number} meanwhile. This is how it is now.",
    )


def _beside(visit: Visit, document_id: str, key: str, by: int) -> str:
    """Return the entry that the person saw above (-1) or below (+1) another; "" if none."""
    start = f"{document_id}/"
    records = [str(block.get("block_id") or "") for block in visit.modal.blocks]
    shown = [record.removeprefix(start) for record in records if record.startswith(start)]
    place = shown.index(key) + by if key in shown else -1
    return shown[place] if 0 <= place < len(shown) else ""


@dataclass(frozen=True)
class Removed:
    """An entry that is out; or one that somebody changed since the question was asked."""

    row: Row
    changed_by: PersonId | None = None
    """Then it is still there, and the question is asked again."""


async def remove(visit: Visit) -> Removed:
    """Take an entry out; it stays in the history. A double click removes it once.

    Words that the person has not seen are not removed: they are asked once more.
    """
    meta = visit.modal.metadata(Removing)
    found = await loading.of_record(visit, meta.document)
    await visit.check_edits(found.initiative)
    names = await saving.names(visit, found)
    async with visit.transaction() as tx:
        document = await documents.of_kind(tx, found.initiative.id, found.document.kind)
        base = meta.base or document.head
        sides = await documents.contents(tx, document.id, {base, document.head})
        content = sides[document.head]
        here = Row(Found(found.initiative, document), meta.key, content)
        is_changed = here.words and here.words != entries.words_of(sides[base], meta.key)
        if is_changed:
            return Removed(here, await _changed_by(tx, document, meta))
        if await documents.first_time(tx, visit.modal.submission_key):
            left = entries.remove(document.template, content, meta.key)
            await saving.save(tx, visit, document, saving.Words(document.head, left), names)
    return Removed(here)


async def _changed_by(tx: Transaction, document: Document, meta: Removing) -> PersonId | None:
    """Return who changed an entry last."""
    newest = await documents.versions(tx, document.id, limit=max(1, document.head - meta.base))
    found = (version.saved_by for version in newest if meta.key in version.changed)
    return next(found, newest[0].saved_by)


def changed_meanwhile(person_id: PersonId | None) -> str:
    """Return what is said above a question that is asked once more; "" for nobody."""
    if person_id is None:
        return ""
    return f"*<@{person_id}> changed it while you were deciding.* Look at it once more.\n"


def check_there(template: Template, content: Content, key: str) -> None:
    """Refuse to save an entry that was removed while it was being edited."""
    if key not in template.entry_keys(content):
        citation = template.section_of(key).citation
        msg = (
            f"{citation} was removed while you were editing it. Your text is still here: copy it "
            "and add it anew, or restore the version before from the history."
        )
        raise Refusal(msg)


async def next_number(tx: Transaction, document_id: str, group: str) -> int:
    """Return the number of a group's next entry; none is given twice."""
    return max(await documents.used_numbers(tx, document_id, group), default=0) + 1
