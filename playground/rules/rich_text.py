"""Rich text: what people typed, with its formats, beyond the reach of markup."""

from typing import Annotated, Literal

from pydantic import Field

from playground.rules.objects import Id, Strict

_Border = Literal[0, 1]


class Style(Strict):
    """Formats of a run of text."""

    bold: bool = False
    italic: bool = False
    strike: bool = False
    underline: bool = False
    code: bool = False
    highlight: bool = False
    client_highlight: bool = False
    unlink: bool = False


class _Styled(Strict):
    style: Style | None = None


class TextRun(_Styled):
    """Text."""

    type: Literal["text"]
    text: Annotated[str, Field(min_length=1)]


class Link(_Styled):
    """A link."""

    type: Literal["link"]
    url: Annotated[str, Field(min_length=1)]
    text: str | None = None
    unsafe: bool | None = None


class Emoji(_Styled):
    """An emoji by name."""

    type: Literal["emoji"]
    name: Annotated[str, Field(min_length=1)]
    unicode: str | None = None
    skin_tone: int | None = None


class UserRun(_Styled):
    """A mention of a person."""

    type: Literal["user"]
    user_id: Annotated[str, Field(min_length=1)]


class ChannelRun(_Styled):
    """A mention of a channel."""

    type: Literal["channel"]
    channel_id: Annotated[str, Field(min_length=1)]


class UsergroupRun(_Styled):
    """A mention of a group of people."""

    type: Literal["usergroup"]
    usergroup_id: Annotated[str, Field(min_length=1)]


class Broadcast(_Styled):
    """A mention of everybody."""

    type: Literal["broadcast"]
    range: Literal["here", "channel", "everyone"]


class Colour(_Styled):
    """A colour."""

    type: Literal["color"]
    value: Annotated[str, Field(min_length=1)]


class Date(_Styled):
    """A moment, shown in the reader's zone."""

    type: Literal["date"]
    timestamp: int
    format: Annotated[str, Field(min_length=1)]
    url: str | None = None
    fallback: str | None = None


Run = Annotated[
    TextRun | Link | Emoji | UserRun | ChannelRun | UsergroupRun | Broadcast | Colour | Date,
    Field(discriminator="type"),
]


class Section(Strict):
    """A run of elements."""

    type: Literal["rich_text_section"]
    elements: list[Run]


class List(Strict):
    """A list of sections."""

    type: Literal["rich_text_list"]
    style: Literal["bullet", "ordered"]
    elements: list[Section]
    indent: Annotated[int, Field(ge=0, le=8)] | None = None
    offset: Annotated[int, Field(ge=0)] | None = None
    border: _Border | None = None


class Preformatted(Strict):
    """Text of fixed width."""

    type: Literal["rich_text_preformatted"]
    elements: list[Annotated[TextRun | Link, Field(discriminator="type")]]
    border: _Border | None = None
    language: str | None = None


class Quote(Strict):
    """Somebody's words."""

    type: Literal["rich_text_quote"]
    elements: list[Run]
    border: _Border | None = None


class RichText(Strict):
    """The rich text block."""

    type: Literal["rich_text"]
    block_id: Id | None = None
    elements: list[Annotated[Section | List | Preformatted | Quote, Field(discriminator="type")]]
