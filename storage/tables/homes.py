"""Whose App Home is open, and what has changed since it was shown."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from storage.tables.columns import moment, moment_or_none, text_key, text_or_none, workspace_key


class HomeRow(SQLModel, table=True):
    """The App Home of somebody who has opened it: see `storage/homes.py`."""

    __tablename__ = "home"
    __table_args__ = (Index("home_due", "due_at"),)

    workspace_id: str = workspace_key(primary=True)
    person_id: str = text_key()
    opened_at: datetime = moment()
    """When they opened it last."""
    due_at: datetime | None = moment_or_none()
    """When to look whether it shows something else now; None while nothing has changed."""
    acted: bool = False
    """Whether they themselves changed something: then they do not wait for others."""
    leased_until: datetime | None = moment_or_none()
    """While one process looks, no other does: an older view would come last."""
    refreshed_at: datetime | None = moment_or_none()
    shown: str | None = text_or_none()
    """A digest of what was published by a refresh; None when it was opened since."""
    alignment_page: int | None = None
    """The page of the alignment that stands there; None for what waits."""


class HomeChangeRow(SQLModel, table=True):
    """Something was saved that may stand in somebody's Home; gone within a second."""

    __tablename__ = "home_change"

    id: int | None = Field(default=None, primary_key=True)
    workspace_id: str = workspace_key()
    by: str | None = text_or_none()
    """Who saved it; None for the clock."""
