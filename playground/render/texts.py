"""Text objects: plain text and mrkdwn."""

from playground.render.emoji import with_emoji
from playground.render.markup import Markup, text_lines
from playground.render.mrkdwn import mrkdwn
from playground.render.reader import Reader
from playground.things import Json


def text(composed: Json | None, reader: Reader) -> Markup:
    """Return a text object as HTML; nothing for none."""
    if composed is None:
        return Markup("")
    if composed["type"] == "mrkdwn":
        return mrkdwn(composed["text"], reader)
    return label(composed)


def label(composed: Json) -> Markup:
    """Return plain text, with emoji unless the app said no."""
    words: str = composed["text"]
    if composed.get("emoji", True):
        return Markup("<br>").join(with_emoji(line) for line in words.split("\n"))
    return text_lines(words)


def words(composed: Json | None) -> str:
    """Return only the words, for names and placeholders."""
    return str(composed["text"]) if composed else ""
