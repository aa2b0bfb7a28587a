"""What can be found: names, words of documents, comments, goals and scope, one row a piece."""

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.tables.columns import owned_by, text, workspace_key


class FindableRow(SQLModel, table=True):
    """A piece of text with where it stands; the full-text index of the database covers it."""

    __tablename__ = "findable"
    __table_args__ = (
        UniqueConstraint("workspace_id", "owner", "part"),
        Index("findable_by_initiative", "initiative_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    workspace_id: str = workspace_key()
    initiative_id: str = owned_by("initiative")
    kind: str = text()
    """`initiative`, `document`, `comment`, `goal`, `scope item` or `feedback`."""
    owner: str = text()
    """The record it belongs to: an initiative, a document, a comment, a goal, an item."""
    part: str = text()
    """The section's key within a document; empty otherwise."""
    citation: str = text()
    title: str = text()
    words: str = text()
