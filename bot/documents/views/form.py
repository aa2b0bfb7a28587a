"""The modal in which a press release is written, whole or section by section."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import (
    Block,
    UserMultiSelectElement,
)

from bot import ids
from bot.documents.forms import AUTHORS, NEW_CHANNEL, NOTE, SHORT_NAME, Writing
from bot.kit import blocks as b
from bot.kit import inputs
from bot.kit.blocks import Json
from bot.kit.long_text import field_inputs
from bot.kit.text import dated, harmless
from domain.documents import Document, Draft
from domain.initiatives import NAME_LIMIT, Initiative
from domain.people import Channel, PersonId
from domain.templates import Content, Section, Template

OWN = "What your team adds"
NOTE_LIMIT = 300
AUTHORS_LIMIT = 20
TOO_MANY_BLOCKS = 90
TOO_MANY_BYTES = 200_000
"""A longer document is edited section by section: a view has 100 blocks and 250 kB."""


@dataclass(frozen=True)
class Shape:
    """What there is to write, as the workspace wants it."""

    template: Template
    """With the prompts of the workspace."""
    own: Sequence[Section] = ()
    """The team's own sections."""

    def only(self, key: str) -> "Shape":
        """Return the shape of one section."""
        own = [section for section in self.own if section.key == key]
        if own:
            return Shape(self.template.model_copy(update={"sections": ()}), own)
        return Shape(
            self.template.model_copy(update={"sections": (self.template.section_of(key),)})
        )


@dataclass(frozen=True)
class Start:
    """What a new press release starts from."""

    channel: Channel | None
    """Its home; None where the modal asks for it."""
    content: Content | None = None
    """What was typed behind the command, the beginning of a headline; or all that was typed
    before the channel was gone."""
    name: str = ""
    authors: Sequence[PersonId] = ()
    obstacle: str = ""
    """Why another channel is asked for, in a sentence."""


def create_form(shape: Shape, start: Start) -> Json:
    """Return the modal for a new initiative."""
    meta = Writing(channel=start.channel.id if start.channel else None, own=_titles(shape))
    blocks: list[Block] = [b.context(_new_words(start.channel))]
    if start.obstacle:
        blocks = [b.section(f"*{harmless(start.obstacle)}* All your text is still here.")]
    if start.channel is None:
        blocks.append(inputs.home_channel(NEW_CHANNEL))
    fields, joins = _document_inputs(shape, start.content or {}, whole=True)
    blocks += [*fields, *_people_fields(start.name, start.authors)]
    return b.modal(
        shape.template.title,
        blocks,
        callback=ids.documents.SAVE_PRESS_RELEASE,
        metadata=meta.model_copy(update={"joins": joins}),
        submit="Save",
        close="Cancel",
    )


def _new_words(channel: Channel | None) -> str:
    where = f" in <#{channel.id}>" if channel else ""
    words = (
        f"A new initiative{where}. For a draft only the headline is needed, so the rest says "
        "“optional”; a review wants all six sections."
    )
    if channel and not channel.bot_is_member:
        words += (
            f"\n*I am not in <#{channel.id}> yet.* Before you save, type /invite @Workback there, "
            "so that the card can stand in it."
        )
    return words


@dataclass(frozen=True)
class Editing:
    """What an edit starts from."""

    initiative: Initiative
    document: Document
    content: Content
    shape: Shape
    section: str | None = None
    draft: Draft | None = None
    """Words that waited; `content` holds them already."""
    heard: Mapping[str, int] | None = None
    """How much customer feedback there is to each citation."""


def edit_form(start: Editing) -> Json:
    """Return the modal that edits a version, whole or one section of it.

    A document that is too long for one modal is shown as a choice of sections instead.
    """
    document = start.document
    shape = start.shape.only(start.section) if start.section else start.shape
    meta = Writing(
        document=document.id,
        base=document.head,
        section=start.section,
        name=start.initiative.name,
        authors=start.initiative.authors,
        own=_titles(shape),
    )
    inputs, joins = _document_inputs(shape, start.content, whole=start.section is None)
    size = sum(len(words.encode()) for words in start.content.values())
    if start.section is None and (len(inputs) > TOO_MANY_BLOCKS or size > TOO_MANY_BYTES):
        return _choose_section(start)
    blocks: list[Block] = [*_edit_words(start), *_heard(start), *inputs, _note_field()]
    if start.section is None:
        blocks += _people_fields(start.initiative.name, start.initiative.authors)
    return b.modal(
        document.template.title,
        blocks,
        callback=ids.documents.SAVE_EDIT,
        metadata=meta.model_copy(update={"joins": joins}),
        submit="Save",
        close="Cancel",
    )


