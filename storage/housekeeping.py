"""What is thrown away, and when: announcements that were sent, replays, removed workspaces."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_
from sqlmodel import SQLModel, col, delete, select

from storage.database import Database
from storage.tables import OutboxRow, SubmissionRow, WorkspaceRow

BATCH = 500

REPLAYS = timedelta(days=2)
"""How long a submitted modal is remembered: Slack forgets a view sooner."""


@dataclass(frozen=True)
class Terms:
    """How long things are kept."""

    sent: timedelta
    """What was said, or not wanted any more; its card and thread stay in Slack."""
    dead: timedelta
    """What Slack refused for good: somebody may still want to see it."""
    grace: timedelta
    """All data of a workspace after the app was removed there."""


async def sweep(database: Database, now: datetime, terms: Terms) -> dict[str, int]:
    """Delete what has had its time, in batches; return how many rows of each table.

    Safe with any number of replicas: who comes second finds nothing left.
    """
    row = OutboxRow
    done = col(row.state).in_(("sent", "dropped"))
    old = and_(done, col(row.created_at) < now - terms.sent)
    dead = and_(col(row.state) == "dead", col(row.created_at) < now - terms.dead)
    return {
        "outbox": await _delete(database, row, col(row.id), old)
        + await _delete(database, row, col(row.id), dead),
        "submission": await _delete(
            database,
            SubmissionRow,
            col(SubmissionRow.view_id),
            col(SubmissionRow.submitted_at) < now - REPLAYS,
        ),
        "workspace": await _delete(
            database,
            WorkspaceRow,
            col(WorkspaceRow.id),
            and_(
                col(WorkspaceRow.removed_at).is_not(None),
                col(WorkspaceRow.removed_at) < now - terms.grace,
            ),
        ),
    }


async def _delete(
    database: Database, table: type[SQLModel], key: Any, which: ColumnElement[bool]
) -> int:
    """Delete in batches, so that no transaction holds others up; workspaces take all with them."""
    total = 0
    while True:
        async with database.session(writes=True) as session:
            keys = list(await session.exec(select(key).where(which).limit(BATCH)))
            if keys:
                await session.exec(delete(table).where(key.in_(keys), which))
            await session.commit()
        total += len(keys)
        if len(keys) < BATCH:
            return total
