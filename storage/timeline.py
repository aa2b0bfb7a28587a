"""The story of a check-in, for who runs Workback: asked, sent, tried again, answered, or why not.

It names goals and people by their ids, and holds nothing that somebody typed.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from pydantic import BaseModel, ConfigDict
from sqlmodel import col, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

from domain.check_ins import Line, Why
from domain.initiatives import number_of
from storage.lanes import WORKSPACE
from storage.postings import GUARD
from storage.tables import (
    GoalRow,
    InitiativeRow,
    LaneRow,
    LineRow,
    OccurrenceRow,
    OutboxRow,
    ScheduleRow,
)

MOST = 20
"""Check-ins of a goal, an initiative or a person, the newest first."""

NOTED = timedelta(seconds=10)
"""A message that left later than this after it could says so."""

_TYPED = {
    Why.SKIPPED_BY: "Skipped by a person.",
    Why.HANDED_OVER: "Handed over.",
    Why.VALUES_CAME: "All values came from outside.",
}
"""Lines whose details somebody typed, or that name a person."""

_MENTION = re.compile(r"<@(\w+)>")


class Event(BaseModel):
    """Something that happened to a check-in."""

    at: datetime
    what: str


class Timeline(BaseModel):
    """All that happened to a check-in, in order."""

    id: str
    workspace: str
    goal: str
    kind: str
    asked: str
    day: date
    """Local."""
    zone: str
    state: str
    due_at: datetime
    answered_at: datetime | None
    reminders: int
    """After the first message."""
    reminds_at: datetime | None
    """When somebody is reminded next, or a snooze ends."""
    is_sent: bool
    """Whether a message that asks for it has reached Slack."""
    events: list[Event]


class Asking(BaseModel):
    """The schedule of a goal: when it is asked for next, or why it is not."""

    model_config = ConfigDict(from_attributes=True)

    goal_id: str
    kind: str
    owner_id: str
    state: str
    zone: str
    next_due_at: datetime | None
    error: str | None


class Told(BaseModel):
    """What is known under a key."""

    schedules: list[Asking]
    check_ins: list[Timeline]


async def told(session: AsyncSession, key: str) -> Told:
    """Return the check-in `chk_…`, or what is known of a goal, an initiative or a person.

    `goal_…`, `WB-12` and `U…` come with their schedules and their newest check-ins.
    """
    if key.startswith("chk_"):
        asked = [col(OccurrenceRow.id) == key]
        schedules: list[ScheduleRow] = []
    else:
        goals = col(OccurrenceRow.goal_id).in_(_goals(key))
        asked = [or_(col(OccurrenceRow.asked_id) == key, goals)]
        of = or_(col(ScheduleRow.owner_id) == key, col(ScheduleRow.goal_id).in_(_goals(key)))
        query = select(ScheduleRow).where(of).order_by(col(ScheduleRow.goal_id), ScheduleRow.kind)
        schedules = list(await session.exec(query.limit(MOST)))
    rows = select(OccurrenceRow).where(*asked).order_by(col(OccurrenceRow.due_at).desc())
    found = list(await session.exec(rows.order_by(col(OccurrenceRow.id)).limit(MOST)))
    return Told(
        schedules=[Asking.model_validate(row) for row in schedules],
        check_ins=[await _timeline(session, row) for row in found],
    )


def _goals(key: str) -> SelectOfScalar[str]:
    """Choose the goals that a key means: one, or those of an initiative in any workspace."""
    number = number_of(key)
    if number is None:
        return select(GoalRow.id).where(GoalRow.id == key)
    mine = col(InitiativeRow.id) == col(GoalRow.initiative_id)
    return select(GoalRow.id).join(InitiativeRow, mine).where(InitiativeRow.number == number)


async def _timeline(session: AsyncSession, found: OccurrenceRow) -> Timeline:
    lines = select(LineRow).where(LineRow.occurrence_id == found.id).order_by(col(LineRow.id))
    messages = (
        select(OutboxRow)
        .where(
            OutboxRow.workspace_id == found.workspace_id,
            col(OutboxRow.guard).startswith(f"{GUARD}:", autoescape=True),
            col(OutboxRow.guard).endswith(f":{found.bundle}", autoescape=True),
        )
        .order_by(col(OutboxRow.id))
    )
    rows = list(await session.exec(messages))
    stops = await _stops(session, [row for row in rows if row.state == "queued"])
    events = [
        Event(at=found.due_at, what="Due."),
        *_noted((await session.exec(lines)).all()),
        *(event for row in rows for event in _of_message(row)),
        *stops,
    ]
    schedule = select(ScheduleRow.zone).where(
        ScheduleRow.goal_id == found.goal_id, ScheduleRow.kind == found.kind
    )
    return Timeline(
        id=found.id,
        workspace=found.workspace_id,
        goal=found.goal_id,
        kind=found.kind,
        asked=found.asked_id,
        day=found.local_date,
        zone=(await session.exec(schedule)).first() or "UTC",
        state=found.state,
        due_at=found.due_at,
        answered_at=found.answered_at,
        reminders=found.nudges,
        reminds_at=found.next_nudge_at,
        is_sent=any(row.state == "sent" for row in rows),
        events=sorted(events, key=lambda event: event.at),
    )


def _noted(rows: Sequence[LineRow]) -> Iterator[Event]:
    for row in rows:
        line = Line.model_validate(row)
        yield Event(at=line.at, what=_MENTION.sub(r"\1", _TYPED.get(line.why, line.in_words)))


def _of_message(row: OutboxRow) -> Iterator[Event]:
    """Tell what became of a message; of several attempts only the newest has a moment."""
    name, tried = f"Message {row.id}", f" after {row.attempts} attempts" if row.attempts > 1 else ""
    yield Event(at=row.created_at, what=f"{name} written, for {row.conversation}.")
    last = row.attempt_started_at or max(row.created_at, row.not_before)
    match row.state:
        case "sent":
            at = row.sent_at or last
            gap = at - max(row.created_at, row.not_before)
            held = f" {gap.total_seconds():.0f} s after it could leave" if gap > NOTED else ""
            yield Event(at=at, what=f"{name} sent{tried}{held}, Slack's ts {row.slack_ts}.")
        case "dead":
            mend = "`workback doctor --requeue` tries again"
            yield Event(at=last, what=f"{name} is dead{tried}: {row.error}. {mend}.")
        case "dropped":
            yield Event(at=last, what=f"{name} was not sent{tried}: {row.error}.")
        case _:
            yield from _under_way(row, name)


def _under_way(row: OutboxRow, name: str) -> Iterator[Event]:
    if row.attempt_started_at is not None:
        yield Event(
            at=row.attempt_started_at,
            what=f"{name}: an attempt whose outcome is not known. It is looked for in Slack first.",
        )
    if row.attempts and row.error:
        again = f"{name} is tried again, after {row.attempts} of them: {row.error}."
        yield Event(at=max(row.created_at, row.not_before), what=again)
    elif row.not_before > row.created_at:
        yield Event(at=row.not_before, what=f"{name} may leave.")


async def _stops(session: AsyncSession, waiting: Sequence[OutboxRow]) -> list[Event]:
    """Tell what holds up the conversations of messages that have not left."""
    events = []
    for row in waiting:
        query = select(LaneRow).where(
            LaneRow.workspace_id == row.workspace_id,
            col(LaneRow.conversation).in_((row.conversation, WORKSPACE)),
        )
        for lane in await session.exec(query):
            whose = "the workspace" if lane.conversation == WORKSPACE else lane.conversation
            if lane.closed_because and lane.closed_at:
                what = f"Nothing leaves for {whose} since then: {lane.closed_because}."
                events.append(Event(at=lane.closed_at, what=what))
            elif lane.waits_because and lane.free_at:
                what = f"Slack lets go on for {whose}, after {lane.waits_because}."
                events.append(Event(at=lane.free_at, what=what))
    return events
