"""Making the file of an export, right before it leaves: one version of each document."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from bot.exports.formats import Bundle, Exported, Row
from domain.initiatives import Initiative
from domain.people import PersonId, WorkspaceId
from domain.templates import DocumentKind
from storage import decisions, documents, initiatives, people
from storage.database import Database, Transaction
from storage.tables import OutboxRow

Wanted = dict[str, Any]
MOST_DECISIONS = 2_000
_GONE = "somebody"


@dataclass(frozen=True)
class Format:
    """A way to write documents down."""

    label: str
    ending: str
    module: str
    says: str


FORMATS = {
    "word": Format("Word", "docx", "word", "To edit elsewhere; it can be imported again."),
    "pdf": Format("PDF", "pdf", "pdf", "To print or to send. It cannot be imported."),
    "markdown": Format("Markdown", "md", "markdown", "Plain text; it can be imported again."),
    "canvas": Format("Slack canvas", "md", "canvas", "To read in Slack. It does not follow edits."),
    "json": Format("JSON", "json", "json", "For programs; it can be imported again."),
}


async def make(database: Database, row: OutboxRow, wanted: Wanted) -> bytes:
    """Write the file that a row of the outbox describes. LookupError if the initiative is gone."""
    async with database.reading(WorkspaceId(row.workspace_id), row.created_at) as tx:
        bundle = await bundle_of(
            tx,
            wanted["initiative"],
            {DocumentKind(kind): number for kind, number in wanted["versions"].items()},
            with_decisions=wanted["decisions"],
        )
    return await asyncio.to_thread(written, bundle, wanted["format"])


def written(bundle: Bundle, kind: str) -> bytes:
    """Write a bundle in one of the formats."""
    module = import_module(f"bot.exports.formats.{FORMATS[kind].module}")
    found: str | bytes = module.write(bundle)
    return found.encode() if isinstance(found, str) else found


async def keep_words(_database: Database, _row: OutboxRow, wanted: Wanted) -> bytes:
    """Write words that the row itself carries."""
    words: str = wanted["words"]
    return words.encode()


async def bundle_of(
    tx: Transaction,
    initiative_id: str,
    versions: dict[DocumentKind, int],
    *,
    with_decisions: bool,
) -> Bundle:
    """Return versions of an initiative's documents as they travel."""
    initiative = await initiatives.get(tx, initiative_id)
    exported = {
        kind: await _exported(tx, initiative, kind, number) for kind, number in versions.items()
    }
    rows = (
        await decisions.of_initiative(tx, initiative_id, limit=MOST_DECISIONS)
        if with_decisions
        else []
    )
    names = await _names(tx, [initiative.owner_id, *(row.person_id for row in rows)])
    return Bundle(
        key=initiative.key,
        name=initiative.name,
        owner=names(initiative.owner_id),
        stage=initiative.stage.replace("_", " ").capitalize(),
        documents=exported,
        decisions=tuple(
            Row(when=row.decided_at, who=names(row.person_id), what=row.what, why=row.why)
            for row in reversed(rows)
        ),
    )


async def _exported(
    tx: Transaction, initiative: Initiative, kind: DocumentKind, number: int
) -> Exported:
    document = await documents.find(tx, initiative.id, kind)
    version = await documents.version(tx, document.id, number) if document else None
    if document is None or version is None:
        msg = f"{initiative.id} has no version {number} of its {kind}"
        raise LookupError(msg)
    content = await documents.content(tx, document.id, number)
    return Exported(content=content, version=number, saved_at=version.saved_at)


async def _names(tx: Transaction, ids: Iterable[PersonId]) -> Any:
    known = await people.names(tx, ids)
    return lambda person: known.get(person, _GONE)
