"""Words on their way to Slack: escaped, cut where people may cut, and dated in their zone."""

import re
from collections.abc import Iterable
from datetime import datetime, tzinfo

from domain.templates import INPUT_LIMIT

HEADER_LIMIT = 150
"""Characters in a header block. Source: slack.md, "Limits"."""

_HARMLESS = str.maketrans({"*": "∗", "_": "ˍ", "~": "∼", "`": "ˋ"})
_EMOJI = re.compile(r":(?=[a-z0-9_+'-]+:)", re.IGNORECASE)
_ENDING = re.compile(r"[.!?…][”\"')]?(?=\s|$)")


def escaped(words: str) -> str:
    """Escape what Slack reads as control characters, so that nothing becomes a mention."""
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def harmless(words: str) -> str:
    """Return somebody's words for a mrkdwn text: no mention, no link, no format, no emoji.

    Signs that would format are replaced by others that look alike. Only for rows and labels:
    documents themselves travel unchanged, as rich text.
    """
    return escaped(_EMOJI.sub("꞉", " ".join(words.split())).translate(_HARMLESS))


def clipped(words: str, limit: int) -> str:
    """Return the words, or as many as fit before an "…"; for labels only."""
    words = " ".join(words.split())
    return words if len(words) <= limit else f"{words[: limit - 1].rstrip()}…"


def brief(words: str, limit: int = 160) -> str:
    """Return somebody's words for a mrkdwn text, cut to `limit` characters; for lists only."""
    return harmless(clipped(words, limit))


def excerpt(words: str) -> str:
    """Return the first sentence if it has at most 180 characters, else whole words up to 160.

    Source: surfaces.md, "Long text".
    """
    words = " ".join(words.split())
    sentence = _first_sentence(words)
    if 0 < len(sentence) <= 180:  # noqa: PLR2004
        return sentence
    if len(words) <= 160:  # noqa: PLR2004
        return words
    shorter = words[:161].rpartition(" ")[0] or words[:160]
    return f"{shorter} …"


def _first_sentence(words: str) -> str:
    """Return the first sentence, "" if none ends; a small letter goes on with the same one."""
    for ending in _ENDING.finditer(words, 1):
        if not words[ending.end() :].lstrip()[:1].islower():
            return words[: ending.end()]
    return ""


def counted(number: int, one: str, many: str = "") -> str:
    """Return "1 section" or "2 sections"."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def listed(words: Iterable[str]) -> str:
    """Join with commas: a list of names in which "and" would be in the way."""
    return ", ".join(words)


def dated(moment: datetime, form: str = "{date_pretty}", *, word: str = "") -> str:
    """Return a date token that Slack shows in the reader's zone, with a fallback in UTC.

    `word` stands inside the form, because Slack capitalises a leading "today".
    """
    shown = f"{word} {form}" if word else form
    fallback = f"{moment.day} {moment:%b %Y}"
    if "{time}" in form:
        fallback += f" at {moment:%H:%M} UTC"
    return f"<!date^{int(moment.timestamp())}^{shown}|{f'{word} ' if word else ''}{fallback}>"


def plain_date(moment: datetime, zone: tzinfo) -> str:
    """Return "16 November" for texts that cannot hold a date token, in the reader's zone."""
    local = moment.astimezone(zone)
    return f"{local.day} {local:%B}"


_JOINS = {"p": "\n\n", "n": "\n", "s": " ", "x": ""}
"""How two parts of a long text were joined: paragraph, line, space, nothing."""


def parts(words: str, limit: int = INPUT_LIMIT) -> tuple[list[str], str]:
    """Cut a long text into parts that fit one input each, at paragraphs where possible.

    Returns the parts and a letter per cut that says what stood there; `joined` undoes it
    without loss.
    """
    found: list[str] = []
    joins = ""
    while len(words) > limit:
        letter, cut = _cut(words, limit)
        found.append(words[:cut])
        joins += letter
        words = words[cut + len(_JOINS[letter]) :]
    return [*found, words], joins


def _cut(words: str, limit: int) -> tuple[str, int]:
    for letter in "pns":
        cut = words.rfind(_JOINS[letter], limit // 2, limit)
        if cut > 0:
            return letter, cut
    return "x", limit


def joined(written: list[str], joins: str) -> str:
    """Put the parts of a long text together again; an emptied part goes with its join."""
    words = written[0] if written else ""
    for part, letter in zip(written[1:], joins, strict=False):
        if part:
            words = words + _JOINS[letter] + part if words else part
    return words


def paragraphs(words: str, limit: int = INPUT_LIMIT) -> list[str]:
    """Split a text for display into pieces of at most `limit` characters."""
    return parts(words, limit)[0]
