"""What the modals of documents remember and send."""

from dataclasses import dataclass

from pydantic import Field as Fresh

from bot.kit.blocks import Metadata
from bot.kit.forms import ViewSeen
from bot.kit.long_text import long_texts
from domain import own_sections
from domain.initiatives import NAME_LIMIT, name_from_headline
from domain.people import ChannelId, PersonId
from domain.templates import Section, Template

NEW_CHANNEL = "channel"
SHORT_NAME = "short_name"
AUTHORS = "authors"
NOTE = "note"


class Writing(Metadata):
    """The modal in which a document is written."""

    channel: ChannelId | None = None
    """Home of a new initiative; None where the modal asks for it."""
    document: str | None = None
    """What is edited; None for a new initiative."""
    base: int = 0
    """The version the editing started from."""
    section: str | None = None
    """The one section that is edited; None for the whole document."""
    name: str = ""
    authors: tuple[PersonId, ...] = ()
    """The short name and the authors that an edit started from: others may change them too."""
    own: dict[str, str] = Fresh(default_factory=dict)
    """The titles of the team's own sections that it shows, by their keys."""
    joins: dict[str, str] = Fresh(default_factory=dict)
    """How the parts of each long field were joined: see `bot.kit.text.parts`."""


class Reading(Metadata):
    """The reading modal."""

    document: str
    version: int
    read_before: int | None = None
    """The version this person had read when they opened it."""


class Comparing(Metadata):
    """The comparing modal."""

    document: str
    before: int
    after: int


class OfDocument(Metadata):
    """A modal about a document, and perhaps about one of its versions."""

    document: str
    version: int = 0


@dataclass(frozen=True)
class Written:
    """What came out of the writing modal."""

    words: dict[str, str]
    """By field; only the fields the modal showed."""
    name: str
    authors: tuple[PersonId, ...]
    note: str
    channel: ChannelId | None


def sections_shown(template: Template, meta: Writing) -> tuple[Section, ...]:
    """Return the sections that a writing modal shows."""
    own = {key: own_sections.as_section(key, title) for key, title in meta.own.items()}
    if meta.section is None:
        return (*template.sections, *own.values())
    return (own.get(meta.section) or template.section_of(meta.section),)


def written(view: ViewSeen, template: Template) -> Written:
    """Read the writing modal. Refuses a document without a headline."""
    meta = view.metadata(Writing)
    shown = [field for section in sections_shown(template, meta) for field in section.fields]
    words = long_texts(view, shown, meta.joins)
    first = shown[0]
    name = " ".join(view.words(SHORT_NAME).split())[:NAME_LIMIT]
    channel = meta.channel or view.chosen(NEW_CHANNEL)
    return Written(
        words=own_sections.titled(words, meta.own),
        name=name or name_from_headline(words.get(first.key, "")),
        authors=tuple(PersonId(person) for person in view.several(AUTHORS)),
        note=view.words(NOTE).strip(),
        channel=ChannelId(channel) if channel else None,
    )
