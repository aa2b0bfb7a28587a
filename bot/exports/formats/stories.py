"""User stories in running words: "As a …, I want …, so that …"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.exports.formats.lines import Line

_MOST_LINES = 6
_MARKER = r"(?:[-*+•][ \t]+|[0-9]{1,3}[.)][ \t]+)?(?:US[ -]?[0-9]+[ \t]*[:.–—-]?[ \t]+)?"
_ENGLISH = re.compile(
    rf"{_MARKER}As (?:an?|the) (?P<who>.+?),? I (?:want|need|would like|wish)(?: to)? (?P<what>.+?)"
    r"(?:,? so(?: that)? (?P<why>.+?))?\.?",
    re.IGNORECASE,
)
_GERMAN = re.compile(
    rf"{_MARKER}Als (?:eine?[rn]? )?(?P<who>.+?),? (?:möchte|will) ich (?P<what>.+?)"
    r"(?:, (?:damit|um|sodass|so dass) (?P<why>.+?))?\.?",
    re.IGNORECASE,
)
_STARTS = re.compile(rf"[ \t]*{_MARKER}(?:As an? |As the |Als )", re.IGNORECASE)
_ITEM = re.compile(r"[ \t]*(?:[-*+•]|[0-9]{1,3}[.)])[ \t]")
_EMPHASIS = re.compile(r"\*\*|__")
ACCEPTANCE = re.compile(
    r"[ \t]*[*_]*(?:acceptance criteria|acceptance|it is done when|done when|akzeptanzkriterien)"
    r"[*_]*:?[*_]*:?[ \t]*(.*)",
    re.IGNORECASE,
)
"""A label above what is checked, and words behind it."""


@dataclass(frozen=True)
class Story:
    """A story, and how many lines it took."""

    as_a: str
    i_want: str
    so_that: str
    whole: str
    lines: int


def story_at(lines: Sequence[Line], at: int) -> Story | None:
    """Return the story that begins in a line; it may go on in the next ones."""
    if not _STARTS.match(_EMPHASIS.sub("", lines[at].text)):
        return None
    told = ""
    best: Story | None = None
    for count, line in enumerate(lines[at : at + _MOST_LINES], start=1):
        ends = not line.text.strip() or line.code or line.level
        if ends or (count > 1 and (_ITEM.match(line.text) or ACCEPTANCE.fullmatch(line.text))):
            break
        told = f"{told} {line.text.strip()}".strip()
        best = _parsed(told, count) or best
    return best


def _parsed(told: str, count: int) -> Story | None:
    words = _EMPHASIS.sub("", told)
    match = _ENGLISH.fullmatch(words) or _GERMAN.fullmatch(words)
    if match is None:
        return None
    who, what, why = (match[name] or "" for name in ("who", "what", "why"))
    return Story(who.strip(" ,"), what.strip(" ,"), why.strip(), told, count)
