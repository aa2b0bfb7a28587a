"""When goals are asked for, and what became of each time."""

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.tables.columns import (
    json,
    moment,
    moment_or_none,
    owned_by,
    partial,
    text,
    text_key,
    text_or_none,
    workspace_key,
)


class ScheduleRow(SQLModel, table=True):
    """The rule by which a goal is asked for, and when it is due next."""

    __tablename__ = "schedule"
    __table_args__: ClassVar[Any] = (
        UniqueConstraint("goal_id", "kind"),
        partial(
            "schedule_due", "next_due_at", "workspace_id", "owner_id", where="state = 'active'"
        ),
        partial("schedule_day", "workspace_id", "owner_id", "next_day", where="state = 'active'"),
    )

    id: str = text_key()
    workspace_id: str = workspace_key()
    goal_id: str = owned_by("goal")
    kind: str = text()
    owner_id: str = text()
    """The goal's owner, who is asked."""
    zone: str = text()
    """The IANA zone its next date was reckoned in: the rule's own, or the owner's."""
    rule: dict[str, Any] = json()
    """`domain.cadence.Cadence`."""
    state: str = text()
    """`active`, `paused`, `ended` or `quarantined`."""
    next_due_at: datetime | None = moment_or_none()
    next_day: date | None = None
    """The owner's local day of `next_due_at`."""
    nominal: str | None = text_or_none()
    """The naive local time the rule named, before a day off moved it."""
    last_day: date | None = None
    """The last local day that was asked for."""
    ignored: int = 0
    """Check-ins in a row that had no answer."""
    revision: int = 0
    """Grows with each change: an advance is written only over what was read."""
    error: str | None = text_or_none()


class OccurrenceRow(SQLModel, table=True):
    """A check-in: one date of a schedule."""

    __tablename__ = "occurrence"
    __table_args__: ClassVar[Any] = (
        UniqueConstraint("goal_id", "kind", "local_date", "slot"),
        Index("occurrence_bundle", "workspace_id", "bundle"),
        partial("occurrence_nudge", "next_nudge_at", where="state = 'open'"),
        partial("occurrence_open", "workspace_id", "asked_id", where="state = 'open'"),
    )

    id: str = text_key()
    workspace_id: str = workspace_key()
    goal_id: str = owned_by("goal")
    kind: str = text()
    asked_id: str = text()
    local_date: date
    slot: str = text()
    due_at: datetime = moment()
    bundle: str = text()
    """The place of the message that asks for it, together with others of that day."""
    state: str = text()
    snoozed_until: datetime | None = moment_or_none()
    late_seconds: int = 0
    """How late the first reminder was."""
    nudges: int = 0
    next_nudge_at: datetime | None = moment_or_none()
    confidence: float | None = None
    note: str = text()
    answered_by: str | None = text_or_none()
    answered_at: datetime | None = moment_or_none()


class LineRow(SQLModel, table=True):
    """Why an occurrence was sent, late, skipped or not sent: one row a change."""

    __tablename__ = "occurrence_line"
    __table_args__ = (Index("line_of_occurrence", "occurrence_id"),)

    id: int | None = Field(default=None, primary_key=True)
    workspace_id: str = workspace_key()
    occurrence_id: str = owned_by("occurrence")
    at: datetime = moment()
    why: str = text()
    detail: str = text()
    by: str | None = text_or_none()


class AwayRow(SQLModel, table=True):
    """Days a person is away, both ends included."""

    __tablename__ = "away"

    workspace_id: str = workspace_key(primary=True)
    person_id: str = text_key()
    first: date = Field(primary_key=True)
    last: date
    ask_backups: bool = False
    """Whether the backups of the person's goals are asked meanwhile."""


class AnswerDraftRow(SQLModel, table=True):
    """What somebody typed into a check-in of several pages and has not saved."""

    __tablename__ = "answer_draft"

    workspace_id: str = workspace_key(primary=True)
    person_id: str = text_key()
    record: str = text_key()
    """What the check-in is about: an occurrence, a goal, "" for all of the person's goals."""
    goals: list[list[str]] = json()
    """Pairs of a goal and the occurrence that asked for it ("" where nobody asked), in order."""
    words: dict[str, str] = json()
    """By the input's block id."""
    saved_at: datetime = moment()
