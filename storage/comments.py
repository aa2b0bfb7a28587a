"""Comments, and the messages they came from."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import union_all
from sqlmodel import col, select, update

from domain.comments import Comment, CommentKind, CommentState
from storage import search
from storage.database import Transaction, new_id
from storage.tables import CommentRow, MessageRow, SealedRow


async def raise_one(tx: Transaction, *, sealed_by: str | None = None, **facts: Any) -> Comment:
    """Keep a comment; `facts` are the fields of `domain.comments.Comment`.

    `sealed_by` is the silent read until whose end nobody sees or finds it.
    """
    values = {"state": "open", "answer": "", "about": "", "words": "", **facts}
    row = CommentRow(id=new_id("com"), workspace_id=tx.workspace_id, raised_at=tx.now, **values)
    tx.session.add(row)
    await tx.session.flush()
    raised = Comment.model_validate(row)
    if sealed_by is None:
        await make_findable(tx, raised)
        return raised
    tx.session.add(SealedRow(workspace_id=tx.workspace_id, comment_id=raised.id, read_id=sealed_by))
    await tx.session.flush()
    return raised


async def make_findable(tx: Transaction, comment: Comment) -> None:
    """Let a comment be found by its words and its answer."""
    if comment.state is CommentState.DELETED:
        await search.forget(tx, comment.id)
        return
    title = f"Comment on {comment.section}" if comment.section else "Comment"
    words = f"{comment.words}\n{comment.answer}".strip()
    piece = search.Piece(comment.initiative_id, "comment", comment.id, "", "", title, words)
    await search.keep(tx, piece)


async def find(tx: Transaction, comment_id: str, *, lock: bool = False) -> Comment | None:
    """Return a comment; with `lock`, nobody else changes it meanwhile."""
    query = select(CommentRow).where(
        CommentRow.workspace_id == tx.workspace_id, CommentRow.id == comment_id
    )
    row = (await tx.session.exec(query.with_for_update() if lock else query)).first()
    return Comment.model_validate(row) if row else None


async def of_message(tx: Transaction, channel_id: str, ts: str) -> Comment | None:
    """Return the comment that came from a message."""
    query = select(CommentRow).where(
        CommentRow.workspace_id == tx.workspace_id,
        CommentRow.channel_id == channel_id,
        CommentRow.message_ts == ts,
    )
    row = (await tx.session.exec(query)).first()
    return Comment.model_validate(row) if row else None


async def told_of(tx: Transaction, channel_id: str, ts: str, thread_ts: str) -> str | None:
    """Return the comment that came from a message, else the place in whose thread it stands.

    One look-up for both, because every edit and deletion in a channel asks.
    """
    kept = select(CommentRow.id).where(
        CommentRow.workspace_id == tx.workspace_id,
        CommentRow.channel_id == channel_id,
        CommentRow.message_ts == ts,
    )
    place = select(MessageRow.place).where(
        MessageRow.workspace_id == tx.workspace_id,
        MessageRow.channel_id == channel_id,
        MessageRow.ts == (thread_ts or None),
    )
    rows = await tx.session.exec(union_all(kept, place))  # type: ignore[call-overload]
    found = sorted((str(row[0]) for row in rows), key=lambda known: not is_comment(known))
    return found[0] if found else None


def is_comment(known: str) -> bool:
    """Say whether what `told_of` found is a comment, not a place."""
    return known.startswith("com_")


async def of_review(tx: Transaction, review_id: str) -> list[Comment]:
    """Return the comments of a review that are not sealed, oldest first."""
    sealed = select(SealedRow.comment_id).where(SealedRow.workspace_id == tx.workspace_id)
    query = (
        select(CommentRow)
        .where(CommentRow.workspace_id == tx.workspace_id, CommentRow.review_id == review_id)
        .where(col(CommentRow.id).not_in(sealed))
        .order_by(col(CommentRow.id))
    )
    return [Comment.model_validate(row) for row in await tx.session.exec(query)]


async def standing_on(
    tx: Transaction, document_id: str, sections: Collection[str], limit: int
) -> list[Comment]:
    """Return the newest comments on these sections that are not settled and not sealed.

    Suggestions are left out: they are compared with the newest words when they are accepted.
    """
    sealed = select(SealedRow.comment_id).where(SealedRow.workspace_id == tx.workspace_id)
    query = (
        select(CommentRow)
        .where(
            CommentRow.workspace_id == tx.workspace_id,
            CommentRow.document_id == document_id,
            col(CommentRow.section).in_(sections),
            col(CommentRow.state).in_((CommentState.OPEN, CommentState.ANSWERED)),
            CommentRow.kind != CommentKind.SUGGESTION,
        )
        .where(col(CommentRow.id).not_in(sealed))
        .order_by(col(CommentRow.id).desc())
        .limit(limit)
    )
    return [Comment.model_validate(row) for row in await tx.session.exec(query)]


async def change(tx: Transaction, comment_id: str, **values: Any) -> Comment:
    """Change a comment, and return it."""
    query = update(CommentRow).where(
        col(CommentRow.workspace_id) == tx.workspace_id, col(CommentRow.id) == comment_id
    )
    await tx.session.exec(query.values(**values))
    changed = await find(tx, comment_id)
    if changed is None:
        raise LookupError(comment_id)
    await make_findable(tx, changed)
    return changed