def _heard(start: Editing) -> list[Block]:
    """Say how much customers said to what is edited."""
    template = start.document.template
    heard = start.heard or {}
    told = [
        f"{section.citation} {heard[section.citation]}"
        for section in template.sections_in(start.content)
        if section.citation in heard and start.section in (None, section.key)
    ]
    if not told:
        return []
    return [b.context(f"Customer feedback: {', '.join(told)}. /workback feedback shows it.")]


def _edit_words(start: Editing) -> list[Block]:
    name = harmless(start.initiative.name)
    words = f"{name}  ·  {start.initiative.key}  ·  you edit version {start.document.head}"
    if start.draft is None:
        return [b.context(words)]
    when = dated(start.draft.saved_at, "{date_pretty} at {time}")
    return [
        b.section(
            f"*Your draft is back.* You put these words aside {when}; only you can see them.",
            b.button(
                "Discard draft",
                ids.documents.DISCARD_DRAFT,
                start.document.id,
                about=f"Discard draft of {start.initiative.name}",
                asks=b.confirm(
                    "Discard your draft?",
                    "The words you put aside are deleted. The saved versions stay.",
                    "Discard",
                    "Keep",
                ),
            ),
        ),
        b.context(words),
    ]


def _choose_section(start: Editing) -> Json:
    shown = (*start.shape.template.sections, *start.shape.own)
    options = [b.option(s.title, s.key) for s in shown]
    select = b.select(ids.documents.EDIT_SECTION, "Choose a section", options)
    return b.modal(
        start.document.template.title,
        [
            b.section(
                "*This document is longer than one form holds.* Edit it section by section; "
                "nothing is shortened."
            ),
            b.actions(select, record=start.document.id),
        ],
        callback=ids.documents.OPEN_EDIT,
    )


def _note_field() -> Block:
    return b.field(
        NOTE,
        "What changed, in a sentence",
        b.text_input(
            placeholder="A number for the problem, and real steps.",
            multiline=False,
            limit=NOTE_LIMIT,
        ),
        hint="It stands above the changes in the thread.",
    )


def _people_fields(name: str, authors: Sequence[PersonId]) -> list[Block]:
    chooser = UserMultiSelectElement(
        action_id="value",
        placeholder=b.plain("Nobody else yet"),
        max_selected_items=max(AUTHORS_LIMIT, len(authors)),
        initial_users=list(authors) or None,
    )
    return [
        b.header("About the initiative"),
        b.field(
            SHORT_NAME,
            "Short name",
            b.text_input(initial=name, placeholder="TeamSync", multiline=False, limit=NAME_LIMIT),
            hint="What people will call it. Left empty, it is taken from the headline.",
        ),
        b.field(
            AUTHORS,
            "Who else can edit",
            chooser,
            hint="Everyone who sees the channel can read it; these people can also save versions.",
        ),
    ]


def _titles(shape: Shape) -> dict[str, str]:
    return {section.key: section.title for section in shape.own}


def _document_inputs(
    shape: Shape, content: Content, *, whole: bool
) -> tuple[list[Block], dict[str, str]]:
    """Return the inputs of the sections, and how long fields were cut."""
    found: list[Block] = []
    joins: dict[str, str] = {}
    sections = (*shape.template.sections, *shape.own)
    extra = next((s.key for s in shape.template.sections if not s.element), "")
    headers = {extra: "Three more, if they help", **{s.key: OWN for s in shape.own[:1]}}
    for section in sections:
        if whole and section.key in headers:
            found.append(b.header(headers[section.key]))
        for field in section.fields:
            inputs, letters = field_inputs(field, field.key, content.get(field.key, ""))
            found += inputs
            if letters:
                joins[field.key] = letters
    return found, joins
