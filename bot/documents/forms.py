"""What the modals of documents remember and send."""

from dataclasses import dataclass
from typing import cast

from pydantic import Field as Fresh

from bot.kit.blocks import Metadata
from bot.kit.forms import ViewSeen
from bot.kit.text import joined
from domain.errors import Refusal
from domain.initiatives import NAME_LIMIT, name_from_headline
from domain.merge import Choice
from domain.people import ChannelId, PersonId
from domain.templates import Field, Section, Template

NEW_CHANNEL = "channel"
SHORT_NAME = "short_name"
AUTHORS = "authors"
NOTE = "note"


class Writing(Metadata):
    """The modal in which a document is written."""

    channel: ChannelId | None = None
    """Home of a new initiative; None where the modal asks for it."""
    initiative: str | None = None
    """Whose document is edited; None for a new initiative."""
    base: int = 0
    """The version the editing started from."""
    section: str | None = None
    """The one section that is edited; None for the whole document."""
    joins: dict[str, str] = Fresh(default_factory=dict)
    """How the parts of each long field were joined: see `bot.kit.text.parts`."""


class Resolving(Metadata):
    """The conflict screen."""

    initiative: str
    theirs: int
    """The version that was newest when the screen was shown."""
    joins: dict[str, str] = Fresh(default_factory=dict)
    section: str | None = None
    note: str = ""


class Reading(Metadata):
    """The reading modal."""

    initiative: str
    version: int
    read_before: int | None = None
    """The version this person had read when they opened it."""


class Comparing(Metadata):
    """The comparing modal."""

    initiative: str
    before: int
    after: int


class OfInitiative(Metadata):
    """A modal about an initiative, and perhaps about one of its versions."""

    initiative: str
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
    if meta.section is None:
        return template.sections
    return (template.section_of(meta.section),)


def written(view: ViewSeen, template: Template) -> Written:
    """Read the writing modal. Refuses a document without a headline."""
    meta = view.metadata(Writing)
    shown = [field for section in sections_shown(template, meta) for field in section.fields]
    words = {field.key: long_text(view, field.key, meta.joins) for field in shown}
    first = template.sections[0].fields[0]
    if first in shown and not words[first.key].strip():
        raise Refusal("Please write a headline. A working one will do.", field=first.key)
    name = " ".join(view.words(SHORT_NAME).split())[:NAME_LIMIT]
    channel = meta.channel or view.chosen(NEW_CHANNEL)
    return Written(
        words=words,
        name=name or name_from_headline(words.get(first.key, "")),
        authors=tuple(PersonId(person) for person in view.several(AUTHORS)),
        note=view.words(NOTE).strip(),
        channel=ChannelId(channel) if channel else None,
    )


def long_text(view: ViewSeen, key: str, joins: dict[str, str]) -> str:
    """Join the consecutive inputs of a long field: `solution`, `solution_2`, `solution_3`."""
    letters = joins.get(key, "")
    return joined([view.words(part_key(key, index)) for index in range(len(letters) + 1)], letters)


def part_key(key: str, index: int) -> str:
    """Return the block id of a part; the first one is the field's own name."""
    return key if index == 0 else f"{key}_{index + 1}"


def choices(view: ViewSeen, fields: tuple[Field, ...]) -> dict[str, tuple[Choice, str]]:
    """Read the conflict screen: for each field the choice, and the text for "both"."""
    meta = view.metadata(Resolving)
    found: dict[str, tuple[Choice, str]] = {}
    for field in fields:
        chosen = view.chosen(field.key)
        if chosen not in ("theirs", "mine", "both"):
            raise Refusal("Choose whose words to keep, or write one text.", field=field.key)
        text = long_text(view, f"{field.key}_text", meta.joins)
        found[field.key] = (cast("Choice", chosen), text)
    return found
