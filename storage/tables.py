"""The tables. Every one belongs to a workspace.

Tables are not the domain: `SQLModel(table=True)` skips validation, so rows become the frozen
models of `domain/` with `model_validate(row, from_attributes=True)` before anyone else sees them.
"""

from datetime import UTC, datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, Column, DateTime, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel


class Moment(TypeDecorator[datetime]):
    """A moment in UTC: aware in Python, also on SQLite, which knows no time zones."""

    impl = DateTime
    cache_ok = True

    def __init__(self) -> None:
        super().__init__(timezone=True)

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store UTC; refuse a time of no zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            msg = "a moment needs a time zone"
            raise ValueError(msg)
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return aware UTC."""
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def workspace_key(*, primary: bool = False) -> Any:
    """Return the column that says whose row it is; deleting a workspace deletes its rows."""
    return Field(
        sa_column=Column(
            "workspace_id",
            Text,
            ForeignKey("workspace.id", ondelete="CASCADE"),
            primary_key=primary,
            nullable=False,
        )
    )


def owned_by(table: str, *, primary: bool = False, index: bool = False) -> Any:
    """Return a column that points to a row of `table` and goes when that row goes."""
    return Field(
        sa_column=Column(
            Text,
            ForeignKey(f"{table}.id", ondelete="CASCADE"),
            primary_key=primary,
            nullable=False,
            index=index,
        )
    )


def text_key() -> Any:
    """Return a column of text that belongs to the primary key."""
    return Field(sa_column=Column(Text, primary_key=True))


def text() -> Any:
    """Return a column of text of any length."""
    return Field(sa_column=Column(Text, nullable=False))


def moment() -> Any:
    """Return a column that holds a moment."""
    return Field(sa_column=Column(Moment, nullable=False))


def moment_or_none() -> Any:
    """Return a column that holds a moment once something has happened."""
    return Field(default=None, sa_column=Column(Moment, nullable=True))


def json() -> Any:
    """Return a column of JSON."""
    return Field(sa_column=Column(JSON, nullable=False))


class WorkspaceRow(SQLModel, table=True):
    """A Slack team (or org) where the app is installed."""

    __tablename__ = "workspace"

    id: str = text_key()
    name: str = text()
    bot_user_id: str = text()
    scopes: str = text()
    """Granted to the bot, separated by commas."""
    token: str | None = Field(default=None, sa_column=Column(Text, nullable=True))
    """The bot token, encrypted; None where the settings hold the one token there is."""
    last_number: int = 0
    """The number of the newest initiative: `WB-12`."""
    installed_at: datetime = moment()
    removed_at: datetime | None = moment_or_none()


class PersonRow(SQLModel, table=True):
    """What Slack said of a person, with when it was asked."""

    __tablename__ = "person"

    workspace_id: str = workspace_key(primary=True)
    id: str = text_key()
    name: str = text()
    time_zone: str = text()
    standing: str = text()
    active: bool = True
    fetched_at: datetime = moment()


class ChannelRow(SQLModel, table=True):
    """What Slack said of a channel, with when it was asked."""

    __tablename__ = "channel"

    workspace_id: str = workspace_key(primary=True)
    id: str = text_key()
    name: str = text()
    private: bool = False
    archived: bool = False
    bot_is_member: bool = True
    fetched_at: datetime = moment()


class MembershipRow(SQLModel, table=True):
    """The channels that a person and the bot are both in, with when it was asked."""

    __tablename__ = "membership"

    workspace_id: str = workspace_key(primary=True)
    person_id: str = text_key()
    channels: list[str] = json()
    fetched_at: datetime = moment()


class InitiativeRow(SQLModel, table=True):
    """One thing being worked backwards."""

    __tablename__ = "initiative"
    __table_args__ = (
        UniqueConstraint("workspace_id", "number"),
        Index("initiative_by_channel", "workspace_id", "channel_id"),
    )

    id: str = text_key()
    workspace_id: str = workspace_key()
    number: int
    name: str = text()
    owner_id: str = text()
    authors: list[str] = json()
    channel_id: str = text()
    created_at: datetime = moment()
    archived_at: datetime | None = moment_or_none()


class DocumentRow(SQLModel, table=True):
    """A document of an initiative; its newest version is number `head`."""

    __tablename__ = "document"
    __table_args__ = (UniqueConstraint("initiative_id", "kind"),)

    id: str = text_key()
    workspace_id: str = workspace_key()
    initiative_id: str = owned_by("initiative")
    kind: str = text()
    head: int = 0


class VersionRow(SQLModel, table=True):
    """A numbered snapshot of a document; its words stand in `words`."""

    __tablename__ = "version"
    __table_args__ = (UniqueConstraint("document_id", "number"),)

    id: str = text_key()
    workspace_id: str = workspace_key()
    document_id: str = owned_by("document")
    number: int
    saved_by: str = text()
    saved_at: datetime = moment()
    changed: list[str] = json()
    note: str = text()
    restored_from: int | None = None
    merged_with: int | None = None


class WordsRow(SQLModel, table=True):
    """The words of one field since a version, until a later version changes them.

    A version's content is, for each field, the row with the greatest `since` up to it; a row
    with empty words says that the field was emptied. So storage grows with what changed.
    """

    __tablename__ = "words"

    workspace_id: str = workspace_key()
    document_id: str = owned_by("document", primary=True)
    field: str = text_key()
    since: int = Field(primary_key=True)
    words: str = text()


class DraftRow(SQLModel, table=True):
    """Words that wait for their author's decision; nobody else sees them."""

    __tablename__ = "draft"
    __table_args__ = (UniqueConstraint("document_id", "person_id"),)

    id: str = text_key()
    workspace_id: str = workspace_key()
    document_id: str = owned_by("document")
    person_id: str = text()
    base: int
    content: dict[str, str] = json()
    saved_at: datetime = moment()


