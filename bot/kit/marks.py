"""Status words and marks. Source: surfaces.md, "Status words and marks"."""

from collections.abc import Mapping

from domain.initiatives import Stage

STAGES: Mapping[Stage, str] = {
    Stage.DRAFT: "○ Draft",
    Stage.ARCHIVED: "◌ Archived",
}
"""A plain glyph, and always the word beside it."""
