"""Status words and marks. Source: surfaces.md, "Status words and marks"."""

from collections.abc import Mapping

from domain.initiatives import Stage
from domain.reviews import VerdictKind

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
