"""Blocks, built with slack_sdk's models so that Slack's limits are checked before it sees them.

Visual language: surfaces.md. Text of our own is mrkdwn; people's words are `plain_text` without
emoji, or rich text, so that nothing typed becomes a mention, a link or a format.
"""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from pydantic import BaseModel
from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ConfirmObject,
    ContextBlock,
    DividerBlock,
    HeaderBlock,
    InputBlock,
    InputInteractiveElement,
    InteractiveElement,
    MarkdownTextObject,
    Option,
    OverflowMenuElement,
    PlainTextInputElement,
    PlainTextObject,
    RichTextBlock,
    RichTextElement,
    RichTextListElement,
    RichTextPreformattedElement,
    RichTextQuoteElement,
    RichTextSectionElement,
    SectionBlock,
    StaticSelectElement,
)
from slack_sdk.models.blocks.block_elements import RichTextElementParts
from slack_sdk.models.views import View

from bot.kit import checking, text
from domain.templates import INPUT_LIMIT

checking.install()

Json = dict[str, Any]
Style = Literal["bold", "italic", "strike"]

MOST_BYTES = 200_000
"""A view has at most 250 kB; this leaves room for its frame and its fields."""

MODAL_TITLE = 24
BUTTON_TEXT = 75
_BULLET = re.compile(r"^[-•*] +(?=\S)")


def plain(words: str) -> PlainTextObject:
    """Return text in which nothing is formatted and no emoji made."""
    return PlainTextObject(text=words, emoji=False)


def mrkdwn(words: str) -> MarkdownTextObject:
    """Return formatted text of our own; people's words in it have gone through `harmless`."""
    return MarkdownTextObject(text=words, verbatim=True)


def header(words: str) -> HeaderBlock:
    """Return a headline; longer ones end in "…" here and are whole in *Read*."""
    return HeaderBlock(text=plain(text.clipped(words, text.HEADER_LIMIT) or "–"))


def section(words: str, accessory: Any = None, *, record: str | None = None) -> SectionBlock:
    """Return a row: what it is about, with at most one button or menu beside it."""
    return SectionBlock(text=mrkdwn(words), accessory=accessory, block_id=record)


def fields(*columns: str) -> SectionBlock:
    """Return texts in two columns."""
    return SectionBlock(fields=[mrkdwn(column) for column in columns])


def context(words: str) -> ContextBlock:
    """Return a line of facts, grey: never what a person must do."""
    return ContextBlock(elements=[mrkdwn(words)])


def facts(*words: str) -> ContextBlock:
    """Return facts joined by the middle dot; empty ones are left out."""
    return context("  ·  ".join(fact for fact in words if fact))


def divider() -> DividerBlock:
    """Return a line where the kind of thing changes."""
    return DividerBlock()


def button(
    label: str,
    action: str,
    value: str | None = None,
    *,
    about: str | None = None,
    primary: bool = False,
    asks: ConfirmObject | None = None,
) -> ButtonElement:
    """Return a button; `about` is what a screen reader says: it begins with the label."""
    return ButtonElement(
        text=plain(text.clipped(label, BUTTON_TEXT)),
        action_id=action,
        value=value,
        style="primary" if primary else None,
        accessibility_label=text.clipped(about, BUTTON_TEXT) if about else None,
        confirm=asks,
    )


def confirm(title: str, words: str, yes: str, no: str) -> ConfirmObject:
    """Return the question that is asked before a destructive act."""
    return ConfirmObject(
        title=plain(title), text=plain(words), confirm=plain(yes), deny=plain(no), style="danger"
    )


def menu(action: str, entries: Mapping[str, str]) -> OverflowMenuElement:
    """Return a ⋯ menu; `entries` are labels by the action id they stand for.

    The record it is about is the block's id.
    """
    return OverflowMenuElement(
        action_id=action,
        options=[option(label, value) for value, label in entries.items()],
    )


def option(label: str, value: str) -> Option:
    """Return one choice of a menu or select."""
    return Option(text=plain(text.clipped(label, BUTTON_TEXT)), value=value)


def select(
    action: str, placeholder: str, options: Sequence[Option], chosen: str | None = None
) -> StaticSelectElement:
    """Return a select with at most 100 options; `chosen` is the value that is shown."""
    return StaticSelectElement(
        action_id=action,
        placeholder=plain(placeholder),
        options=options,
        initial_option=next((o for o in options if o.value == chosen), None),
    )


