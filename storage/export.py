"""Everything of all workspaces as JSON; tokens are left out."""

import json
from datetime import datetime
from typing import Any

from sqlmodel import SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.database import Database
from storage.tables import (
    AwayRow,
    CalendarRow,
    DocumentRow,
    DraftRow,
    GoalRow,
    InitiativeRow,
    KpiRow,
    LineRow,
    OccurrenceRow,
    OwnershipRow,
    PersonRow,
    ReadingRow,
    ScheduleRow,
    TargetVersionRow,
    VersionRow,
    WordsRow,
    WorkspaceRow,
)

_TABLES: tuple[type[SQLModel], ...] = (
    PersonRow,
    InitiativeRow,
    DocumentRow,
    VersionRow,
    WordsRow,
    DraftRow,
    GoalRow,
    KpiRow,
    TargetVersionRow,
    ReadingRow,
    OwnershipRow,
    ScheduleRow,
    OccurrenceRow,
    LineRow,
    CalendarRow,
    AwayRow,
)


async def export_all(database: Database) -> str:
    """Return all that people wrote, workspace by workspace, as indented JSON."""
    async with database.session(writes=False) as session:
        spaces = list(await session.exec(select(WorkspaceRow).order_by(col(WorkspaceRow.id))))
        found = [await _workspace(session, space) for space in spaces]
    return json.dumps({"workspaces": found}, ensure_ascii=False, indent=2, default=_plain)


async def _workspace(session: AsyncSession, space: WorkspaceRow) -> dict[str, Any]:
    exported: dict[str, Any] = space.model_dump(exclude={"token"})
    for table in _TABLES:
        owner = table.workspace_id  # type: ignore[attr-defined]
        rows = await session.exec(select(table).where(owner == space.id))
        exported[str(table.__tablename__)] = [row.model_dump() for row in rows]
    return exported


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
