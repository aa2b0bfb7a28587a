"""The tables. Every one belongs to a workspace.

Tables are not the domain: `SQLModel(table=True)` skips validation, so rows become the frozen
models of `domain/` with `model_validate(row, from_attributes=True)` before anyone else sees them.
"""

from storage.tables.columns import Moment
from storage.tables.delivery import LaneRow, MessageRow, OutboxRow
from storage.tables.documents import (
    DocumentRow,
    DraftRow,
    InitiativeRow,
    ReadMarkRow,
    SubmissionRow,
    VersionRow,
    WordsRow,
)
from storage.tables.entries import AskedRow, MockUpRow
from storage.tables.people import ChannelRow, MembershipRow, PersonRow, WorkspaceRow

__all__ = [
    "AskedRow",
    "ChannelRow",
    "DocumentRow",
    "DraftRow",
    "InitiativeRow",
    "LaneRow",
    "MembershipRow",
    "MessageRow",
    "MockUpRow",
    "Moment",
    "OutboxRow",
    "PersonRow",
    "ReadMarkRow",
    "SubmissionRow",
    "VersionRow",
    "WordsRow",
    "WorkspaceRow",
]
