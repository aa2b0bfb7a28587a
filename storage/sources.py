"""Sources of values, and their tokens: a token is `src_….secret`, and only its hash is kept."""

import hashlib
import math
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import col, delete, or_, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.people import PersonId
from domain.sources import OVERLAP, Checked, Source, check_room
from storage import homes, readings, retelling
from storage.database import Transaction, new_id
from storage.tables import ReadingRow, SourceRow
from storage.workspaces import is_served

BETWEEN = timedelta(seconds=0.2)
"""Between two requests of a token in the long run, over all replicas together."""

BURST = 30
"""Requests that may come at once after a rest."""


def hashed(secret: str) -> str:
    """Return what is kept of a secret, and what a webhook is signed with."""
    return hashlib.sha256(secret.encode()).hexdigest()


async def connect(tx: Transaction, goal_id: str, name: str, by: PersonId) -> str:
    """Give a goal a token for a source; return it, this once.

    An older token of the same name works for a day more. Refuses more than a goal can mean.
    """
    mine = (col(SourceRow.workspace_id) == tx.workspace_id, col(SourceRow.goal_id) == goal_id)
    await tx.session.exec(delete(SourceRow).where(*mine, col(SourceRow.ends_at) <= tx.now))
    known = await of_goal(tx, goal_id)
    check_room(known, name)
    older = update(SourceRow).where(
        *mine, col(SourceRow.name) == name, col(SourceRow.ends_at).is_(None)
    )
    await tx.session.exec(older.values(ends_at=tx.now + OVERLAP))
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


async def revoke(tx: Transaction, source_id: str) -> None:
    """Take a token away: it is worth nothing from now on."""
    query = delete(SourceRow).where(
        col(SourceRow.workspace_id) == tx.workspace_id, col(SourceRow.id) == source_id
    )
    await tx.session.exec(query)


async def of_goal(tx: Transaction, goal_id: str) -> list[Source]:
    """Return the tokens of a goal that still work, by name, the newest of a name first."""
    query = (
        select(SourceRow)
        .where(
            SourceRow.workspace_id == tx.workspace_id,
            SourceRow.goal_id == goal_id,
            or_(col(SourceRow.ends_at).is_(None), col(SourceRow.ends_at) > tx.now),
        )
        .order_by(col(SourceRow.name), col(SourceRow.made_at).desc())
        .execution_options(populate_existing=True)
    )
    return [Source.model_validate(row) for row in await tx.session.exec(query)]


async def named(tx: Transaction, source_id: str) -> Source | None:
    """Return a token's source."""
    query = select(SourceRow).where(
        SourceRow.workspace_id == tx.workspace_id, SourceRow.id == source_id
    )
    row = (await tx.session.exec(query)).first()
    return Source.model_validate(row) if row else None


async def find(session: AsyncSession, source_id: str, now: datetime) -> SourceRow | None:
    """Return a source of any workspace that is served, with the hash of its secret."""
    query = select(SourceRow).where(
        SourceRow.id == source_id,
        or_(col(SourceRow.ends_at).is_(None), col(SourceRow.ends_at) > now),
        is_served(SourceRow.workspace_id),
    )
    return (await session.exec(query)).first()


async def spend(tx: Transaction, source_id: str) -> int:
    """Count a request of a token; return 0, or in how many whole seconds there is room again.

    All replicas count in the same row, which they lock. One that is paced from further ahead than
    a burst was paced by a clock that has gone back since: it begins anew.
    """
    query = (
        select(SourceRow)
        .where(SourceRow.workspace_id == tx.workspace_id, SourceRow.id == source_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    row = (await tx.session.exec(query)).first()
    if row is None:
        return 0
    whole, paced = BETWEEN * BURST, row.paced_until
    start = paced if paced is not None and tx.now < paced <= tx.now + whole else tx.now
    too_far = start + BETWEEN - tx.now - whole
    if too_far > timedelta():
        return math.ceil(too_far.total_seconds())
    row.paced_until, row.used_at = start + BETWEEN, tx.now
    tx.session.add(row)
    await tx.session.flush()
    return 0


@dataclass(frozen=True)
class Taken:
    """What became of values that a source sent."""

    new: int
    already: int
    """Their keys stood there."""
    other: Sequence[str] = ()
    """Those keys among them that stand there with another value, which was kept."""


async def take(
    tx: Transaction,
    source: str,
    values: Sequence[Checked],
    by: PersonId | None = None,
) -> Taken:
    """Keep values of a source; those whose keys are there already change nothing.

    Where all values of a check-in are in, its message asks only for a word from now on.
    """
    rows = [
        readings.new_row(tx, one.kpi.id, one.value, source_key=one.key, at=one.at, source=source)
        | {"by": by}
        for one in values
    ]
    new = await readings.put_many(tx, rows)
    if new:
        await retelling.values_came(tx, {one.kpi.goal_id for one in values}, source)
    await homes.changed(tx)
    other = await _other(tx, source, values) if new < len(values) else []
    return Taken(new, len(values) - new, other)


async def _other(tx: Transaction, source: str, values: Sequence[Checked]) -> list[str]:
    """Return the keys that stand with another value than was sent now."""
    query = select(ReadingRow).where(
        ReadingRow.workspace_id == tx.workspace_id,
        col(ReadingRow.kpi_id).in_({one.kpi.id for one in values}),
        ReadingRow.source == source,
        col(ReadingRow.source_key).in_({one.key for one in values}),
    )
    kept = {(row.kpi_id, row.source_key): row.value for row in await tx.session.exec(query)}
    return [one.key for one in values if kept.get((one.kpi.id, one.key), one.value) != one.value]
