"""Markdown as Slack's canvases take it: three levels of headings, lists, code, quotes, tables.

People's words stay words: no mention, no picture and no heading comes of them.
"""

import re
from collections.abc import Iterator

from bot.exports.formats import layout
from bot.exports.formats.escaping import code_lines, open_fence, shown, tags_shown
from bot.exports.formats.model import Bundle

_HEADING = re.compile(r" {0,3}#{1,6}(?:[ \t]+(.*?))?[ \t#]*")
_BLOCK = re.compile(r"[ \t]*(?:[-*+][ \t]|[0-9]+[.)][ \t]|[>|#]|`{3}|~{3}|=+$|-+$)")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ \t]*")
_MOST_ROWS = 60
"""A canvas takes tables of at most 300 cells."""


def write(bundle: Bundle) -> str:
    """Return the bundle as a canvas's Markdown."""
    pieces = [piece for part in layout.parts(bundle) for piece in _drawn(part)]
    return "\n\n".join(pieces) + "\n"


def _drawn(part: layout.Part) -> Iterator[str]:
    match part:
        case layout.Heading():
            cited = f"  ·  {part.citation}" if part.citation not in ("", part.text) else ""
            yield f"{'#' * min(part.level, 3)} {_inline(part.text)}{cited}"
        case layout.Line():
            yield f"{part.before}{_inline(part.words)}{part.after}"
        case layout.Label():
            yield f"**{part.text}**"
        case layout.About():
            yield f"_{_inline(part.text)}_"
        case layout.Words():
            yield _quote(part.words) if part.quote else _body(part.words)
        case layout.Table():
            for rows in _some(part.rows):
                lines = (part.header, ("---",) * len(part.header), *rows)
                yield "\n".join(f"| {' | '.join(map(_cell, line))} |" for line in lines)


def _some(rows: tuple[tuple[str, ...], ...]) -> Iterator[tuple[tuple[str, ...], ...]]:
    for start in range(0, len(rows), _MOST_ROWS):
        yield rows[start : start + _MOST_ROWS]


def _inline(words: str) -> str:
    return _no_pictures(tags_shown(shown(words)))


def _no_pictures(words: str) -> str:
    """Leave nothing that would become a picture or a mention: `![](@U123)`."""
    return words.replace("![", "!\\[")


def _body(words: str) -> str:
    lines = tags_shown(shown(words)).strip("\n").split("\n")
    code = code_lines(lines)
    done = [
        line if is_code else _line(line, following)
        for line, is_code, following in zip(lines, code, [*lines[1:], ""], strict=True)
    ]
    fence = open_fence("\n".join(lines))
    return "\n".join([*done, fence] if fence else done)


def _line(line: str, following: str) -> str:
    if heading := _HEADING.fullmatch(line):
        return f"**{_no_pictures(heading[1])}**" if heading[1] else "\\#"
    words = _no_pictures(line)
    if _UNDERLINE.fullmatch(line) and line.strip():
        return f"\\{words.lstrip()}"
    ends = (
        line.strip() and following.strip() and not (_BLOCK.match(line) or _BLOCK.match(following))
    )
    return f"{words.rstrip()}  " if ends else words


def _quote(words: str) -> str:
    """Put a bar before plain words; a canvas holds no lists or code behind one."""
    body = _body(words)
    if any(_BLOCK.match(line) for line in body.split("\n")):
        return body
    return "\n".join(
        f"> {line}".rstrip(" ") if not line else f"> {line}" for line in body.split("\n")
    )


def _cell(words: str) -> str:
    return _inline(" ".join(words.split())).replace("|", "\\|")
