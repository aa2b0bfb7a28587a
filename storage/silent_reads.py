"""Silent reads: begun, read, ended once with any number of replicas, decided."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlmodel import col, delete, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.comments import Comment
from domain.people import PersonId, WorkspaceId
from domain.reviews import Review
from domain.silent_reads import Outcome, Reader, SilentRead
from storage import comments
from storage.database import Transaction, new_id
from storage.rows import put
from storage.tables import CommentRow, ReaderRow, SealedRow, SilentReadRow
from storage.workspaces import is_served


async def start(
    tx: Transaction,
    review: Review,
    version: int,
    minutes: int,
    by: PersonId,
    readers: Iterable[PersonId],
) -> SilentRead:
    """Begin a silent read of a version by these people."""
    row = SilentReadRow(
        id=new_id("sil"),
        workspace_id=tx.workspace_id,
        initiative_id=review.initiative_id,
        review_id=review.id,
        version=version,
        minutes=minutes,
        started_by=by,
        started_at=tx.now,
        ends_at=tx.now + timedelta(minutes=minutes),
        conditions="",
        dissent="",
        feelings={},
    )
    tx.session.add(row)
    await tx.session.flush()
    tx.session.add_all(
        ReaderRow(workspace_id=tx.workspace_id, read_id=row.id, person_id=reader)
        for reader in dict.fromkeys(readers)
    )
    await tx.session.flush()
    return SilentRead.model_validate(row)


async def find(tx: Transaction, read_id: str, *, lock: bool = False) -> SilentRead | None:
    """Return a silent read; with `lock`, nobody else ends or decides it meanwhile."""
    query = select(SilentReadRow).where(
        SilentReadRow.workspace_id == tx.workspace_id, SilentReadRow.id == read_id
    )
    fresh = (query.with_for_update() if lock else query).execution_options(populate_existing=True)
    row = (await tx.session.exec(fresh)).first()
    return SilentRead.model_validate(row) if row else None


async def open_of(tx: Transaction, review_id: str, *, lock: bool = False) -> SilentRead | None:
    """Return the silent read of a review that goes on; with `lock`, it does not end meanwhile."""
    query = select(SilentReadRow).where(
        SilentReadRow.workspace_id == tx.workspace_id,
        SilentReadRow.review_id == review_id,
        col(SilentReadRow.ended_at).is_(None),
    )
    row = (await tx.session.exec(query.with_for_update() if lock else query)).first()
    return SilentRead.model_validate(row) if row else None


async def readers(tx: Transaction, read_id: str) -> list[Reader]:
    """Return who reads."""
    query = (
        select(ReaderRow)
        .where(ReaderRow.workspace_id == tx.workspace_id, ReaderRow.read_id == read_id)
        .order_by(col(ReaderRow.person_id))
    )
    fresh = query.execution_options(populate_existing=True)
    return [Reader.model_validate(row) for row in await tx.session.exec(fresh)]


async def finish(
    tx: Transaction, read: SilentRead, person_id: PersonId, feeling: int | None
) -> None:
    """Note that somebody is done, who may not have been asked to read.

    How they feel is only counted. `read` was found with `lock` in this transaction.
    """
    await put(tx, ReaderRow, read_id=read.id, person_id=person_id, done_at=tx.now)
    if feeling is None:
        return
    counts = {**read.feelings, str(feeling): read.feelings.get(str(feeling), 0) + 1}
    query = update(SilentReadRow).where(
        col(SilentReadRow.workspace_id) == tx.workspace_id, col(SilentReadRow.id) == read.id
    )
    await tx.session.exec(query.values(feelings=counts))


async def end(tx: Transaction, read_id: str) -> list[Comment] | None:
    """End a silent read and return the comments that were sealed; None if it has ended before."""
    ended = update(SilentReadRow).where(
        col(SilentReadRow.workspace_id) == tx.workspace_id,
        col(SilentReadRow.id) == read_id,
        col(SilentReadRow.ended_at).is_(None),
    )
    if not (await tx.session.exec(ended.values(ended_at=tx.now))).rowcount:
        return None
    mine = (col(SealedRow.workspace_id) == tx.workspace_id, col(SealedRow.read_id) == read_id)
    query = (
        select(CommentRow)
        .join(SealedRow, col(SealedRow.comment_id) == col(CommentRow.id))
        .where(*mine)
        .order_by(col(CommentRow.id))
    )
    unsealed = [Comment.model_validate(row) for row in await tx.session.exec(query)]
    await tx.session.exec(delete(SealedRow).where(*mine))
    for comment in unsealed:
        await comments.make_findable(tx, comment)
    return unsealed


async def due(session: AsyncSession, now: datetime) -> list[tuple[WorkspaceId, str]]:
    """Return the silent reads whose time is over, with whose they are."""
    query = select(SilentReadRow.workspace_id, SilentReadRow.id).where(
        col(SilentReadRow.ended_at).is_(None),
        SilentReadRow.ends_at <= now,
        is_served(SilentReadRow.workspace_id),
    )
    rows = await session.exec(query.order_by(col(SilentReadRow.ends_at)).limit(50))
    return [(WorkspaceId(workspace), read) for workspace, read in rows]


async def decide(
    tx: Transaction,
    read_id: str,
    outcome: Outcome,
    by: PersonId,
    *,
    conditions: str,
    dissent: str,
) -> None:
    """Keep what the owner decided."""
    query = update(SilentReadRow).where(
        col(SilentReadRow.workspace_id) == tx.workspace_id, col(SilentReadRow.id) == read_id
    )
    await tx.session.exec(
        query.values(outcome=outcome, conditions=conditions, dissent=dissent, decided_by=by)
    )
