"""What stands beside a document's entries: who asked, who answers, and pictures."""

from datetime import date, datetime

from sqlalchemy import Column, Date, Index
from sqlmodel import Field, SQLModel

from storage.tables.columns import (
    moment,
    moment_or_none,
    owned_by,
    text,
    text_key,
    text_or_none,
    workspace_key,
)


class AskedRow(SQLModel, table=True):
    """Where a question of an FAQ came from, and who answers it until when."""

    __tablename__ = "asked"
    __table_args__ = (Index("asked_by_owner", "workspace_id", "owner_id"),)

    workspace_id: str = workspace_key()
    document_id: str = owned_by("document", primary=True)
    key: str = text_key()
    owner_id: str | None = text_or_none()
    due_on: date | None = Field(default=None, sa_column=Column(Date, nullable=True))
    asked_by: str | None = text_or_none()
    asked_at: datetime = moment()
    channel_id: str | None = text_or_none()
    message_ts: str | None = text_or_none()
    thread_ts: str | None = text_or_none()
    permalink: str | None = text_or_none()
    reminded_at: datetime | None = moment_or_none()
    """When the one who answers was last reminded of it."""


class MockUpRow(SQLModel, table=True):
    """A picture that shows a user story."""

    __tablename__ = "mock_up"
    __table_args__ = (Index("mock_up_by_story", "document_id", "key"),)

    id: str = text_key()
    workspace_id: str = workspace_key()
    document_id: str = owned_by("document")
    key: str = text()
    """The story it shows."""
    file_id: str = text()
    """Slack's id of the file."""
    name: str = text()
    alt_text: str = text()
    added_by: str = text()
    added_at: datetime = moment()
    removed_at: datetime | None = moment_or_none()
