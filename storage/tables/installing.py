"""What installing leaves behind for a few minutes."""

from datetime import datetime

from sqlmodel import SQLModel

from storage.tables.columns import moment, text_key


class UsedStateRow(SQLModel, table=True):
    """The state of an installation that came back from Slack: it is not taken twice.

    It belongs to no workspace: which one installs is only known afterwards.
    """

    __tablename__ = "used_state"

    digest: str = text_key()
    until: datetime = moment()
    """When the state has expired by itself, and this row is of no more use."""
