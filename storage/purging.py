"""Purging: all data of a workspace is deleted when the grace period after its removal is over.

In small transactions, initiatives first: each takes its documents, goals and reviews with it. The
workspace's own row goes last, so that work that was interrupted is found again. Each transaction
looks anew whether the workspace is still removed: who comes back keeps what is left.
"""

import asyncio
from collections import Counter
from datetime import datetime

from sqlalchemy import Table
from sqlmodel import SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.database import Database
from storage.housekeeping import BATCH, REST, GoOn, always, delete_some
from storage.tables import WorkspaceRow

WORKSPACE, INITIATIVE = "workspace", "initiative"

INITIATIVES = 5
"""A transaction: with years of versions and check-ins, one is thousands of rows."""


async def purge(database: Database, before: datetime, go_on: GoOn = always) -> Counter[str]:
    """Delete the workspaces that were removed before a moment; return how many rows of each table.

    What goes with an initiative is not counted.
    """
    purged: Counter[str] = Counter()
    async with database.session(writes=False) as session:
        over = col(WorkspaceRow.removed_at) < before
        removed = list(await session.exec(select(WorkspaceRow.id).where(over)))
    for workspace_id in removed:
        for table in owned_tables():
            deleted = await _empty(database, workspace_id, table, before, go_on)
            if deleted is None:
                break
            purged[table.name] += deleted
    return purged


async def _empty(
    database: Database, workspace_id: str, table: Table, before: datetime, go_on: GoOn
) -> int | None:
    """Delete a workspace's rows of a table; None if that has to stop for now."""
    total = 0
    while go_on():
        deleted = await _batch(database, workspace_id, table, before)
        if not deleted:
            return (total or None) if deleted is None else total
        total += deleted
        await asyncio.sleep(REST)
    return None


def owned_tables() -> list[Table]:
    """Return initiatives, then what belongs to a workspace alone, then workspaces."""
    tables = SQLModel.metadata.tables
    owned = sorted(name for name, table in tables.items() if _owners(table) == {WORKSPACE})
    others = [tables[name] for name in owned if name != INITIATIVE]
    return [tables[INITIATIVE], *others, tables[WORKSPACE]]


def _owners(table: Table) -> set[str]:
    return {key.column.table.name for key in table.foreign_keys}


async def _batch(
    database: Database, workspace_id: str, table: Table, before: datetime
) -> int | None:
    """Delete some rows in one transaction; None if the workspace is not to be purged now."""
    deleted = None
    async with database.session(writes=True) as session:
        if await _is_still_over(session, workspace_id, before):
            deleted = await _delete(session, workspace_id, table)
        await session.commit()
    return deleted


async def _is_still_over(session: AsyncSession, workspace_id: str, before: datetime) -> bool:
    """Lock the workspace, so that nobody comes back meanwhile; False if it is not ours to purge."""
    query = select(WorkspaceRow.id).where(
        WorkspaceRow.id == workspace_id, col(WorkspaceRow.removed_at) < before
    )
    return (await session.exec(query.with_for_update(skip_locked=True))).first() is not None


async def _delete(session: AsyncSession, workspace_id: str, table: Table) -> int:
    owner = table.c["id" if table.name == WORKSPACE else "workspace_id"]
    limit = INITIATIVES if table.name == INITIATIVE else BATCH
    return await delete_some(session, table, owner == workspace_id, limit)
