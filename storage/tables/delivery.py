"""What is to be said in Slack, and where it was said."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.tables.columns import (
    json,
    moment,
    moment_or_none,
    partial,
    text,
    text_key,
    text_or_none,
    workspace_key,
)


class MessageRow(SQLModel, table=True):
    """A message that Workback keeps, by the name of its place: `card:ini_…`."""

    __tablename__ = "message"
    __table_args__ = (Index("message_at", "workspace_id", "channel_id", "ts"),)

    workspace_id: str = workspace_key(primary=True)
    place: str = text_key()
    conversation: str = text()
    """What the outbox calls the conversation: a channel, or a person for direct messages."""
    channel_id: str = text()
    """What Slack calls it: a direct message's channel is not its person's id."""
    thread: str | None = text_or_none()
    """The place of the message whose thread it stands in."""
    ts: str = text()
    posted_at: datetime = moment()


class LaneRow(SQLModel, table=True):
    """A conversation (or a workspace) as the delivery sees it: see `storage/lanes.py`."""

    __tablename__ = "lane"
    __table_args__ = (Index("lane_free", "free_at"),)

    workspace_id: str = workspace_key(primary=True)
    conversation: str = text_key()
    free_at: datetime | None = moment_or_none()
    """Nothing leaves before."""
    paced_until: datetime | None = moment_or_none()
    """When the rate's whole burst is there again: the one number a token bucket needs."""
    waits_because: str | None = None
    """Slack's error that made it wait until `free_at`; None where only the pace does."""
    closed_because: str | None = None
    """Slack's error, for example `is_archived`; None while the lane is open."""
    closed_at: datetime | None = moment_or_none()


class OutboxRow(SQLModel, table=True):
    """Something to be said because something was saved."""

    __tablename__ = "outbox"
    __table_args__: ClassVar[Any] = (
        UniqueConstraint("workspace_id", "dedupe_key"),
        partial("outbox_waiting", "not_before", where="state = 'queued'"),
        Index("outbox_lane", "workspace_id", "conversation", "state", "id"),
        Index("outbox_place", "workspace_id", "place"),
        partial("outbox_next", "workspace_id", "priority", "id", where="state = 'queued'"),
        partial("outbox_expiring", "expires_at", where="state = 'queued'"),
        partial("outbox_leased", "lease_until", where="state = 'sending'"),
    )

    id: int | None = Field(default=None, primary_key=True)
    """Grows: the order within a conversation."""
    workspace_id: str = workspace_key()
    dedupe_key: str = text()
    kind: str = text()
    """`post`, `edit` or `file`."""
    conversation: str = text()
    place: str | None = text_or_none()
    """Where a post is remembered, and what an edit edits: see `message.place`."""
    thread: str | None = text_or_none()
    """The place of the message whose thread it belongs to."""
    payload: dict[str, Any] = json()
    """`text` and `blocks`, as they leave for Slack, or the `brief` that they are made of then; of
    a file, also what it is made of."""
    about: str = text()
    """What it is, in words for people: "the card of TeamSync"."""
    responsible: str | None = text_or_none()
    """Who is told, and can mend it, when Slack refuses it for good."""
    priority: int = 0
    """Lower goes first: 0 interactive, 10 first reminder, 20 nudge, 30 digest."""
    guard: str | None = text_or_none()
    """Who is asked whether it is still wanted, and about what: see `storage/guards.py`."""
    state: str = text()
    """`queued`, `sending`, `sent`, `dead` or `dropped`."""
    attempts: int = 0
    created_at: datetime = moment()
    not_before: datetime = moment()
    expires_at: datetime | None = moment_or_none()
    lease_token: str | None = None
    lease_until: datetime | None = moment_or_none()
    attempt_started_at: datetime | None = moment_or_none()
    """Set by the claim of the first attempt whose outcome is not known: see `storage/claims.py`."""
    sent_at: datetime | None = moment_or_none()
    slack_ts: str | None = None
    error: str | None = None
