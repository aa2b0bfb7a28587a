"""The story of a check-in, for who runs Workback: asked, sent, tried again, answered, or why not.

It names goals and people by their ids, and holds nothing that somebody typed.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from pydantic import BaseModel
from sqlmodel import col, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.check_ins import Line, Why
from storage.postings import GUARD
from storage.tables import LineRow, OccurrenceRow, OutboxRow, ScheduleRow

MOST = 20
"""Check-ins of a goal, the newest first."""

_TYPED = {
    Why.SKIPPED_BY: "Skipped by a person.",
    Why.HANDED_OVER: "Handed over.",
    Why.VALUES_CAME: "All values came from outside.",
}
"""Lines whose details somebody typed, or that name a person."""


class Event(BaseModel):
    """Something that happened to a check-in."""

    at: datetime
    what: str


class Timeline(BaseModel):
    """All that happened to a check-in, in order."""

    id: str
    workspace: str
    goal: str
    asked: str
    day: date
    """Local."""
    zone: str
    state: str
    events: list[Event]


async def timelines(session: AsyncSession, key: str) -> list[Timeline]:
    """Return the timeline of a check-in (`chk_…`), or of a goal's newest ones (`goal_…`)."""
    row = OccurrenceRow
    query = (
        select(row)
        .where(or_(row.id == key, row.goal_id == key))
        .order_by(col(row.due_at).desc(), col(row.id))
        .limit(MOST)
    )
    return [await _timeline(session, found) for found in await session.exec(query)]


async def _timeline(session: AsyncSession, found: OccurrenceRow) -> Timeline:
    lines = select(LineRow).where(LineRow.occurrence_id == found.id).order_by(col(LineRow.id))
    messages = select(OutboxRow).where(
        OutboxRow.workspace_id == found.workspace_id,
        col(OutboxRow.guard).startswith(f"{GUARD}:", autoescape=True),
        col(OutboxRow.guard).endswith(f":{found.bundle}", autoescape=True),
    )
    events = [
        Event(at=found.due_at, what="Due."),
        *_told((await session.exec(lines)).all()),
        *_sent((await session.exec(messages.order_by(col(OutboxRow.id)))).all()),
    ]
    schedule = select(ScheduleRow.zone).where(
        ScheduleRow.goal_id == found.goal_id, ScheduleRow.kind == found.kind
    )
    return Timeline(
        id=found.id,
        workspace=found.workspace_id,
        goal=found.goal_id,
        asked=found.asked_id,
        day=found.local_date,
        zone=(await session.exec(schedule)).first() or "UTC",
        state=found.state,
        events=sorted(events, key=lambda event: event.at),
    )


def _told(rows: Sequence[LineRow]) -> Iterator[Event]:
    for row in rows:
        line = Line.model_validate(row)
        yield Event(at=line.at, what=_TYPED.get(line.why, line.in_words))


def _sent(rows: Sequence[OutboxRow]) -> Iterator[Event]:
    for row in rows:
        name = f"Message {row.id}"
        yield Event(at=row.created_at, what=f"{name} written, for {row.conversation}.")
        if row.not_before > row.created_at:
            yield Event(at=row.not_before, what=f"{name} may leave.")
        if row.attempt_started_at is not None and row.sent_at is None:
            yield Event(at=row.attempt_started_at, what=f"{name}: an attempt, outcome not known.")
        tried = f" after {row.attempts} attempts" if row.attempts > 1 else ""
        if row.sent_at is not None:
            yield Event(at=row.sent_at, what=f"{name} sent{tried}, Slack's ts {row.slack_ts}.")
        elif row.state in ("dead", "dropped"):
            yield Event(at=row.not_before, what=f"{name} is {row.state}{tried}: {row.error}.")
