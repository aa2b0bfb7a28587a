"""What travels: an initiative's documents on their way out, and what a file holds on its way in."""

from collections.abc import Mapping
from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field

from domain.templates import TEMPLATES, Content, DocumentKind


def day(when: datetime) -> str:
    """Return a day as people write it: "12 May 2026"."""
    return f"{when.day} {when:%B %Y}"


class Exported(BaseModel):
    """One document as it is written: the words of one version."""

    model_config = ConfigDict(frozen=True)

    content: Content
    version: int
    saved_at: datetime


class Row(BaseModel):
    """A line of what was decided or remarked."""

    model_config = ConfigDict(frozen=True)

    when: datetime
    who: str
    """A name, not an id."""
    what: str
    why: str = ""


class Bundle(BaseModel):
    """An initiative with the documents, and the tables, that one file shall hold."""

    model_config = ConfigDict(frozen=True)

    key: str
    """For example `WB-12`."""
    name: str
    owner: str
    stage: str
    """In words: "In review"."""
    documents: Mapping[DocumentKind, Exported]
    decisions: tuple[Row, ...] = ()
    comments: tuple[Row, ...] = ()

    @property
    def title(self) -> str:
        """The headline, or the initiative's name while there is none."""
        release = self.documents.get(DocumentKind.PRESS_RELEASE)
        headline = release.content.get("headline", "") if release else ""
        return " ".join(headline.split()) or self.name

    @property
    def footer(self) -> str:
        """What stands at the foot of a page: key, versions, the newest day."""
        called = [f"{TEMPLATES[kind].title} {e.version}" for kind, e in self.documents.items()]
        days = [day(max(e.saved_at for e in self.documents.values()))] if called else []
        return "  ·  ".join([f"{self.key} {self.name}", *called, *days])


class Found(BaseModel):
    """A field whose words were found in a file."""

    model_config = ConfigDict(frozen=True)

    kind: DocumentKind
    key: str
    """Of the field: `problem`, `C-3.answer`."""
    citation: str
    """Of its section: `PR-problem`, `FAQ-C-3`."""
    title: str
    """What the field is called: "Problem", "Answer"."""
    heading: str
    """What stood above the words in the file; "" where nothing did."""
    excerpt: str


class Unrecognised(BaseModel):
    """Words that belong to no section; they are kept whole and shown."""

    model_config = ConfigDict(frozen=True)

    heading: str
    words: str


class Read(BaseModel):
    """What a file holds, in the product's terms."""

    model_config = ConfigDict(frozen=True)

    contents: Mapping[DocumentKind, dict[str, str]] = Field(default_factory=dict)
    """Words by field key, by kind of document; only kinds that have any."""
    found: tuple[Found, ...] = ()
    """Where each field's words come from, in the order of the file."""
    unrecognised: tuple[Unrecognised, ...] = ()
    notices: tuple[str, ...] = ()
    """Sentences about what a person should look at."""
    owners: Mapping[str, str] = Field(default_factory=dict)
    """Who finds out, by the entry's key, where an answer is "Owner: Dana"."""
    key: str = ""
    """The initiative the file was exported from, if it was."""
    versions: Mapping[DocumentKind, int] = Field(default_factory=dict)
    """The versions it was exported from."""

    def content(self, kind: DocumentKind) -> dict[str, str]:
        """Return the words found for one document."""
        return self.contents.get(kind, {})


EXCERPT = 160
"""Characters of a field's words in `Found`."""


def found(kind: DocumentKind, key: str, words: str, heading: str) -> Found:
    """Describe where a field's words come from."""
    template = TEMPLATES[kind]
    section_key = key.partition(".")[0]
    if "." in key:
        section = template.section_of(section_key)
    else:
        section = next(s for s in template.sections if key in {f.key for f in s.fields})
    field = next(field for field in section.fields if field.key == key)
    title = section.title if field is section.fields[0] and "." not in key else field.label
    shown = " ".join(words.split())
    excerpt = shown if len(shown) <= EXCERPT else f"{shown[: EXCERPT - 1].rstrip()}…"
    return Found(
        kind=kind, key=key, citation=section.citation, title=title, heading=heading, excerpt=excerpt
    )
