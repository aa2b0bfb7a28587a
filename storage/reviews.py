"""Reviews, who was asked, and the verdicts."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import func
from sqlmodel import col, select, update

from domain.people import PersonId
from domain.reviews import (
    Bar,
    Progress,
    Review,
    Reviewer,
    ReviewState,
    Verdict,
    VerdictKind,
    progress,
)
from domain.templates import TEMPLATES, DocumentKind
from storage import comments
from storage.database import Transaction, new_id
from storage.rows import plain, put
from storage.tables import (
    DocumentRow,
    PersonRow,
    ReviewerRow,
    ReviewRow,
    VerdictRow,
    VersionRow,
)


async def ask(  # noqa: PLR0913  (each is a fact of the review)
    tx: Transaction,
    *,
    initiative_id: str,
    document_id: str,
    version: int,
    asked_by: PersonId,
    due_on: date | None,
    note: str,
    needed: int,
    reviewers: Iterable[Reviewer],
) -> Review:
    """Ask for a review; one that is open for the document is replaced by it."""
    open_one = await open_of(tx, document_id)
    if open_one is not None:
        await close(tx, open_one.id, ReviewState.REPLACED, asked_by)
    row = ReviewRow(
        id=new_id("rev"),
        workspace_id=tx.workspace_id,
        initiative_id=initiative_id,
        document_id=document_id,
        version=version,
        asked_by=asked_by,
        asked_at=tx.now,
        due_on=due_on,
        note=note,
        needed=needed,
        state=ReviewState.OPEN,
        reason="",
    )
    tx.session.add(row)
    await tx.session.flush()
    for reviewer in reviewers:
        await keep_reviewer(tx, reviewer.model_copy(update={"review_id": row.id}))
    return Review.model_validate(row)


async def keep_reviewer(tx: Transaction, reviewer: Reviewer) -> None:
    """Remember somebody who was asked, in place of what was known of them."""
    await put(tx, ReviewerRow, **reviewer.model_dump())


async def find(tx: Transaction, review_id: str, *, lock: bool = False) -> Review | None:
    """Return a review; with `lock`, nobody else changes it meanwhile."""
    query = select(ReviewRow).where(
        ReviewRow.workspace_id == tx.workspace_id, ReviewRow.id == review_id
    )
    row = (await tx.session.exec(query.with_for_update() if lock else query)).first()
    return Review.model_validate(row) if row else None


async def open_of(tx: Transaction, document_id: str) -> Review | None:
    """Return the open review of a document."""
    found = await _newest(tx, document_id)
    return found if found and found.is_open else None


async def current(tx: Transaction, initiative_id: str) -> list[Review]:
    """Return the newest review of each document of an initiative."""
    query = select(func.max(ReviewRow.id)).where(
        ReviewRow.workspace_id == tx.workspace_id, ReviewRow.initiative_id == initiative_id
    )
    newest = query.group_by(col(ReviewRow.document_id))
    rows = select(ReviewRow).where(
        ReviewRow.workspace_id == tx.workspace_id, col(ReviewRow.id).in_(newest)
    )
    return [Review.model_validate(row) for row in await tx.session.exec(rows)]


async def _newest(tx: Transaction, document_id: str) -> Review | None:
    query = (
        select(ReviewRow)
        .where(ReviewRow.workspace_id == tx.workspace_id, ReviewRow.document_id == document_id)
        .order_by(col(ReviewRow.id).desc())
        .limit(1)
    )
    row = (await tx.session.exec(query)).first()
    return Review.model_validate(row) if row else None


async def close(
    tx: Transaction, review_id: str, state: ReviewState, by: PersonId, reason: str = ""
) -> None:
    """End a review, or with `OPEN` take it up again."""
    reopened = state is ReviewState.OPEN
    await _change(
        tx,
        review_id,
        state=state,
        closed_at=None if reopened else tx.now,
        closed_by=None if reopened else by,
        reason=reason,
    )


async def _change(tx: Transaction, review_id: str, **values: Any) -> None:
    query = update(ReviewRow).where(
        col(ReviewRow.workspace_id) == tx.workspace_id, col(ReviewRow.id) == review_id
    )
    await tx.session.exec(query.values(**values))


async def reviewers(tx: Transaction, review_id: str) -> list[Reviewer]:
    """Return who was asked."""
    query = (
        select(ReviewerRow)
        .where(ReviewerRow.workspace_id == tx.workspace_id, ReviewerRow.review_id == review_id)
        .order_by(col(ReviewerRow.person_id))
    )
    return [Reviewer.model_validate(row) for row in await tx.session.exec(query)]


async def give(
    tx: Transaction,
    review: Review,
    person_id: PersonId,
    kind: VerdictKind,
    *,
    version: int,
    hashes: dict[str, str],
    reason: str = "",
    until: date | None = None,
) -> Verdict:
    """Keep a verdict; the one before it stays on record."""
    row = VerdictRow(
        id=new_id("vdt"),
        workspace_id=tx.workspace_id,
        review_id=review.id,
        person_id=person_id,
        kind=kind,
        version=version,
        hashes=hashes,
        reason=reason,
        until=until,
        given_at=tx.now,
    )
    tx.session.add(row)
    await tx.session.flush()
    return Verdict.model_validate(row)


async def revoke(tx: Transaction, review_id: str, person_id: PersonId) -> bool:
    """Take a person's verdicts back; False if none stood."""
    query = update(VerdictRow).where(
        col(VerdictRow.workspace_id) == tx.workspace_id,
        col(VerdictRow.review_id) == review_id,
        col(VerdictRow.person_id) == person_id,
        col(VerdictRow.revoked_at).is_(None),
    )
    return bool((await tx.session.exec(query.values(revoked_at=tx.now))).rowcount)


