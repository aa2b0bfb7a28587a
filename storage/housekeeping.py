"""What is thrown away, and when: announcements that were sent, replays, states of installations.

Everything goes in batches, each in a transaction of its own, so that nobody waits long for one.
Any number of replicas may do it at the same time: on PostgreSQL each takes other rows (`FOR
UPDATE SKIP LOCKED`), on SQLite they queue (`BEGIN IMMEDIATE`).
"""

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Table, and_, delete, exists, func, or_, select, tuple_
from sqlmodel import SQLModel, col
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import settings
from storage.database import Database
from storage.outbox import ONCE
from storage.tables import (
    AnswerDraftRow,
    InitiativeRow,
    MessageRow,
    OutboxRow,
    SubmissionRow,
    UsedStateRow,
)

BATCH = 500

REST = 0.02
"""Seconds between two batches: SQLite's lock is not fair, and people are waiting for it."""

REPLAYS = timedelta(days=2)
"""How long a submitted modal is remembered: Slack forgets a view sooner."""

GoOn = Callable[[], bool]
"""Asked before each batch: False ends the work, and another time goes on with it."""


@dataclass(frozen=True)
class Terms:
    """How long things are kept."""

    sent: timedelta
    """What was said, or not wanted any more; its card and thread stay in Slack."""
    dead: timedelta
    """What Slack refused for good: somebody may still want to see it."""
    grace: timedelta
    """All data of a workspace after the app was removed there: see `storage/purging.py`."""


def always() -> bool:
    """Go on to the end."""
    return True


async def sweep(
    database: Database, now: datetime, terms: Terms, go_on: GoOn = always
) -> Counter[str]:
    """Delete what has had its time; return how many rows of each table."""
    swept: Counter[str] = Counter()
    for table, which in (
        (OutboxRow, _said(now - terms.sent)),
        (OutboxRow, _refused(now - terms.dead)),
        (SubmissionRow, col(SubmissionRow.submitted_at) < now - REPLAYS),
        (AnswerDraftRow, col(AnswerDraftRow.saved_at) < now - REPLAYS),
        (UsedStateRow, col(UsedStateRow.until) < now),
    ):
        name = str(table.__tablename__)
        swept[name] += await _sweep(database, SQLModel.metadata.tables[name], which, go_on)
    return swept


async def delete_archived(database: Database, now: datetime, go_on: GoOn = always) -> int:
    """Delete the initiatives that were archived longer than their workspace keeps such.

    All that belongs to them goes with them; return how many initiatives these were. What is
    known of their messages in Slack goes with the workspace.
    """
    deleted = 0
    async with database.session(writes=False) as session:
        kept = await settings.kept_archived(session)
    for workspace_id, days in kept.items():
        which = and_(
            col(InitiativeRow.workspace_id) == workspace_id,
            col(InitiativeRow.archived_at) < now - timedelta(days=days),
        )
        table = SQLModel.metadata.tables[str(InitiativeRow.__tablename__)]
        deleted += await _sweep(database, table, which, go_on)
    return deleted


def _said(before: datetime) -> ColumnElement[bool]:
    row = OutboxRow
    done = col(row.state).in_(("sent", "dropped")) & ~col(row.dedupe_key).startswith(ONCE)
    return and_(done, func.coalesce(OutboxRow.sent_at, OutboxRow.created_at) < before)


def _refused(before: datetime) -> ColumnElement[bool]:
    """Choose dead letters, but not the only trace of a message that may still be wanted.

    Where a card was refused, its next edit finds the dead letter and sends it again. What has a
    guard was wanted for a while only.
    """
    shown = exists().where(
        col(MessageRow.workspace_id) == col(OutboxRow.workspace_id),
        col(MessageRow.place) == col(OutboxRow.place),
    )
    row = OutboxRow
    needless = or_(col(row.place).is_(None), col(row.guard).is_not(None), shown)
    return and_(col(row.state) == "dead", col(row.created_at) < before, needless)


async def _sweep(database: Database, table: Table, which: ColumnElement[bool], go_on: GoOn) -> int:
    total = 0
    while go_on() and await _any(database, table, which):
        async with database.session(writes=True) as session:
            deleted = await delete_some(session, table, which)
            await session.commit()
        if not deleted:
            break  # another replica holds them
        total += deleted
        await asyncio.sleep(REST)
    return total


async def _any(database: Database, table: Table, which: ColumnElement[bool]) -> bool:
    """Look before a batch: a look that finds nothing takes no lock."""
    async with database.session(writes=False) as session:
        connection = await session.connection()
        found = await connection.execute(select(1).select_from(table).where(which).limit(1))
        return found.first() is not None


async def delete_some(
    session: AsyncSession, table: Table, which: ColumnElement[bool], limit: int = BATCH
) -> int:
    """Delete up to `limit` rows that nobody else holds; return how many. The caller commits."""
    columns = list(table.primary_key)
    connection = await session.connection()
    chosen = select(*columns).where(which).limit(limit).with_for_update(skip_locked=True)
    keys = [tuple(row) for row in await connection.execute(chosen)]
    if keys:
        await connection.execute(delete(table).where(tuple_(*columns).in_(keys)))
    return len(keys)