class ReadMarkRow(SQLModel, table=True):
    """The newest version of a document that a person has read."""

    __tablename__ = "read_mark"

    workspace_id: str = workspace_key()
    document_id: str = owned_by("document", primary=True)
    person_id: str = text_key()
    version: int


class SubmissionRow(SQLModel, table=True):
    """A modal that was submitted: a double click or a replay of it changes nothing."""

    __tablename__ = "submission"

    workspace_id: str = workspace_key(primary=True)
    view_id: str = text_key()
    submitted_at: datetime = moment()


class MessageRow(SQLModel, table=True):
    """A message that Workback keeps, by the name of its place: `card:ini_…`."""

    __tablename__ = "message"

    workspace_id: str = workspace_key(primary=True)
    place: str = text_key()
    conversation: str = text()
    """What the outbox calls the conversation: a channel, or a person for direct messages."""
    channel_id: str = text()
    """What Slack calls it: a direct message's channel is not its person's id."""
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
        Index("outbox_waiting", "state", "not_before"),
        Index("outbox_lane", "workspace_id", "conversation", "state", "id"),
        Index("outbox_place", "workspace_id", "place"),
    )

    id: int | None = Field(default=None, primary_key=True)
    """Grows: the order within a conversation."""
    workspace_id: str = workspace_key()
    dedupe_key: str = text()
    kind: str = text()
    """`post` or `edit`."""
    conversation: str = text()
    place: str | None = Field(default=None, sa_column=Column(Text, nullable=True))
    """Where a post is remembered, and what an edit edits: see `message.place`."""
    thread: str | None = Field(default=None, sa_column=Column(Text, nullable=True))
    """The place of the message whose thread it belongs to."""
    payload: dict[str, Any] = json()
    """`text` and `blocks`, as they leave for Slack."""
    about: str = text()
    """What it is, in words for people: "the card of TeamSync"."""
    responsible: str | None = Field(default=None, sa_column=Column(Text, nullable=True))
    """Who is told, and can mend it, when Slack refuses it for good."""
    priority: int = 0
    """Lower goes first: 0 interactive, 10 first reminder, 20 nudge, 30 digest."""
    state: str = text()
    """`queued`, `sending`, `sent`, `dead` or `dropped`."""
    attempts: int = 0
    created_at: datetime = moment()
    not_before: datetime = moment()
    expires_at: datetime | None = moment_or_none()
    lease_token: str | None = None
    lease_until: datetime | None = moment_or_none()
    attempt_started_at: datetime | None = moment_or_none()
    """Set before the first attempt whose outcome is not known: see `storage/claims.py`."""
    sent_at: datetime | None = moment_or_none()
    slack_ts: str | None = None
    error: str | None = None
