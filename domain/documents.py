"""Documents and their numbered versions."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from domain.people import PersonId
from domain.templates import TEMPLATES, Content, DocumentKind, Template, is_blank


class Version(BaseModel):
    """An immutable, numbered snapshot of a document, without its words."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    id: str
    document_id: str
    number: int
    saved_by: PersonId
    saved_at: datetime
    changed: tuple[str, ...]
    """Keys of the sections that differ from the version before, in the template's order."""
    note: str = ""
    restored_from: int | None = None
    merged_with: int | None = None
    """The version of somebody else whose words were joined with these."""


class Document(BaseModel):
    """A document and the number of its newest version."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    id: str
    initiative_id: str
    kind: DocumentKind
    head: int

    @property
    def template(self) -> Template:
        """The sections this kind of document consists of."""
        return TEMPLATES[self.kind]

    @property
    def called(self) -> str:
        """The kind within a sentence: "press release", "FAQ"."""
        return self.template.called


class Draft(BaseModel):
    """Words that one person typed and has not saved as a version; nobody else sees them."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    id: str
    document_id: str
    person_id: PersonId
    base: int
    """The version they started from."""
    content: dict[str, str]
    saved_at: datetime


def written(content: Content) -> dict[str, str]:
    """Return only the fields that have words; a field of nothing but spaces has none."""
    return {key: text for key, text in content.items() if not is_blank(text)}
