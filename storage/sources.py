"""Sources of values, and their tokens: a token is `src_….secret`, and only its hash is kept."""

import hashlib
import secrets
from collections.abc import Iterable

from sqlmodel import col, delete, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.people import PersonId
from domain.sources import Checked, Source
from storage import homes, readings
from storage.database import Transaction, new_id
from storage.tables import SourceRow
from storage.workspaces import is_served


def hashed(secret: str) -> str:
    """Return what is kept of a secret, and what a webhook is signed with."""
    return hashlib.sha256(secret.encode()).hexdigest()


async def connect(tx: Transaction, goal_id: str, name: str, by: PersonId) -> str:
    """Give a goal a source in place of the one it had; return its token, this once."""
    await revoke(tx, goal_id)
    secret = secrets.token_urlsafe(32)
    row = SourceRow(
        id=new_id("src"),
        workspace_id=tx.workspace_id,
        goal_id=goal_id,
        name=name,
        token=hashed(secret),
        made_by=by,
        made_at=tx.now,
    )
    tx.session.add(row)
    await tx.session.flush()
    return f"{row.id}.{secret}"


async def revoke(tx: Transaction, goal_id: str) -> bool:
    """Take a goal's source away: its token is worth nothing from now on."""
    query = (
        delete(SourceRow)
        .where(col(SourceRow.workspace_id) == tx.workspace_id, col(SourceRow.goal_id) == goal_id)
        .returning(col(SourceRow.id))
    )
    return (await tx.session.exec(query)).first() is not None


async def of_goal(tx: Transaction, goal_id: str) -> Source | None:
    """Return the source of a goal."""
    query = select(SourceRow).where(
        SourceRow.workspace_id == tx.workspace_id, SourceRow.goal_id == goal_id
    )
    row = (await tx.session.exec(query)).first()
    return Source.model_validate(row) if row else None


async def find(session: AsyncSession, source_id: str) -> SourceRow | None:
    """Return a source of any workspace that is served, with the hash of its secret."""
    query = select(SourceRow).where(SourceRow.id == source_id, is_served(SourceRow.workspace_id))
    return (await session.exec(query)).first()


async def take(
    tx: Transaction, source: str, values: Iterable[Checked], by: PersonId | None = None
) -> int:
    """Keep values of a source; those whose keys are there already change nothing.

    Return how many are new.
    """
    rows = [
        readings.new_row(tx, one.kpi.id, one.value, source_key=one.key, at=one.at, source=source)
        | {"by": by}
        for one in values
    ]
    new = await readings.put_many(tx, rows)
    await homes.changed(tx)
    return new


async def used(tx: Transaction, source_id: str) -> None:
    """Remember that a value came."""
    query = update(SourceRow).where(
        col(SourceRow.workspace_id) == tx.workspace_id, col(SourceRow.id) == source_id
    )
    await tx.session.exec(query.values(used_at=tx.now))
