"""Typefaces of a PDF: Lato, and JetBrains Mono for code and for signs that Lato lacks.

Together they draw Latin, Greek, Cyrillic and Vietnamese, arrows and boxes. Other scripts and emoji
have no sign here: each is drawn as an empty box, so that one sees that something stands there.
"""

from functools import cache
from importlib.resources import files
from unicodedata import category
from xml.sax.saxutils import escape, quoteattr

REGULAR, BOLD, ITALIC, BOLD_ITALIC = "Lato", "Lato-Bold", "Lato-Italic", "Lato-BoldItalic"
MONO = "JetBrainsMono"
BOX = "□"
_FILES = {
    REGULAR: ("fontpkg_lato", "Lato-Regular.ttf"),
    BOLD: ("fontpkg_lato", "Lato-Bold.ttf"),
    ITALIC: ("fontpkg_lato", "Lato-Italic.ttf"),
    BOLD_ITALIC: ("fontpkg_lato", "Lato-BoldItalic.ttf"),
    MONO: ("fontpkg_jetbrains_mono", "JetBrainsMono[wght].ttf"),
}
_UNSEEN = ("Cf", "Mn", "Me")


@cache
def _coverage() -> dict[str, frozenset[int]]:
    """Register the typefaces; return the signs that each can draw."""
    from reportlab.pdfbase.pdfmetrics import registerFont, registerFontFamily
    from reportlab.pdfbase.ttfonts import TTFont

    known = {}
    for name, (package, file) in _FILES.items():
        font = TTFont(name, str(files(package).joinpath("files", file)))
        registerFont(font)
        known[name] = frozenset(font.face.charToGlyph)
    registerFontFamily(REGULAR, REGULAR, BOLD, ITALIC, BOLD_ITALIC)
    registerFontFamily(MONO, MONO, MONO, MONO, MONO)
    return known


def ready() -> None:
    """Have the typefaces known before anything is drawn."""
    _coverage()


def drawn(words: str, font: str = REGULAR) -> list[tuple[str, str]]:
    """Cut words into runs of one typeface; what none can draw becomes a box."""
    runs: list[tuple[str, str]] = []
    for sign in words:
        name, shown = _face(sign, font)
        if not shown:
            continue
        if runs and runs[-1][0] == name:
            runs[-1] = (name, runs[-1][1] + shown)
        else:
            runs.append((name, shown))
    return runs


def _face(sign: str, font: str) -> tuple[str, str]:
    known = _coverage()
    for name in (font, REGULAR, MONO):
        if ord(sign) in known[name] or sign == "\n":
            return name, sign
    if category(sign) in _UNSEEN:
        return font, ""
    return (font if font != MONO else REGULAR), " " if sign.isspace() else BOX


def marked_up(words: str, font: str = REGULAR) -> str:
    """Return words for a paragraph, each run in the typeface that can draw it."""
    told = []
    for name, run in drawn(words, font):
        safe = escape(run).replace("\n", "<br/>")
        told.append(safe if name == font else f"<font name={quoteattr(name)}>{safe}</font>")
    return "".join(told)
