"""What stands beside the questions of an FAQ: who asked, and who answers until when."""

from typing import Any

from sqlmodel import col, select

from domain.faq import Asked
from storage.database import Transaction
from storage.rows import put
from storage.tables import AskedRow


async def keep(tx: Transaction, asked: Asked, **more: Any) -> None:
    """Remember what stands beside a question, in place of what stood there."""
    await put(tx, AskedRow, **asked.model_dump(), **more)


async def asked(tx: Transaction, document_id: str) -> dict[str, Asked]:
    """Return what stands beside each question of a document, by its key."""
    query = select(AskedRow).where(
        AskedRow.workspace_id == tx.workspace_id, AskedRow.document_id == document_id
    )
    return {row.key: Asked.model_validate(row) for row in await tx.session.exec(query)}


async def asked_once(tx: Transaction, document_id: str, key: str) -> Asked | None:
    """Return what stands beside one question."""
    query = select(AskedRow).where(
        AskedRow.workspace_id == tx.workspace_id,
        AskedRow.document_id == document_id,
        col(AskedRow.key) == key,
    )
    row = (await tx.session.exec(query)).first()
    return Asked.model_validate(row) if row else None
