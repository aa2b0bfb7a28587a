"""Reviews, verdicts, comments and decisions."""

from datetime import date, datetime

from sqlalchemy import Column, Date, Index
from sqlmodel import Field, SQLModel

from storage.tables.columns import (
    json,
    moment,
    moment_or_none,
    owned_by,
    text,
    text_key,
    text_or_none,
    workspace_key,
)


def _day() -> date | None:
    return Field(default=None, sa_column=Column(Date, nullable=True))  # type: ignore[no-any-return]


class ReviewRow(SQLModel, table=True):
    """A request to judge a version."""

    __tablename__ = "review"
    __table_args__ = (Index("review_by_document", "document_id", "state"),)

    id: str = text_key()
    workspace_id: str = workspace_key()
    initiative_id: str = owned_by("initiative", index=True)
    document_id: str = owned_by("document")
    version: int
    asked_by: str = text()
    asked_at: datetime = moment()
    due_on: date | None = _day()
    note: str = text()
    needed: int
    state: str = text()
    closed_at: datetime | None = moment_or_none()
    closed_by: str | None = text_or_none()
    reason: str = text()


class ReviewerRow(SQLModel, table=True):
    """Somebody who was asked for a verdict."""

    __tablename__ = "reviewer"
    __table_args__ = (Index("reviewer_by_person", "workspace_id", "person_id"),)

    workspace_id: str = workspace_key()
    review_id: str = owned_by("review", primary=True)
    person_id: str = text_key()
    required: bool = False
    stands_in_for: str | None = text_or_none()
    delegated_to: str | None = text_or_none()
    snoozed_until: date | None = _day()
    muted: bool = False


class VerdictRow(SQLModel, table=True):
    """What a reviewer said; never changed, only revoked."""

    __tablename__ = "verdict"

    id: str = text_key()
    workspace_id: str = workspace_key()
    review_id: str = owned_by("review", index=True)
    person_id: str = text()
    kind: str = text()
    version: int
    hashes: dict[str, str] = json()
    reason: str = text()
    until: date | None = _day()
    given_at: datetime = moment()
    revoked_at: datetime | None = moment_or_none()


class CommentRow(SQLModel, table=True):
    """A remark about a section of a version."""

    __tablename__ = "comment"
    __table_args__ = (Index("comment_by_message", "workspace_id", "channel_id", "message_ts"),)

    id: str = text_key()
    workspace_id: str = workspace_key()
    initiative_id: str = owned_by("initiative", index=True)
    document_id: str = owned_by("document", index=True)
    review_id: str = owned_by("review", index=True)
    section: str | None = text_or_none()
    version: int
    about: str = text()
    kind: str = text()
    words: str = text()
    replacement: str | None = text_or_none()
    raised_by: str = text()
    raised_at: datetime = moment()
    assigned_to: str | None = text_or_none()
    state: str = text()
    answer: str = text()
    answered_by: str | None = text_or_none()
    answered_at: datetime | None = moment_or_none()
    channel_id: str | None = text_or_none()
    message_ts: str | None = text_or_none()


class DecisionRow(SQLModel, table=True):
    """A line of an initiative's decision log; never changed."""

    __tablename__ = "decision"
    __table_args__ = (Index("decision_by_initiative", "initiative_id", "id"),)

    id: str = text_key()
    workspace_id: str = workspace_key()
    initiative_id: str = owned_by("initiative")
    decided_at: datetime = moment()
    person_id: str = text()
    what: str = text()
    why: str = text()