async def verdicts(tx: Transaction, review_id: str) -> list[Verdict]:
    """Return all verdicts of a review, oldest first."""
    query = (
        select(VerdictRow)
        .where(VerdictRow.workspace_id == tx.workspace_id, VerdictRow.review_id == review_id)
        .order_by(col(VerdictRow.id))
    )
    return [Verdict.model_validate(row) for row in await tx.session.exec(query)]


async def progress_of(tx: Transaction, review: Review, content: dict[str, str]) -> Progress:
    """Return what a review amounts to, in six queries; `content` is the newest version's."""
    kind = select(DocumentRow.kind).where(
        DocumentRow.workspace_id == tx.workspace_id, DocumentRow.id == review.document_id
    )
    template = TEMPLATES[DocumentKind((await tx.session.exec(kind)).one())]
    return progress(
        template,
        content,
        review,
        await reviewers(tx, review.id),
        await verdicts(tx, review.id),
        await comments.of_review(tx, review.id),
        tx.now.date(),
        await _bars(tx, review),
    )


async def _bars(tx: Transaction, review: Review) -> dict[PersonId, Bar]:
    """Return which reviewers can approve no more, and why."""
    left = (
        select(PersonRow.id)
        .join(ReviewerRow, col(ReviewerRow.person_id) == col(PersonRow.id))
        .where(
            PersonRow.workspace_id == tx.workspace_id,
            ReviewerRow.workspace_id == tx.workspace_id,
            ReviewerRow.review_id == review.id,
            col(PersonRow.active).is_(False),
        )
    )
    wrote = (
        select(VersionRow.saved_by)
        .where(
            VersionRow.workspace_id == tx.workspace_id,
            VersionRow.document_id == review.document_id,
        )
        .distinct()
    )
    bars = {PersonId(found): Bar.WROTE for found in await tx.session.exec(wrote)}
    return bars | {PersonId(found): Bar.LEFT for found in await tx.session.exec(left)}


async def judged_by(tx: Transaction, person_id: PersonId, review_ids: Collection[str]) -> set[str]:
    """Return those of some reviews in which a verdict of the person stands."""
    query = select(VerdictRow.review_id).where(
        VerdictRow.workspace_id == tx.workspace_id,
        VerdictRow.person_id == person_id,
        col(VerdictRow.review_id).in_(review_ids),
        col(VerdictRow.revoked_at).is_(None),
    )
    return set(await tx.session.exec(query))


async def waiting_for(tx: Transaction, person_id: PersonId) -> Sequence[Review]:
    """Return the open reviews that a person was asked for and has not passed on."""
    asked = select(ReviewerRow.review_id).where(
        ReviewerRow.workspace_id == tx.workspace_id,
        ReviewerRow.person_id == person_id,
        col(ReviewerRow.delegated_to).is_(None),
    )
    rows = await plain(
        tx.session,
        ReviewRow,
        lambda query: query.where(
            col(ReviewRow.workspace_id) == tx.workspace_id,
            col(ReviewRow.state) == ReviewState.OPEN,
            col(ReviewRow.id).in_(asked),
        ).order_by(col(ReviewRow.due_on), col(ReviewRow.id)),
    )
    return [Review.model_validate(row) for row in rows]
