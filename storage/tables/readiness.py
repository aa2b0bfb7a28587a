"""Findings that somebody put away."""

from datetime import datetime

from sqlmodel import SQLModel

from storage.tables.columns import moment, owned_by, text, text_key, workspace_key


class DismissalRow(SQLModel, table=True):
    """A finding that somebody put away with a reason; it holds while the words stay the same."""

    __tablename__ = "dismissal"

    workspace_id: str = workspace_key()
    document_id: str = owned_by("document", primary=True)
    key: str = text_key()
    reason: str = text()
    by: str = text()
    at: datetime = moment()
