"""Markdown: as a person would write it, with comments nobody sees that say which field is which."""

import json
import re
from collections.abc import Iterator
from itertools import zip_longest

from bot.exports.formats import layout
from bot.exports.formats.escaping import MARK, open_fence, shown, tags_shown
from bot.exports.formats.model import Bundle

EDGES = re.compile(r"\A((?:[ \t]*\n)*)(.*?)((?:\n[ \t]*)*)\Z", re.DOTALL)
"""Blank lines before, what is written, blank lines after."""


def write(bundle: Bundle) -> str:
    """Return the bundle as Markdown that `read` takes back exactly."""
    lines: list[str] = []
    parts = list(layout.parts(bundle))
    for part, following in zip_longest(parts, parts[1:]):
        drawn = list(_drawn(part, following))
        together = _together(part, following)
        if together == "speaker":
            drawn[-1] += "  "  # a line break in Markdown
        lines += drawn
        if not together:
            lines.append("")
    return "\n".join(lines)


def _together(part: layout.Part, following: layout.Part | None) -> str:
    """Return the role of two lines that stand in one paragraph; "" if they are apart."""
    if not (isinstance(part, layout.Line) and isinstance(following, layout.Line)):
        return ""
    same = part.role == following.role and part.role in ("story", "speaker")
    return part.role if same else ""


def _drawn(part: layout.Part, following: layout.Part | None) -> Iterator[str]:
    match part:
        case layout.Words():
            body = _body(part.words)
            yield "\n".join(_barred(line) for line in body.split("\n")) if part.quote else body
        case layout.Table():
            yield from _table(part)
        case layout.Line():
            yield f"{part.before}{_typed(part.words)}{part.after} {_mark(f'{part.key}=')}"
        case layout.About():
            kind = part.kind.value if part.kind else "about"
            yield f"{part.text} {_mark(kind, **part.facts)}"
        case layout.Label():
            yield f"**{part.text}** {_mark(part.opens, **_edges(following))}"
        case layout.Heading():
            own = f"{part.key}=" if part.key else ""
            mark = _mark(own, part.opens, **(_edges(following) if part.opens else {}))
            yield f"{'#' * part.level} {_typed(part.text)} {mark}"


def _edges(words: layout.Part | None) -> dict[str, str]:
    """Return what the file cannot show of the words that follow."""
    if not isinstance(words, layout.Words):
        return {}
    before, core, after = _parts(words.words)
    return {"before": before, "after": after, "closed": open_fence(core)}


def _parts(words: str) -> tuple[str, str, str]:
    match = EDGES.match(shown(words))
    return (match[1], match[2], match[3]) if match else ("", words, "")


def _body(words: str) -> str:
    core = tags_shown(_parts(words)[1])
    fence = open_fence(core)
    return f"{core}\n{fence}" if fence else core


def _barred(line: str) -> str:
    return f"> {line}" if line else ">"


def _typed(words: str) -> str:
    return tags_shown(shown(words))


def _mark(*keys: str, **facts: str) -> str:
    said = [f"{name}={_quoted(value)}" for name, value in facts.items() if value]
    return f"{MARK}{' '.join([*filter(None, keys), *said])} -->"


def _quoted(value: str) -> str:
    return json.dumps(value).replace("<", "\\u003c").replace(">", "\\u003e")


def _table(table: layout.Table) -> Iterator[str]:
    yield _row(table.header)
    yield _row(("---",) * len(table.header))
    for row in table.rows:
        yield _row(tuple(_cell(cell) for cell in row))


def _row(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(words: str) -> str:
    one_line = " ".join(shown(words).split())
    return tags_shown(one_line.replace("\\", "\\\\").replace("|", "\\|"))
