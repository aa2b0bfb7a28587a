"""From Markdown or plain text to lines, each with what it stands in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*")
_UNDERLINE = re.compile(r" {0,3}(=+|-{2,})[ \t]*")
_FENCE = re.compile(r"[ \t]*(`{3,}(?=[^`]*$)|~{3,})(.*)")
_OWN_LINE = re.compile(r"[ \t]*(?:[-*+•][ \t]|[0-9]{1,3}[.)][ \t]|>|—|–|--|\||Owner:)")
_INDENTED = re.compile(r"(?:    |\t)")
_FRONT = 30
SPEAKER = ("— ", "– ", "-- ", "―")
"""How a line begins that names who is quoted."""


@dataclass(frozen=True)
class Line:
    """A line of a file."""

    text: str
    level: int = 0
    """Of a heading, 1 to 6; 0 for any other line."""
    opens: bool = False
    """The first line of a paragraph."""
    code: bool = False
    apart: bool = False
    """It begins where somebody made a line end, so it is not joined with the line before."""
    field: str = ""
    """The field that a style names, for example Word's "Subtitle"."""


def lines_of(text: str) -> Iterator[Line]:
    """Yield the lines of a Markdown file; blank ones too."""
    raw = text.split("\n")
    fence, opens, skip = "", True, False
    front = _front_matter(raw)
    yield from (Line(words, code=True) for words in raw[:front])
    for at, words in enumerate(raw[front:], start=front):
        if skip:
            skip, opens = False, True
            continue
        following = raw[at + 1] if at + 1 < len(raw) else ""
        match = _FENCE.fullmatch(words)
        if fence or match:
            yield Line(words, code=True, opens=opens and not fence)
            fence = _fence_after(fence, match)
            opens = not fence
        elif heading := _HEADING.fullmatch(words):
            yield Line((heading[2] or "").strip(), level=len(heading[1]))
            opens = True
        elif opens and words.strip() and _is_underlined(words, following):
            yield Line(words.strip(), level=1 if "=" in following else 2)
            skip = True
        else:
            yield Line(words, opens=opens and bool(words.strip()))
            opens = not words.strip()


def _front_matter(raw: list[str]) -> int:
    """Return how many lines of properties stand before the words."""
    if raw[0].rstrip() != "---":
        return 0
    ends = (at for at, line in enumerate(raw[1:_FRONT], start=1) if line.rstrip() == "---")
    end = next(ends, 0)
    return end + 1 if end and all(":" in line or not line.strip() for line in raw[1:end]) else 0


def _is_underlined(words: str, following: str) -> bool:
    return bool(_UNDERLINE.fullmatch(following)) and not _OWN_LINE.match(words)


def _fence_after(fence: str, match: re.Match[str] | None) -> str:
    if match is None:
        return fence
    if not fence:
        return match[1]
    return "" if match[1].startswith(fence) and not match[2].strip() else fence


def joined(lines: list[Line]) -> str:
    """Return the words of lines; the lines of a paragraph become one, lists and code stay."""
    done: list[str] = []
    apart = True
    for line in lines:
        if not line.code and not line.text.strip():
            if done and done[-1]:
                done.append("")
            apart = True
            continue
        own = line.code or bool(_OWN_LINE.match(line.text))
        deep = bool(_INDENTED.match(line.text)) and not (done and _OWN_LINE.match(done[-1]))
        if apart or own or deep or line.apart:
            done.append(line.text if own or deep or line.apart else line.text.strip())
        else:
            done[-1] += f" {line.text.strip()}"
        apart = line.code or deep or line.text.endswith(("  ", "\\"))
    return "\n".join(done).strip("\n")
