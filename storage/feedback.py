"""Customer feedback: kept, filed, listed and removed."""

from typing import Any

from sqlalchemy import ColumnElement, delete, func
from sqlmodel import col, select, update

from domain.feedback import Feedback
from domain.people import ChannelId, PersonId
from storage import search
from storage.database import Transaction, new_id
from storage.rows import insert_new
from storage.tables import FeedbackRow

TITLE_LENGTH = 200


async def add(tx: Transaction, **values: Any) -> bool:
    """Keep feedback; False if its message was kept before."""
    row = {"id": new_id("fbk"), "workspace_id": tx.workspace_id, "saved_at": tx.now, **values}
    unique = ("workspace_id", "channel_id", "message_ts")
    if not await insert_new(tx.session, FeedbackRow, [row], unique=unique):
        return False
    await _make_findable(tx, await get(tx, row["id"]))
    return True


async def change(tx: Transaction, feedback_id: str, **values: Any) -> None:
    """Change the words of feedback, or what it is filed to."""
    query = update(FeedbackRow).where(*_one(tx, feedback_id)).values(**values)
    await tx.session.exec(query.execution_options(synchronize_session=False))
    await _make_findable(tx, await get(tx, feedback_id))


async def remove(tx: Transaction, feedback_id: str) -> None:
    """Delete feedback; its message may be saved again."""
    await tx.session.exec(delete(FeedbackRow).where(*_one(tx, feedback_id)))
    await search.forget(tx, feedback_id)


async def find(tx: Transaction, feedback_id: str) -> Feedback | None:
    """Return feedback of this workspace."""
    return await _first(tx, col(FeedbackRow.id) == feedback_id)


async def get(tx: Transaction, feedback_id: str) -> Feedback:
    """Return feedback that is known to be there; LookupError if it is not."""
    found = await find(tx, feedback_id)
    if found is None:
        raise LookupError(feedback_id)
    return found


async def of_message(tx: Transaction, channel_id: ChannelId, ts: str) -> Feedback | None:
    """Return what was kept of a message."""
    row = FeedbackRow
    return await _first(tx, col(row.channel_id) == channel_id, col(row.message_ts) == ts)


async def listed(
    tx: Transaction, initiative_id: str, *, promise: str = "", limit: int, offset: int = 0
) -> list[Feedback]:
    """Return a page of an initiative's feedback, newest first; of one promise where named."""
    query = (
        select(FeedbackRow)
        .where(*_of(tx, initiative_id, promise))
        .order_by(col(FeedbackRow.saved_at).desc(), col(FeedbackRow.id).desc())
        .limit(limit)
        .offset(offset)
    )
    return [Feedback.model_validate(row) for row in await tx.session.exec(query)]


async def count(tx: Transaction, initiative_id: str, promise: str = "") -> int:
    """Count an initiative's feedback; never paged."""
    query = select(func.count()).select_from(FeedbackRow).where(*_of(tx, initiative_id, promise))
    return (await tx.session.exec(query)).one()


async def counts(tx: Transaction, initiative_id: str) -> dict[str, int]:
    """Return how much feedback there is to each promise of an initiative."""
    query = (
        select(FeedbackRow.promise, func.count())
        .where(*_of(tx, initiative_id), col(FeedbackRow.promise) != "")
        .group_by(col(FeedbackRow.promise))
    )
    return {promise: int(number) for promise, number in await tx.session.exec(query)}


async def unfiled(tx: Transaction, person_id: PersonId) -> list[Feedback]:
    """Return what a person saved and has filed nowhere yet, oldest first."""
    query = (
        select(FeedbackRow)
        .where(
            FeedbackRow.workspace_id == tx.workspace_id,
            FeedbackRow.saved_by == person_id,
            col(FeedbackRow.initiative_id).is_(None),
        )
        .order_by(col(FeedbackRow.saved_at), col(FeedbackRow.id))
    )
    return [Feedback.model_validate(row) for row in await tx.session.exec(query)]


def _one(tx: Transaction, feedback_id: str) -> list[ColumnElement[bool]]:
    row = FeedbackRow
    return [col(row.workspace_id) == tx.workspace_id, col(row.id) == feedback_id]


def _of(tx: Transaction, initiative_id: str, promise: str = "") -> list[ColumnElement[bool]]:
    row = FeedbackRow
    found = [col(row.workspace_id) == tx.workspace_id, col(row.initiative_id) == initiative_id]
    return [*found, col(row.promise) == promise] if promise else found


async def _first(tx: Transaction, *conditions: ColumnElement[bool]) -> Feedback | None:
    query = select(FeedbackRow).where(FeedbackRow.workspace_id == tx.workspace_id, *conditions)
    fresh = query.execution_options(populate_existing=True)
    row = (await tx.session.exec(fresh)).first()
    return Feedback.model_validate(row) if row else None


async def _make_findable(tx: Transaction, found: Feedback) -> None:
    """Let the words be found where the initiative is seen; what is filed nowhere is not."""
    if found.initiative_id is None:
        await search.forget(tx, found.id)
        return
    words = f"{found.quote}\n{found.customer}\n{found.place}"
    title = " ".join(found.quote.split())[:TITLE_LENGTH]
    citation = "" if found.promise.startswith("goal_") else found.promise
    piece = search.Piece(found.initiative_id, "feedback", found.id, "", citation, title, words)
    await search.keep(tx, piece)
