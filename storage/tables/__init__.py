"""The tables. Every one belongs to a workspace, but for `used_state`.

Tables are not the domain: `SQLModel(table=True)` skips validation, so rows become the frozen
models of `domain/` with `model_validate(row, from_attributes=True)` before anyone else sees them.
"""

from storage.tables.check_ins import (
    AnswerDraftRow,
    AwayRow,
    LineRow,
    OccurrenceRow,
    ScheduleRow,
)
from storage.tables.columns import Exact, Moment
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
from storage.tables.feedback import FeedbackRow
from storage.tables.goals import (
    GoalRow,
    KpiRow,
    OwnershipRow,
    ReadingRow,
    SourceRow,
    TargetVersionRow,
)
from storage.tables.homes import HomeChangeRow, HomeRow
from storage.tables.installing import UsedStateRow
from storage.tables.people import ChannelRow, MembershipRow, PersonRow, WorkspaceRow
from storage.tables.readiness import DismissalRow, NumberDecisionRow
from storage.tables.reviews import (
    CommentRow,
    DecisionRow,
    ReviewerRow,
    ReviewRow,
    VerdictRow,
)
from storage.tables.scope import CitationRow, ScopeItemRow
from storage.tables.search import FindableRow
from storage.tables.settings import SettingChangeRow, SettingsRow
from storage.tables.silent_reads import ReaderRow, SealedRow, SilentReadRow

__all__ = [
    "AnswerDraftRow",
    "AskedRow",
    "AwayRow",
    "ChannelRow",
    "CitationRow",
    "CommentRow",
    "DecisionRow",
    "DismissalRow",
    "DocumentRow",
    "DraftRow",
    "Exact",
    "FeedbackRow",
    "FindableRow",
    "GoalRow",
    "HomeChangeRow",
    "HomeRow",
    "InitiativeRow",
    "KpiRow",
    "LaneRow",
    "LineRow",
    "MembershipRow",
    "MessageRow",
    "MockUpRow",
    "Moment",
    "NumberDecisionRow",
    "OccurrenceRow",
    "OutboxRow",
    "OwnershipRow",
    "PersonRow",
    "ReadMarkRow",
    "ReaderRow",
    "ReadingRow",
    "ReviewRow",
    "ReviewerRow",
    "ScheduleRow",
    "ScopeItemRow",
    "SealedRow",
    "SettingChangeRow",
    "SettingsRow",
    "SilentReadRow",
    "SourceRow",
    "SubmissionRow",
    "TargetVersionRow",
    "UsedStateRow",
    "VerdictRow",
    "VersionRow",
    "WordsRow",
    "WorkspaceRow",
]
