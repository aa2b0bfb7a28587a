"""The words of Word's XML: what a paragraph's runs say, and how they look."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

_SKIPPED = frozenset({"del", "moveFrom", "instrText", "Fallback", "pPr", "rPr", "txbxContent"})
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_MONOSPACED = ("consolas", "courier", "menlo", "monaco", "mono", "lucida console")


def local(element: Element) -> str:
    """Return an element's name without its namespace: strict and transitional files differ."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Element | None, name: str) -> str:
    """Return an attribute by its plain name; "" if it is not there."""
    if element is None:
        return ""
    return next((v for key, v in element.attrib.items() if key.rpartition("}")[2] == name), "")


def child(element: Element | None, *path: str) -> Element | None:
    """Return the first descendant along plain names."""
    for name in path:
        if element is None:
            return None
        element = next((found for found in element if local(found) == name), None)
    return element


def inner(element: Element, *skipped: str) -> Iterator[Element]:
    """Yield what lies within, in order; nothing below what is deleted or told elsewhere."""
    stack = list(reversed(list(element)))
    while stack:
        found = stack.pop()
        name = local(found)
        if name in _SKIPPED or name in skipped:
            continue
        yield found
        stack.extend(reversed(list(found)))


def said(run: Element) -> str:
    """Return the words of a run."""
    words = []
    for found in inner(run):
        name = local(found)
        if name == "t":
            words.append(found.text or "")
        elif name in _SIGNS and attribute(found, "type") not in ("page", "column"):
            words.append(_SIGNS[name])
        elif name == "sym":
            words.append(_symbol(attribute(found, "char")))
    return "".join(words)


def _symbol(code: str) -> str:
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    private = 0xE000 <= number <= 0xF8FF  # noqa: PLR2004  (Unicode's private use)
    return "•" if private or number > 0x10FFFF else chr(number)  # noqa: PLR2004


@dataclass(frozen=True)
class Style:
    """What a named style says."""

    name: str = ""
    level: int = 0
    """Of a heading, 1 to 6."""
    list_id: str = ""
    bold: bool = False
    mono: bool = False


@dataclass
class Styles:
    """The styles of a file, by id."""

    known: dict[str, Style] = field(default_factory=dict)

    def of(self, element: Element | None) -> Style:
        """Return the style that a paragraph's or run's properties name."""
        return self.known.get(attribute(element, "val"), Style())


def is_on(properties: Element | None, name: str) -> bool | None:
    """Say whether a toggle is set; None where nothing is said."""
    toggle = child(properties, name)
    if toggle is None:
        return None
    return attribute(toggle, "val") not in ("0", "false", "off", "none")


def is_mono(properties: Element | None) -> bool:
    """Say whether words stand in a typeface for code."""
    face = attribute(child(properties, "rFonts"), "ascii").casefold()
    return any(name in face for name in _MONOSPACED)


def styles_in(root: Element | None) -> Styles:
    """Read the styles of a file; each says what it has from those it is based on."""
    raw: dict[str, Element] = {}
    for style in root if root is not None else ():
        if local(style) == "style":
            raw[attribute(style, "styleId")] = style
    return Styles({key: _style(key, raw) for key in raw})


def _style(key: str, raw: dict[str, Element]) -> Style:
    name = attribute(child(raw[key], "name"), "val")
    level, list_id, bold, mono = 0, "", None, False
    seen: set[str] = set()
    while key in raw and key not in seen:
        seen.add(key)
        style = raw[key]
        level = level or _level(style)
        list_id = list_id or attribute(child(style, "pPr", "numPr", "numId"), "val")
        runs = child(style, "rPr")
        bold = is_on(runs, "b") if bold is None else bold
        mono = mono or is_mono(runs)
        key = attribute(child(style, "basedOn"), "val")
    mono = mono or any(word in name.casefold() for word in ("code", "preformatted", "monospace"))
    return Style(name, level, list_id, bool(bold), mono)


def _level(style: Element) -> int:
    name = attribute(child(style, "name"), "val").casefold()
    if name == "title":
        return 1
    if name.startswith(("heading ", "überschrift ")) and name[-1].isdecimal():
        return min(int(name[-1]), 6)
    return outline(child(style, "pPr"))


def outline(properties: Element | None) -> int:
    """Return the level that a paragraph has in the outline, 1 to 6; 0 for none."""
    level = attribute(child(properties, "outlineLvl"), "val")
    return int(level) + 1 if level in tuple("012345") else 0
