"""Words in a chart: only signs that a typeface here can draw, and as many as there is room for.

DejaVu Sans comes with matplotlib and draws Latin, Greek, Cyrillic, Arabic and Hebrew; Noto Sans CJK
draws Chinese, Japanese and Korean. A text with letters of other scripts is left out, because half
of it would say something else; emoji alone are dropped. The message's words have all of it.
"""

import logging
from functools import cache
from importlib.resources import files
from typing import Any
from unicodedata import category

_CJK = ("noto_cjk_sans_jp_regular", "NotoSansCJKjp-Regular.otf")
_FAMILIES = ["DejaVu Sans", "Noto Sans CJK JP"]
_LETTERS = ("L", "M", "N")


@cache
def families() -> list[str]:
    """Make the typefaces known to matplotlib; return their names, the preferred one first."""
    from matplotlib.font_manager import fontManager

    package, name = _CJK
    try:
        found = files(package).joinpath(name)
    except ModuleNotFoundError:
        return _FAMILIES[:1]
    fontManager.addfont(str(found))
    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)  # it has no bold one
    return _FAMILIES


@cache
def _signs(weight: str) -> frozenset[int]:
    from matplotlib.font_manager import FontProperties, findfont, get_font

    names = [findfont(FontProperties(family=name, weight=weight)) for name in families()]
    return frozenset(sign for name in names for sign in get_font(name).get_charmap())


def drawable(words: str, weight: str = "normal") -> str:
    """Return words on one line as they can be drawn; "" if letters would be missing."""
    plain = (sign for sign in words if not _joins(sign))
    line = "".join(sign if sign.isprintable() else " " for sign in plain)
    missing = {sign for sign in line if ord(sign) not in _signs(weight)}
    if any(category(sign)[0] in _LETTERS for sign in missing):
        return ""
    return " ".join("".join(sign for sign in line if sign not in missing).split())


def _joins(sign: str) -> bool:
    """Say whether a sign only makes emoji of those around it."""
    return "\ufe00" <= sign <= "\ufe0f" or sign in "\u200d\u20e3"


def fitted(text: Any, words: str, width: float, lines: int = 1) -> list[str]:
    """Break words into lines of a width in pixels; "…" ends what does not fit.

    `text` is an empty one of matplotlib's, in the size that is wanted.
    """
    done: list[str] = []
    rest = words
    while rest and len(done) < lines:
        last = len(done) == lines - 1
        line = _longest(text, rest, width, "…" if last else "")
        done.append(line)
        rest = rest[len(line) :].lstrip() if not line.endswith("…") else ""
    text.set_text("")
    return done


def _longest(text: Any, words: str, width: float, end: str) -> str:
    """Return the longest beginning that fits, up to a space where there is one."""
    if _width(text, words) <= width:
        return words
    short, long = 1, len(words)
    while long - short > 1:
        middle = (short + long) // 2
        if _width(text, words[:middle].rstrip() + end) <= width:
            short = middle
        else:
            long = middle
    space = words.rfind(" ", short // 2, short + 1)
    return words[: space if space > 0 else short].rstrip() + end


def _width(text: Any, words: str) -> float:
    text.set_text(words)
    return float(text.get_window_extent().width)
