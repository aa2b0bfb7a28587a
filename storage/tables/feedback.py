"""What customers said."""

from datetime import datetime

from sqlalchemy import Column, ForeignKey, Index, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.tables.columns import moment, text, text_key, text_or_none, workspace_key


class FeedbackRow(SQLModel, table=True):
    """Words of a customer, and what they are about."""

    __tablename__ = "feedback"
    __table_args__ = (
        UniqueConstraint("workspace_id", "channel_id", "message_ts"),
        Index("feedback_by_initiative", "initiative_id", "promise"),
        Index("feedback_by_saver", "workspace_id", "saved_by"),
    )

    id: str = text_key()
    workspace_id: str = workspace_key()
    initiative_id: str | None = Field(
        default=None,
        sa_column=Column(Text, ForeignKey("initiative.id", ondelete="CASCADE"), nullable=True),
    )
    promise: str = text()
    quote: str = text()
    customer: str = text()
    place: str = text()
    written_by: str | None = text_or_none()
    channel_id: str | None = text_or_none()
    message_ts: str | None = text_or_none()
    permalink: str | None = text_or_none()
    saved_by: str = text()
    saved_at: datetime = moment()
