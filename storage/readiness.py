"""Findings that were put away."""

from sqlmodel import col, select

from domain.people import PersonId
from domain.templates import DocumentKind
from storage.database import Transaction
from storage.rows import put
from storage.tables import DismissalRow, DocumentRow


async def dismissed(tx: Transaction, document_id: str) -> set[str]:
    """Return the keys of findings that were put away in a document."""
    query = select(DismissalRow.key).where(
        DismissalRow.workspace_id == tx.workspace_id, DismissalRow.document_id == document_id
    )
    return set(await tx.session.exec(query))


async def dismissed_of(tx: Transaction, initiative_id: str, kind: DocumentKind) -> set[str]:
    """Return the keys of findings that were put away in a document of an initiative."""
    query = (
        select(DismissalRow.key)
        .join(DocumentRow, col(DocumentRow.id) == col(DismissalRow.document_id))
        .where(
            DismissalRow.workspace_id == tx.workspace_id,
            DocumentRow.initiative_id == initiative_id,
            DocumentRow.kind == kind,
        )
    )
    return set(await tx.session.exec(query))


async def dismiss(tx: Transaction, document_id: str, key: str, reason: str, by: PersonId) -> None:
    """Put a finding away; it comes back when the section's words change."""
    await put(tx, DismissalRow, document_id=document_id, key=key, reason=reason, by=by, at=tx.now)
