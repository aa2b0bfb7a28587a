"""Drafts: words that one person typed and has not saved; nobody else sees them."""

from collections.abc import Mapping

from sqlmodel import col, delete, select

from domain.documents import Draft, written
from domain.people import PersonId
from storage.database import Transaction, new_id
from storage.tables import DraftRow


async def keep(
    tx: Transaction, document_id: str, person_id: PersonId, base: int, words: Mapping[str, str]
) -> Draft:
    """Keep a person's unsaved words, in place of those kept before."""
    await drop(tx, document_id, person_id)
    row = DraftRow(
        id=new_id("dra"),
        workspace_id=tx.workspace_id,
        document_id=document_id,
        person_id=person_id,
        base=base,
        content=written(words),
        saved_at=tx.now,
    )
    tx.session.add(row)
    await tx.session.flush()
    return Draft.model_validate(row)


async def find(tx: Transaction, document_id: str, person_id: PersonId) -> Draft | None:
    """Return the words a person has waiting."""
    query = select(DraftRow).where(
        DraftRow.workspace_id == tx.workspace_id,
        DraftRow.document_id == document_id,
        DraftRow.person_id == person_id,
    )
    row = (await tx.session.exec(query)).first()
    return Draft.model_validate(row) if row else None


async def drop(tx: Transaction, document_id: str, person_id: PersonId) -> None:
    """Drop the words a person had waiting, because they were saved or given up."""
    query = delete(DraftRow).where(
        col(DraftRow.workspace_id) == tx.workspace_id,
        col(DraftRow.document_id) == document_id,
        col(DraftRow.person_id) == person_id,
    )
    await tx.session.exec(query)
