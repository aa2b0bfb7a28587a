"""Scope items and the promises they cite."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from storage.tables.columns import (
    exact_or_none,
    moment,
    moment_or_none,
    owned_by,
    text,
    text_key,
    text_or_none,
    workspace_key,
)


class ScopeItemRow(SQLModel, table=True):
    """A piece of work."""

    __tablename__ = "scope_item"
    __table_args__ = (
        Index("scope_item_by_initiative", "initiative_id"),
        Index("scope_item_by_owner", "workspace_id", "owner_id"),
    )

    id: str = text_key()
    workspace_id: str = workspace_key()
    initiative_id: str = owned_by("initiative")
    title: str = text()
    notes: str = text()
    link: str = text()
    owner_id: str | None = text_or_none()
    effort: Decimal | None = exact_or_none()
    value: int | None = None
    confidence: int | None = None
    state: str = text()
    proposed: bool = False
    decision: str | None = text_or_none()
    reason: str = text()
    decided_by: str | None = text_or_none()
    decided_at: datetime | None = moment_or_none()
    created_by: str = text()
    created_at: datetime = moment()
    revision: int = Field(default=1)


class CitationRow(SQLModel, table=True):
    """A promise that an item serves; the item is to be checked while `cited` is not `current`."""

    __tablename__ = "citation"
    __table_args__ = (Index("citation_by_promise", "initiative_id", "promise"),)

    workspace_id: str = workspace_key()
    item_id: str = owned_by("scope_item", primary=True)
    promise: str = text_key()
    initiative_id: str = owned_by("initiative")
    cited: str = text()
    current: str = text()
    version: int
    words: str = text()
    changed_by: str | None = text_or_none()
    changed_at: datetime | None = moment_or_none()
    told_at: datetime | None = moment_or_none()
    """When a message about the change was written to the item's owner."""
