"""Status words and marks. Source: surfaces.md, "Status words and marks"."""

from collections.abc import Mapping

from domain.initiatives import Stage
from domain.reviews import VerdictKind
from domain.status import Status

STAGES: Mapping[Stage, str] = {
    Stage.DRAFT: "○ Draft",
    Stage.IN_REVIEW: "◔ In review",
    Stage.APPROVED: "◑ Approved",
    Stage.BUILDING: "◕ Building",
    Stage.LAUNCHED: "● Launched",
    Stage.ARCHIVED: "◌ Archived",
}
"""A plain glyph, and always the word beside it."""

VERDICTS: Mapping[VerdictKind, str] = {
    VerdictKind.APPROVE: "✓",
    VerdictKind.REQUEST_CHANGES: "↺",
    VerdictKind.HOLD: "‖",
}

STATUSES: Mapping[Status, str] = {
    Status.ON_TRACK: ":large_green_circle:",
    Status.AT_RISK: ":large_orange_diamond:",
    Status.OFF_TRACK: ":small_red_triangle_down:",
    Status.PENDING: ":white_circle:",
    Status.STALE: ":grey_question:",
}
"""A coloured mark of its own shape; `STATUS_WORDS` always stand beside it."""

STATUS_WORDS: Mapping[Status, str] = {
    Status.ON_TRACK: "On track",
    Status.AT_RISK: "At risk",
    Status.OFF_TRACK: "Off track",
    Status.PENDING: "Pending",
    Status.STALE: "Stale",
}
