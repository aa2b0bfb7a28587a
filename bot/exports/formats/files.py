"""Files as they arrive: each is text or a Word file, or refused in one sentence."""

import codecs
from pathlib import PurePath

from domain.errors import Refusal

MOST_BYTES = 5_000_000
MOST_CHARACTERS = 1_000_000
_TEXT = ("", ".md", ".markdown", ".mdown", ".txt", ".text")
_WORD = ".docx"
_JSON = ".json"
_LONGEST_NAME = 80
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def shown_name(name: str) -> str:
    """Return a file's name as it stands in a sentence: without folders and hidden signs."""
    base = PurePath(name.replace("\\", "/")).name
    clean = "".join(sign for sign in base if sign.isprintable()) or "This file"
    return clean if len(clean) <= _LONGEST_NAME else f"{clean[: _LONGEST_NAME - 1]}…"


def is_word(name: str, data: bytes) -> bool:
    """Say whether a file is to be read as Word; refuses what is no document at all."""
    said = shown_name(name)
    ending = PurePath(said).suffix.casefold()
    if ending not in (*_TEXT, _WORD, _JSON) and not data.startswith(_OLE):
        raise no_document(said)
    if not data.strip(b" \t\r\n\x00"):
        raise Refusal(f"{said} is empty. Write something in it and import it again.")
    check_size(said, len(data))
    if data.startswith(_OLE):
        raise _old_word(said, data)
    if data.startswith(_ZIP):
        return True
    if ending == _WORD:
        raise damaged(said)
    return False


def check_size(name: str, size: int) -> None:
    """Refuse a file of more bytes than can be read."""
    if size > MOST_BYTES:
        msg = f"{shown_name(name)} has {size / 1_000_000:.1f} MB, and a file may have at most 5 MB."
        raise Refusal(f"{msg} Take pictures out of it, or import it in parts.")


def is_json(name: str) -> bool:
    """Say whether a file claims to be JSON."""
    return PurePath(shown_name(name)).suffix.casefold() == _JSON


def no_document(said: str) -> Refusal:
    """Say that a file is of another kind."""
    return Refusal(
        f"{said} is not a Markdown or Word file. Save it as .docx or .md and import it again."
    )


def locked(said: str) -> Refusal:
    """Say that a file is protected."""
    return Refusal(f"{said} is protected by a password. Save it without one and import it again.")


def damaged(said: str) -> Refusal:
    """Say that a Word file cannot be opened."""
    return Refusal(
        f"{said} is damaged and cannot be read. Open it in Word, save it again and import that."
    )


def _old_word(said: str, data: bytes) -> Refusal:
    if _ENCRYPTED in data:
        return locked(said)
    return Refusal(f"{said} is a file of older Word. Save it as .docx and import it again.")


def text_of(name: str, data: bytes) -> str:
    """Return the words of a text file, with plain line ends."""
    said = shown_name(name)
    encoding, start = next(
        ((known, len(bom)) for bom, known in _BOMS if data.startswith(bom)), ("utf-8", 0)
    )
    try:
        text = data[start:].decode(encoding)
    except UnicodeDecodeError:
        raise _not_text(said) from None
    if "\0" in text:
        raise _not_text(said)
    return bounded(said, text.replace("\r\n", "\n").replace("\r", "\n"))


def bounded(said: str, text: str) -> str:
    """Refuse more words than a document holds."""
    if not text.strip():
        raise Refusal(f"{said} is empty. Write something in it and import it again.")
    if len(text) > MOST_CHARACTERS:
        msg = f"{said} has {len(text):,} characters, and a file may have at most"
        raise Refusal(f"{msg} {MOST_CHARACTERS:,}. Import it in parts.")
    return text


def _not_text(said: str) -> Refusal:
    return Refusal(f"{said} is not text in UTF-8 or UTF-16. Save it as UTF-8 and import it again.")
