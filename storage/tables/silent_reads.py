"""Silent reads, who reads, and the comments that wait for their end."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import SQLModel

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


class SilentReadRow(SQLModel, table=True):
    """A timed session in which people read one version."""

    __tablename__ = "silent_read"
    __table_args__ = (partial("silent_read_open", "ends_at", where="ended_at IS NULL"),)

    id: str = text_key()
    workspace_id: str = workspace_key()
    initiative_id: str = owned_by("initiative", index=True)
    review_id: str = owned_by("review", index=True)
    version: int
    minutes: int
    started_by: str = text()
    started_at: datetime = moment()
    ends_at: datetime = moment()
    ended_at: datetime | None = moment_or_none()
    outcome: str | None = text_or_none()
    conditions: str = text()
    dissent: str = text()
    decided_by: str | None = text_or_none()
    feelings: dict[str, int] = json()
    """How often each was named: who named it is not kept."""


class ReaderRow(SQLModel, table=True):
    """Somebody who reads."""

    __tablename__ = "reader"

    workspace_id: str = workspace_key()
    read_id: str = owned_by("silent_read", primary=True)
    person_id: str = text_key()
    done_at: datetime | None = moment_or_none()


class SealedRow(SQLModel, table=True):
    """A comment that nobody sees before a silent read ends; the row goes then."""

    __tablename__ = "sealed"
    __table_args__ = (Index("sealed_by_read", "read_id"),)

    workspace_id: str = workspace_key()
    comment_id: str = owned_by("comment", primary=True)
    read_id: str = owned_by("silent_read")
