"""Reading a file that somebody brings, in whatever of the formats it is."""

import re

from bot.exports.formats import files, json
from bot.exports.formats.lines import lines_of
from bot.exports.formats.model import Read
from bot.exports.formats.own import is_own, read_own
from bot.exports.formats.recognising import recognise

_HTML = re.compile(
    r"<(?:[a-z][a-z0-9]*(?:\s[^<>]*)?/?|/[a-z][a-z0-9]*|!--.*?--)>", re.IGNORECASE | re.DOTALL
)


def read(name: str, data: bytes) -> Read:
    """Return what a Markdown, text or Word file holds; refuses what cannot be read.

    `name` only says what kind of file it claims to be. Nothing in the file is dropped: words that
    belong to no section come back as `unrecognised`.
    """
    if files.is_word(name, data):
        from bot.exports.formats import word_reading

        return word_reading.read(files.shown_name(name), data)
    text = files.text_of(name, data)
    if files.is_json(name):
        found = json.read(text)
        if found is None:
            raise files.no_document(files.shown_name(name))
        return found
    return read_text(text)


def read_text(text: str) -> Read:
    """Return what Markdown or plain text holds."""
    if is_own(text):
        return read_own(text)
    found = recognise(list(lines_of(text)))
    if _HTML.search(text):
        notice = "The file has HTML in it. It is kept as the text it is."
        return found.model_copy(update={"notices": (*found.notices, notice)})
    return found
