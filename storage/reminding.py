"""Considerate reminders: at most one message a person and day, with all that waits for them.

Only on working days and in working hours of the person's own zone, and only of what was asked
before today; what has waited for a week is mentioned once a week (`domain/reminding.py`). The
message's key names the person and their local day: however many replicas look, it is written once.
Check-ins have reminders of their own.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import union
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.check_ins import WORK_BEGINS, WORK_ENDS
from domain.initiatives import Initiative
from domain.people import PersonId, WorkspaceId
from domain.reminding import is_day_to_remind
from domain.reviews import Progress, Review, ReviewState
from storage import calendars, documents, initiatives, outbox, people, reviews, waiting
from storage.asking import Said
from storage.database import Database, Transaction
from storage.guards import Guards
from storage.postings import NUDGE
from storage.tables import AskedRow, PersonRow, ReviewerRow, ReviewRow
from storage.waiting import Waiting
from storage.workspaces import is_served

GUARD = "waits"
"""Named in front of the person: see `still_waits`."""


@dataclass(frozen=True)
class Words:
    """How reminders speak; handed in, so that storage knows nothing of Slack."""

    waiting: Callable[[Waiting], Said]
    overdue: Callable[[Review, str, Progress], Said]
    """To who asked for a review: once, when its day is over."""
    left: Callable[[Review, str, str, Progress], Said]
    """To who asked for a review of something, once: who was asked has left Slack."""


@dataclass(frozen=True)
class Someone:
    """A person for whom something may wait."""

    workspace_id: WorkspaceId
    person_id: PersonId
    zone: str


async def remind(database: Database, now: datetime, words: Words) -> int:
    """Remind everybody for whom something waits and whose working day it is; return how many."""
    async with database.session(writes=False) as session:
        asked = await _people(session)
    reminded = 0
    for someone in asked:
        if WORK_BEGINS <= _local(now, someone.zone).time() < WORK_ENDS:
            reminded += await _remind(database, now, someone, words)
    async with database.session(writes=False) as session:
        leavers = await _leavers(session)
    for someone, review_id in leavers:
        async with database.transaction(someone.workspace_id, now) as tx:
            await _tell_of(tx, someone.person_id, review_id, words)
    return reminded


def _local(now: datetime, zone: str) -> datetime:
    return now.astimezone(ZoneInfo(zone))


async def _people(session: AsyncSession) -> list[Someone]:
    """Return who was asked for a verdict or an answer, in all workspaces."""
    judging = (
        select(PersonRow.workspace_id, PersonRow.id, PersonRow.time_zone)
        .join(
            ReviewerRow,
            (col(ReviewerRow.person_id) == col(PersonRow.id))
            & (col(ReviewerRow.workspace_id) == col(PersonRow.workspace_id)),
        )
        .join(ReviewRow, col(ReviewRow.id) == col(ReviewerRow.review_id))
        .where(ReviewRow.state == ReviewState.OPEN, col(PersonRow.active))
        .where(is_served(PersonRow.workspace_id))
    )
    answering = (
        select(PersonRow.workspace_id, PersonRow.id, PersonRow.time_zone)
        .join(
            AskedRow,
            (col(AskedRow.owner_id) == col(PersonRow.id))
            & (col(AskedRow.workspace_id) == col(PersonRow.workspace_id)),
        )
        .where(col(PersonRow.active), is_served(PersonRow.workspace_id))
    )
    rows = await session.exec(union(judging, answering))  # type: ignore[call-overload]
    return [Someone(WorkspaceId(row[0]), PersonId(row[1]), row[2]) for row in rows]


async def _leavers(session: AsyncSession) -> list[tuple[Someone, str]]:
    """Return who was asked for a verdict that still counts, and has left Slack."""
    query = (
        select(PersonRow.workspace_id, PersonRow.id, PersonRow.time_zone, ReviewRow.id)
        .join(
            ReviewerRow,
            (col(ReviewerRow.person_id) == col(PersonRow.id))
            & (col(ReviewerRow.workspace_id) == col(PersonRow.workspace_id)),
        )
        .join(ReviewRow, col(ReviewRow.id) == col(ReviewerRow.review_id))
        .where(ReviewRow.state == ReviewState.OPEN, col(PersonRow.active).is_(False))
        .where(col(ReviewerRow.delegated_to).is_(None), is_served(PersonRow.workspace_id))
    )
    rows = await session.exec(query)
    return [(Someone(WorkspaceId(row[0]), PersonId(row[1]), row[2]), row[3]) for row in rows]


async def _tell_of(tx: Transaction, person_id: PersonId, review_id: str, words: Words) -> None:
    """Tell who asked, once, that somebody else has to be asked."""
    key = f"{outbox.ONCE}left:{review_id}:{person_id}"
    review = await reviews.find(tx, review_id)
    if review is None or await outbox.was_written(tx, key):
        return
    initiative, progress = await _standing_of(tx, review)
    if progress is None or not progress.short:
        return
    names = await people.names(tx, [person_id])
    said = words.left(review, initiative.name, names.get(person_id, "Somebody"), progress)
    await outbox.post(
        tx,
        conversation=review.asked_by,
        text=said.text,
        blocks=said.blocks,
        about="a reviewer who left",
        dedupe_key=key,
        priority=NUDGE,
    )


async def _standing_of(tx: Transaction, review: Review) -> tuple[Initiative, Progress | None]:
    """Return what a review is of, and what it amounts to; None where its document is gone."""
    initiative = await initiatives.get(tx, review.initiative_id)
    document = await documents.find_by_id(tx, review.document_id)
    if document is None:
        return initiative, None
    content = await documents.content(tx, document.id, document.head)
    return initiative, await reviews.progress_of(tx, review, content)


async def _remind(database: Database, now: datetime, someone: Someone, words: Words) -> bool:
    today = _local(now, someone.zone).date()
    async with database.transaction(someone.workspace_id, now) as tx:
        calendar = await calendars.of(tx, someone.person_id)
        if not calendar.is_working(today):
            return False
        found = await _waiting(tx, someone.person_id, today)
        for review, _ in found.reviews:
            await _escalate(tx, review, today, words)
        if not is_day_to_remind(_asked_on(found), today, calendar):
            return False
        said = words.waiting(found)
        key = f"waits:{someone.person_id}:{today}"
        if await outbox.was_written(tx, key):
            return False
        await outbox.post(
            tx,
            conversation=someone.person_id,
            text=said.text,
            blocks=said.blocks,
            about="a reminder",
            dedupe_key=key,
            priority=NUDGE,
            guard=f"{GUARD}:{someone.person_id}/{today}",
        )
    return True


def _asked_on(found: Waiting) -> list[date]:
    reviewed = [review.asked_at.date() for review, _ in found.reviews]
    return reviewed + [question.asked.asked_at.date() for question in found.questions]


async def _waiting(tx: Transaction, person_id: PersonId, today: date) -> Waiting:
    """Return what was asked before today and may be reminded of."""
    found = await waiting.of(tx, person_id)
    kept = []
    for review, initiative in found.reviews:
        mine = next(r for r in await reviews.reviewers(tx, review.id) if r.person_id == person_id)
        rests = mine.snoozed_until is not None and mine.snoozed_until > today
        if review.asked_at.date() < today and not mine.muted and not rests:
            kept.append((review, initiative))
    questions = [q for q in found.questions if q.asked.asked_at.date() < today]
    return replace(found, check_ins=(), reviews=kept, questions=questions, offers=(), scope=())


async def _escalate(tx: Transaction, review: Review, today: date, words: Words) -> None:
    """Tell who asked, once, that the day of a review is over."""
    if review.due_on is None or review.due_on >= today:
        return
    initiative, progress = await _standing_of(tx, review)
    if progress is None:
        return
    said = words.overdue(review, initiative.name, progress)
    await outbox.post(
        tx,
        conversation=review.asked_by,
        text=said.text,
        blocks=said.blocks,
        about="an overdue review",
        dedupe_key=f"{outbox.ONCE}overdue:{review.id}",
        priority=NUDGE,
    )


async def still_waits(tx: Transaction, subject: str) -> str | None:
    """Return why a reminder is not wanted any more; `subject` is a person and their day."""
    person_id, _, day = subject.partition("/")
    found = await _waiting(tx, PersonId(person_id), date.fromisoformat(day))
    return None if found.count else "answered"


GUARDS: Guards = {GUARD: still_waits}
"""The guards of this file, by name."""
