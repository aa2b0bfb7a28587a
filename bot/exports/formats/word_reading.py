"""Reading Word files: ours exactly, other people's by what they call the parts."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from bot.exports.formats import files
from bot.exports.formats.model import Read, Unrecognised
from bot.exports.formats.recognising import recognise
from bot.exports.formats.word_lines import WordLines, beside_the_text, notices
from bot.exports.formats.word_own import OwnWord
from bot.exports.formats.word_parts import Package
from bot.exports.formats.word_text import child, inner, local, styles_in

_IDENTIFIER = "workback/documents"


def read(said: str, data: bytes) -> Read:
    """Return what a Word file holds; refuses what cannot be opened."""
    package = Package(said, data)
    root = package.part(package.main)
    body = child(root, "body")
    if body is None:
        raise files.damaged(said)
    elements = list(_elements(body))
    styles = styles_in(package.part(package.beside("styles.xml")))
    if _is_own(package, body):
        own = OwnWord(styles).read(elements)
        files.bounded(said, "\n".join(w for c in own.contents.values() for w in c.values()) or "-")
        return own
    lines = list(WordLines(package, styles).lines(elements))
    beside = list(beside_the_text(package))
    whole = "\n".join(line.text for line in lines)
    files.bounded(said, whole or "\n".join(piece.words for piece in beside))
    found = recognise(lines)
    pieces: tuple[Unrecognised, ...] = (*found.unrecognised, *beside)
    told = (*found.notices, *notices(body))
    return found.model_copy(update={"unrecognised": pieces, "notices": told})


def _elements(body: Element) -> Iterator[Element]:
    """Yield paragraphs and tables, also those that stand in a frame of Word's."""
    stack = list(reversed(list(body)))
    while stack:
        element = stack.pop()
        name = local(element)
        if name in ("p", "tbl"):
            yield element
        elif name not in ("sectPr", "del", "moveFrom", "Fallback"):
            stack.extend(reversed(list(element)))


def _is_own(package: Package, body: Element) -> bool:
    properties = package.part("docProps/core.xml")
    said = child(properties, "identifier")
    if said is not None and (said.text or "").startswith(_IDENTIFIER):
        return True
    marks = [e for e in inner(body) if local(e) == "bookmarkStart"]
    return any(
        value.startswith(("wbi_", "wbo_")) for mark in marks for value in mark.attrib.values()
    )
