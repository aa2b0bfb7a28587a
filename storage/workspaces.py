"""Workspaces: where the app is installed, and with which token."""

from datetime import datetime

from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.people import WorkspaceId
from storage.database import Transaction
from storage.tables import WorkspaceRow


async def find(session: AsyncSession, workspace_id: WorkspaceId) -> WorkspaceRow | None:
    """Return an installed workspace; None if it was never installed or is removed."""
    row = await session.get(WorkspaceRow, workspace_id)
    return row if row and row.removed_at is None else None


async def every(session: AsyncSession) -> list[WorkspaceRow]:
    """Return all installed workspaces, oldest first."""
    query = select(WorkspaceRow).where(col(WorkspaceRow.removed_at).is_(None))
    return list(await session.exec(query.order_by(col(WorkspaceRow.installed_at))))


async def install(session: AsyncSession, row: WorkspaceRow) -> None:
    """Remember an installation; a new one of the same workspace replaces its token and name."""
    known = await session.get(WorkspaceRow, row.id)
    if known is None:
        session.add(row)
        return
    known.name, known.bot_user_id, known.scopes = row.name, row.bot_user_id, row.scopes
    known.token, known.removed_at = row.token, None
    session.add(known)


async def remove(session: AsyncSession, workspace_id: WorkspaceId, now: datetime) -> None:
    """Forget the token at once; what was written stays until the grace period ends."""
    query = update(WorkspaceRow).where(col(WorkspaceRow.id) == workspace_id)
    await session.exec(query.values(token=None, removed_at=now))


async def next_number(tx: Transaction) -> int:
    """Draw the number of the next initiative; two transactions never draw the same."""
    query = update(WorkspaceRow).where(col(WorkspaceRow.id) == tx.workspace_id)
    counted = query.values(last_number=col(WorkspaceRow.last_number) + 1)
    result = await tx.session.exec(counted.returning(col(WorkspaceRow.last_number)))
    return int(result.scalar_one())
