"""Workspaces: where the app is installed, and with which token."""

import hashlib
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.people import WorkspaceId
from storage import lanes
from storage.database import Transaction
from storage.rows import insert_new
from storage.tables import UsedStateRow, WorkspaceRow

REMOVED = "not_installed"
"""Why the lane of a removed workspace is closed."""


async def find(session: AsyncSession, workspace_id: WorkspaceId) -> WorkspaceRow | None:
    """Return an installed workspace; None if it was never installed or is removed."""
    row = await session.get(WorkspaceRow, workspace_id)
    return row if row and row.removed_at is None else None


async def every(session: AsyncSession) -> list[WorkspaceRow]:
    """Return all installed workspaces, oldest first."""
    query = select(WorkspaceRow).where(col(WorkspaceRow.removed_at).is_(None))
    return list(await session.exec(query.order_by(col(WorkspaceRow.installed_at))))


async def removed(session: AsyncSession) -> list[WorkspaceRow]:
    """Return the workspaces whose data waits for the end of the grace period."""
    query = select(WorkspaceRow).where(col(WorkspaceRow.removed_at).is_not(None))
    return list(await session.exec(query.order_by(col(WorkspaceRow.removed_at))))


def is_served(workspace_id: Any) -> ColumnElement[bool]:
    """Return the condition that a row's workspace is not removed: nothing is due there."""
    gone = select(WorkspaceRow.id).where(col(WorkspaceRow.removed_at).is_not(None))
    condition: ColumnElement[bool] = col(workspace_id).not_in(gone)
    return condition


async def install(session: AsyncSession, row: WorkspaceRow) -> None:
    """Remember an installation; a new one of the same workspace replaces its token and name.

    Replicas that start together write the same one at once.
    """
    if await insert_new(session, WorkspaceRow, [row.model_dump()], unique=("id",)):
        return
    known = await session.get_one(
        WorkspaceRow, row.id, with_for_update=True, populate_existing=True
    )
    known.name, known.bot_user_id, known.scopes = row.name, row.bot_user_id, row.scopes
    known.token, known.removed_at = row.token, None
    session.add(known)


async def remove(
    session: AsyncSession, workspace_id: WorkspaceId, now: datetime, token: str | None
) -> bool:
    """Forget the token at once, and send nothing more; what was written stays for a while.

    `token` is the encrypted one that is known to be worth nothing; False if that is not the
    workspace's any more: then it was installed anew in the meantime.
    """
    query = update(WorkspaceRow).where(
        col(WorkspaceRow.id) == workspace_id,
        col(WorkspaceRow.removed_at).is_(None),
        col(WorkspaceRow.token).is_not_distinct_from(token),
    )
    result = await session.exec(query.values(token=None, removed_at=now))
    if not result.rowcount:
        return False
    await lanes.close(session, workspace_id, lanes.WORKSPACE, REMOVED, now)
    return True


async def use_state(session: AsyncSession, state: str, until: datetime) -> bool:
    """Take the state of an installation; False if it was taken before.

    `until` is when it expires by itself.
    """
    digest = hashlib.sha256(state.encode()).hexdigest()
    values = {"digest": digest, "until": until}
    return await insert_new(session, UsedStateRow, [values], unique=("digest",)) == 1


async def next_number(tx: Transaction) -> int:
    """Draw the number of the next initiative; two transactions never draw the same."""
    query = update(WorkspaceRow).where(col(WorkspaceRow.id) == tx.workspace_id)
    counted = query.values(last_number=col(WorkspaceRow.last_number) + 1)
    result = await tx.session.exec(counted.returning(col(WorkspaceRow.last_number)))
    return int(result.scalar_one())
