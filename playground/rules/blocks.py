"""Block Kit's blocks, and on which surface each may stand."""

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter, model_validator

from playground.rules.elements import (
    Accessory,
    ActionElement,
    ImageElement,
    InputElement,
)
from playground.rules.objects import (
    Id,
    Mrkdwn,
    Plain,
    Plain150,
    Plain2000,
    SlackFile,
    Strict,
    Text2000,
    Text3000,
    Url,
    fault,
)
from playground.rules.rich_text import RichText

Surface = Literal["message", "modal", "home"]


class _Block(Strict):
    block_id: Id | None = None


class Section(_Block):
    """Text, fields, and one element beside them."""

    type: Literal["section"]
    text: Text3000 | None = None
    fields: Annotated[list[Text2000], Field(min_length=1, max_length=10)] | None = None
    accessory: Accessory | None = None
    expand: bool = False

    @model_validator(mode="after")
    def _says_something(self) -> "Section":
        if self.text is None and self.fields is None:
            raise fault("must provide text or fields")
        return self


class Divider(_Block):
    """A line."""

    type: Literal["divider"]


class Header(_Block):
    """A headline."""

    type: Literal["header"]
    text: Plain150


class Context(_Block):
    """Small facts."""

    type: Literal["context"]
    elements: Annotated[
        list[Annotated[ImageElement | Mrkdwn | Plain, Field(discriminator="type")]],
        Field(min_length=1, max_length=10),
    ]

    @model_validator(mode="after")
    def _texts_fit(self) -> "Context":
        for number, element in enumerate(self.elements):
            if not isinstance(element, ImageElement) and len(element.text) > 3000:  # noqa: PLR2004
                raise fault("must be less than 3001 characters", f"/elements/{number}/text")
        return self


class Actions(_Block):
    """Buttons and menus in a row."""

    type: Literal["actions"]
    elements: Annotated[list[ActionElement], Field(min_length=1, max_length=25)]


class Input(_Block):
    """A field with its label."""

    type: Literal["input"]
    label: Plain2000
    element: InputElement
    hint: Plain2000 | None = None
    optional: bool = False
    dispatch_action: bool = False


class Image(_Block):
    """A picture."""

    type: Literal["image"]
    alt_text: Annotated[str, Field(min_length=1, max_length=2000)]
    image_url: Url | None = None
    slack_file: SlackFile | None = None
    title: Plain2000 | None = None

    @model_validator(mode="after")
    def _one_source(self) -> "Image":
        if (self.image_url is None) == (self.slack_file is None):
            raise fault("must provide either image_url or slack_file")
        return self


class RichTextBlock(RichText):
    """Rich text as a block."""


class Markdown(_Block):
    """Standard Markdown; in messages only."""

    type: Literal["markdown"]
    text: Annotated[str, Field(min_length=1, max_length=12_000)]


class RawText(Strict):
    """A table's cell without formats."""

    type: Literal["raw_text"]
    text: str


class ColumnSetting(Strict):
    """How a table's column is shown."""

    align: Literal["left", "center", "right"] | None = None
    is_wrapped: bool | None = None


_Row = Annotated[
    list[Annotated[RawText | RichText, Field(discriminator="type")]],
    Field(min_length=1, max_length=20),
]


class Table(_Block):
    """A table; one in a message, and nowhere else."""

    type: Literal["table"]
    rows: Annotated[list[_Row], Field(min_length=1, max_length=100)]
    column_settings: Annotated[list[ColumnSetting | None], Field(max_length=20)] | None = None


_Everywhere = Section | Divider | Header | Context | Actions | Input | Image | RichTextBlock
_View = list[Annotated[_Everywhere, Field(discriminator="type")]]
_Message = list[Annotated[_Everywhere | Markdown | Table, Field(discriminator="type")]]

MessageBlocks = Annotated[_Message, Field(max_length=50)]
ViewBlocks = Annotated[_View, Field(min_length=1, max_length=100)]

MESSAGE_BLOCKS: TypeAdapter[Any] = TypeAdapter(MessageBlocks)

_MARKDOWN_CHARACTERS = 12_000


def cross_faults(blocks: list[dict[str, Any]], surface: Surface) -> Iterator[tuple[str, str]]:
    """Yield what is wrong between blocks that are right one by one: (sentence, pointer)."""
    yield from _repeated_ids(blocks)
    yield from _files_outside_modals(blocks, surface)
    focused = [n for n, block in enumerate(blocks) if _element(block).get("focus_on_load")]
    for number in focused[1:]:
        yield "focus_on_load can only be set once", f"/{number}/element/focus_on_load"
    if sum(block["type"] == "table" for block in blocks) > 1:
        yield "only one table allowed", ""
    markdown = sum(len(block["text"]) for block in blocks if block["type"] == "markdown")
    if markdown > _MARKDOWN_CHARACTERS:
        yield f"markdown must be less than {_MARKDOWN_CHARACTERS + 1} characters in all", ""


def _element(block: dict[str, Any]) -> dict[str, Any]:
    element: dict[str, Any] = block.get("element") or {}
    return element


def _repeated_ids(blocks: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for number, block in enumerate(blocks):
        block_id = block.get("block_id")
        if block_id in seen:
            yield f"block_id {block_id} is already in use", f"/{number}/block_id"
        if block_id:
            seen.add(block_id)
        if block["type"] == "actions":
            used: set[str] = set()
            for place, element in enumerate(block["elements"]):
                action_id = element.get("action_id")
                if action_id in used:
                    at = f"/{number}/elements/{place}/action_id"
                    yield f"action_id {action_id} is already in use in this block", at
                if action_id:
                    used.add(action_id)


def _files_outside_modals(
    blocks: list[dict[str, Any]], surface: Surface
) -> Iterator[tuple[str, str]]:
    for number, block in enumerate(blocks):
        if surface != "modal" and _element(block).get("type") == "file_input":
            yield "unsupported type: file_input", f"/{number}/element/type"
