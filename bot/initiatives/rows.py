"""What menus on a document's entries do: find the entry, move it, remove it."""

from dataclasses import dataclass

from bot.initiatives import loading, saving
from bot.initiatives.loading import Found
from bot.kit.visit import Visit
from domain import entries
from domain.templates import Content
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


async def move(visit: Visit, by: int) -> Found:
    """Move the entry whose menu was used, up (-1) or down (+1)."""
    found = (await row(visit, visit.record)).found
    await visit.check_edits(found.initiative)
    names = await saving.names(visit, found)
    key = visit.record.partition("/")[2]
    async with visit.transaction() as tx:
        document = await documents.of_kind(tx, found.initiative.id, found.document.kind)
        content = await documents.content(tx, document.id, document.head)
        if key in document.template.entry_keys(content):
            moved = entries.move(document.template, content, key, by)
            words = saving.Words(document.head, moved, quiet=True)
            await saving.save(tx, visit, document, words, names)
    return found


async def remove(visit: Visit, document_id: str, key: str) -> Found:
    """Take an entry out; it stays in the history. A double click removes it once."""
    found = await loading.of_record(visit, document_id)
    await visit.check_edits(found.initiative)
    names = await saving.names(visit, found)
    async with visit.transaction() as tx:
        if await documents.first_time(tx, visit.modal.submission_key):
            document = await documents.of_kind(tx, found.initiative.id, found.document.kind)
            content = await documents.content(tx, document.id, document.head)
            left = entries.remove(document.template, content, key)
            await saving.save(tx, visit, document, saving.Words(document.head, left), names)
    return found


async def next_number(tx: Transaction, document_id: str, group: str) -> int:
    """Return the number of a group's next entry; none is given twice."""
    return max(await documents.used_numbers(tx, document_id, group), default=0) + 1
