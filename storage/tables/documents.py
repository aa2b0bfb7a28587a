"""Initiatives, their documents and every version of them."""

from datetime import date, datetime

from sqlalchemy import Column, Index, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.tables.columns import (
    json,
    moment,
    moment_or_none,
    owned_by,
    text,
    text_key,
    workspace_key,
)


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
    stage: str = Field(default="draft", sa_column=Column(Text, nullable=False))
    """Kept by whoever changes the facts it follows from, in the same transaction."""
    archived_at: datetime | None = moment_or_none()
    digested_on: date | None = None
    """The local day of its last digest, told or quiet: see `storage/digests.py`."""


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