def actions(*elements: InteractiveElement, record: str | None = None) -> ActionsBlock:
    """Return a row of buttons."""
    return ActionsBlock(elements=list(elements), block_id=record)


def field(
    key: str,
    label: str,
    element: InputInteractiveElement,
    *,
    hint: str = "",
    optional: bool = True,
    dispatches: bool = False,
) -> InputBlock:
    """Return an input; its block id is the field's name."""
    return InputBlock(
        block_id=key,
        label=plain(label),
        element=element,
        hint=plain(hint) if hint else None,
        optional=optional,
        dispatch_action=dispatches or None,
    )


def text_input(
    *,
    initial: str = "",
    placeholder: str = "",
    multiline: bool = True,
    limit: int = INPUT_LIMIT,
    focus: bool = False,
) -> PlainTextInputElement:
    """Return an input for words."""
    return PlainTextInputElement(
        action_id="value",
        multiline=multiline,
        max_length=limit,
        placeholder=plain(placeholder) if placeholder else None,
        initial_value=initial or None,
        focus_on_load=focus or None,
    )


def said(words: str, *styles: Style) -> RichTextElement:
    """Return somebody's words exactly as they were typed."""
    style = RichTextElementParts.TextStyle(
        bold="bold" in styles or None,
        italic="italic" in styles or None,
        strike="strike" in styles or None,
    )
    return RichTextElementParts.Text(text=words, style=style if styles else None)


def line(*elements: RichTextElement) -> RichTextSectionElement:
    """Return a run of rich text on lines of its own."""
    return RichTextSectionElement(elements=list(elements))


def quote(*elements: RichTextElement) -> RichTextQuoteElement:
    """Return rich text behind a bar: somebody's words."""
    return RichTextQuoteElement(elements=list(elements))


def code(words: str) -> RichTextPreformattedElement:
    """Return words that are copied as they are."""
    return RichTextPreformattedElement(elements=[said(words)])


def rich(*elements: RichTextElement) -> RichTextBlock:
    """Return a block of rich text."""
    return RichTextBlock(elements=list(elements))


def prose(words: str) -> list[RichTextElement]:
    """Return a text with lines that begin with a dash as a list; all else as it was typed."""
    found: list[RichTextElement] = []
    run: list[str] = []
    items: list[str] = []

    def end_run() -> None:
        if run:
            found.append(line(said("\n".join(run) or "\n")))
            run.clear()

    def end_list() -> None:
        if items:
            entries = [line(said(item)) for item in items]
            found.append(RichTextListElement(elements=entries, style="bullet", indent=0))
            items.clear()

    for words_of_line in words.split("\n"):
        if _BULLET.match(words_of_line):
            end_run()
            items.append(_BULLET.sub("", words_of_line))
        else:
            end_list()
            run.append(words_of_line)
    end_run()
    end_list()
    return found


class Metadata(BaseModel, frozen=True):
    """What a modal remembers between its opening and its submission; at most 3,000 characters."""


def modal(
    title: str,
    blocks: Sequence[Block],
    *,
    callback: str,
    metadata: Metadata | None = None,
    submit: str | None = None,
    close: str = "Close",
    tells_close: bool = False,
) -> Json:
    """Return a modal as it leaves for Slack."""
    view = View(
        type="modal",
        title=plain(text.clipped(title, MODAL_TITLE)),
        blocks=blocks,
        callback_id=callback,
        private_metadata=metadata.model_dump_json() if metadata else None,
        submit=plain(submit) if submit else None,
        close=plain(close),
        notify_on_close=tells_close or None,
    )
    return view.to_dict()


def size_of(blocks: Sequence[Block]) -> int:
    """Return how many bytes blocks are as JSON."""
    found = [block.to_dict() for block in blocks]
    return len(json.dumps(found, ensure_ascii=False).encode())


def home(blocks: Sequence[Block], *, callback: str) -> Json:
    """Return an App Home tab as it leaves for Slack."""
    return View(type="home", blocks=blocks, callback_id=callback).to_dict()


class Message(BaseModel, frozen=True):
    """A message: its blocks, and the one sentence that notifications and screen readers use."""

    text: str
    blocks: list[Json]


def message(sentence: str, blocks: Sequence[Block]) -> Message:
    """Return a message as it leaves for Slack."""
    return Message(text=text.escaped(sentence), blocks=[block.to_dict() for block in blocks])
