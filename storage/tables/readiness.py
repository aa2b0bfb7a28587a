"""Findings that somebody put away, and what was decided about numbers."""

from datetime import datetime

from sqlmodel import SQLModel

from storage.tables.columns import moment, owned_by, text, text_key, text_or_none, workspace_key


class DismissalRow(SQLModel, table=True):
    """A finding that somebody put away with a reason; it holds while the words stay the same."""

    __tablename__ = "dismissal"

    workspace_id: str = workspace_key()
    document_id: str = owned_by("document", primary=True)
    key: str = text_key()
    reason: str = text()
    by: str = text()
    at: datetime = moment()


class NumberDecisionRow(SQLModel, table=True):
    """A number of the press release: its KPI, or why it needs none, and its sentences then."""

    __tablename__ = "number_decision"

    workspace_id: str = workspace_key()
    initiative_id: str = owned_by("initiative", primary=True)
    key: str = text_key()
    citation: str = text()
    phrase: str = text()
    sentences: str = text()
    kpi_id: str | None = text_or_none()
    """Kept when the KPI goes: then the number is open again, and says why."""
    reason: str = text()
    by: str = text()
    at: datetime = moment()
    revision: int
