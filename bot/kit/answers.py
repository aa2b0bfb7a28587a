"""What a handler answers to the person who just acted.

Handlers return one of these; the door carries it to Slack, by the way that fits where the
person is: an acknowledgement, a view, an ephemeral line. Anything said *because something was
saved* goes into the outbox instead.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from slack_sdk.models.blocks import Block

from bot.kit.blocks import Json, Message, message


@dataclass(frozen=True)
class Say:
    """An ephemeral message that only the person who acted sees."""

    message: Message
    replace: bool = False
    """Stand in place of the ephemeral message whose button was pressed."""


@dataclass(frozen=True)
class Open:
    """Open a modal; on top, where one is open already."""

    view: Json


@dataclass(frozen=True)
class Update:
    """Show another view in place of the modal that the person acted in."""

    view: Json


@dataclass(frozen=True)
class Close:
    """Close the modal; with `everything`, all that are open."""

    everything: bool = False


@dataclass(frozen=True)
class Errors:
    """Sentences under the fields of a modal, which stays open with all that was typed."""

    sentences: Mapping[str, str]


@dataclass(frozen=True)
class Publish:
    """Show this as the person's App Home."""

    view: Json


Answer = Say | Open | Update | Close | Errors | Publish


def say(sentence: str, *blocks: Block, replace: bool = False) -> Say:
    """Answer with one sentence, and blocks where the sentence alone would not do."""
    return Say(message(sentence, blocks), replace)
