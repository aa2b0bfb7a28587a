"""Document kinds as data: their sections, entries, prompts and limits."""

from collections.abc import Mapping

from domain.templates.experience import EXPERIENCE
from domain.templates.faq import FAQ
from domain.templates.press_release import OWN, PRESS_RELEASE
from domain.templates.sections import (
    INPUT_LIMIT,
    ORDER,
    Content,
    DocumentKind,
    Field,
    Group,
    Section,
    Template,
    is_blank,
)

TEMPLATES: Mapping[DocumentKind, Template] = {
    template.kind: template for template in (PRESS_RELEASE, FAQ, EXPERIENCE)
}

__all__ = [
    "EXPERIENCE",
    "FAQ",
    "INPUT_LIMIT",
    "ORDER",
    "OWN",
    "PRESS_RELEASE",
    "TEMPLATES",
    "Content",
    "DocumentKind",
    "Field",
    "Group",
    "Section",
    "Template",
    "is_blank",
]
