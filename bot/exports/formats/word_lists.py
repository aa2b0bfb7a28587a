"""Lists in Word: which paragraphs are items, how deep, and what they are counted with."""

from xml.etree.ElementTree import Element

from bot.exports.formats.word_text import Style, attribute, child, local

_BULLETS = ("bullet", "none", "")
_DEEPEST = 8


class Numbering:
    """The lists of a file; it counts as it goes."""

    def __init__(self, root: Element | None) -> None:
        self._formats: dict[tuple[str, int], str] = {}
        self._counts: dict[tuple[str, int], int] = {}
        abstract: dict[str, Element] = {}
        for found in root if root is not None else ():
            if local(found) == "abstractNum":
                abstract[attribute(found, "abstractNumId")] = found
            elif local(found) == "num":
                shape = abstract.get(attribute(child(found, "abstractNumId"), "val"))
                self._read(attribute(found, "numId"), shape)

    def _read(self, list_id: str, shape: Element | None) -> None:
        for level in shape if shape is not None else ():
            if local(level) == "lvl":
                depth = _number(attribute(level, "ilvl"))
                self._formats[list_id, depth] = attribute(child(level, "numFmt"), "val")

    def lead(self, properties: Element | None, style: Style) -> str:
        """Return what stands before an item: "- ", "  2. "; "" for a paragraph in no list."""
        own = child(properties, "numPr")
        list_id = attribute(child(own, "numId"), "val") if own is not None else style.list_id
        if own is not None and not list_id:
            list_id = style.list_id
        if not list_id or list_id == "0":
            return ""
        depth = _number(attribute(child(own, "ilvl"), "val"))
        indent = "   " * depth
        if self._formats.get((list_id, depth), "bullet") in _BULLETS:
            return f"{indent}- "
        count = self._counts.get((list_id, depth), 0) + 1
        self._counts[list_id, depth] = count
        for deeper in range(depth + 1, _DEEPEST + 1):
            self._counts.pop((list_id, deeper), None)
        return f"{indent}{count}. "


def _number(words: str) -> int:
    return min(int(words), _DEEPEST) if words.isascii() and words.isdecimal() else 0
