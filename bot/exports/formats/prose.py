"""People's words as blocks to be drawn: lists, code, tables, quotes where they are plain Markdown.

Nothing is rewritten. Each block knows its source, cut into what shows and what is only syntax, so
that a format can hide the syntax and still hold every sign.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Literal

Kind = Literal["paragraph", "heading", "code", "item", "quote", "table", "rule"]


@dataclass(frozen=True)
class Cut:
    """A line of a block: syntax, what shows, syntax."""

    before: str
    shown: str
    after: str = ""

    @property
    def source(self) -> str:
        """The line as it was typed."""
        return f"{self.before}{self.shown}{self.after}"


@dataclass(frozen=True)
class Block:
    """A block of somebody's words. `apart` and the lines, joined, are the source."""

    kind: Kind
    lines: tuple[Cut, ...]
    apart: str = ""
    """The line ends, and blank lines, between the block before and this one."""
    level: int = 0
    """Of a heading, 1 to 6; of an item, how deep it stands, from 0."""
    number: str = ""
    """Of an item that is counted: "1."."""
    end: str = ""
    """Blank lines after the last block."""

    @property
    def source(self) -> str:
        """What was typed, from the end of the block before."""
        return self.apart + "\n".join(line.source for line in self.lines) + self.end


@dataclass(frozen=True)
class _Leaf:
    kind: Kind
    first: int = 0
    end: int = 0
    level: int = 0
    number: str = ""


_FENCE = re.compile(r"[ \t>]*(`{3,}|~{3,}).*")
_LEAVES: dict[str, Kind] = {
    "fence": "code",
    "code_block": "code",
    "hr": "rule",
    "table_open": "table",
}


@cache
def _parser() -> Any:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).enable("table").disable(["reference"])


def blocks(words: str) -> list[Block]:
    """Cut words into blocks; together their sources are the words."""
    lines = words.split("\n")
    found: list[Block] = []
    at = 0
    for leaf in _whole(_leaves(words), lines):
        apart = (
            "\n".join(["", *lines[at : leaf.first], ""])
            if found
            else ("".join(f"{line}\n" for line in lines[at : leaf.first]))
        )
        cuts = tuple(_cut(leaf, lines))
        found.append(Block(leaf.kind, cuts, apart, leaf.level, leaf.number))
        at = leaf.end
    if not found:
        return [Block("paragraph", tuple(Cut("", line) for line in lines))]
    if at < len(lines):
        last = found.pop()
        end = "".join(f"\n{line}" for line in lines[at:])
        found.append(Block(last.kind, last.lines, last.apart, last.level, last.number, end))
    return found


def _leaves(words: str) -> Iterator[_Leaf]:
    """Yield the parser's blocks that hold words, by their lines."""
    place = _Place()
    for token in _parser().parse(words):
        place.enter(token)
        leaf = _leaf(token, place)
        if leaf and token.map:
            yield replace(leaf, first=token.map[0], end=token.map[1])


class _Place:
    """What the parser stands in: lists, items, quotes."""

    def __init__(self) -> None:
        self.lists = 0
        self.quotes = 0
        self.numbers: list[str] = []
        self.begins_item = False

    def enter(self, token: Any) -> None:
        """Go into what a token opens, out of what it closes."""
        if token.type in ("bullet_list_open", "ordered_list_open"):
            self.lists += 1
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            self.lists -= 1
        elif token.type == "list_item_open":
            self.begins_item = True
            self.numbers.append(f"{token.info}{token.markup}" if token.info else "")
        elif token.type == "list_item_close":
            self.numbers.pop()
        elif token.type in ("blockquote_open", "blockquote_close"):
            self.quotes += token.nesting


def _leaf(token: Any, place: _Place) -> _Leaf | None:
    if token.type == "heading_open":
        return _Leaf("heading", level=int(token.tag[1]))
    if kind := _LEAVES.get(token.type):
        return _Leaf(kind)
    if token.type != "paragraph_open":
        return None
    if place.lists and place.begins_item:
        place.begins_item = False
        return _Leaf("item", level=place.lists - 1, number=place.numbers[-1])
    return _Leaf("quote" if place.quotes else "paragraph", level=place.lists)


def _whole(leaves: Iterator[_Leaf], lines: list[str]) -> Iterator[_Leaf]:
    """Let nothing fall between two blocks, and no two blocks share a line."""
    at = 0
    for leaf in leaves:
        if leaf.first < at or leaf.end <= leaf.first:
            continue
        yield from _missed(lines, at, leaf.first)
        end = leaf.end
        while end > leaf.first + 1 and not lines[end - 1].strip(" \t"):
            end -= 1
        yield replace(leaf, end=end)
        at = end
    yield from _missed(lines, at, len(lines))


def _missed(lines: list[str], first: int, end: int) -> Iterator[_Leaf]:
    start: int | None = None
    for at in range(first, end + 1):
        filled = at < end and bool(lines[at].strip(" \t"))
        if filled and start is None:
            start = at
        elif not filled and start is not None:
            yield _Leaf("paragraph", start, at)
            start = None


_HASHES = re.compile(r"[ \t>]*#{1,6}(?:[ \t]+|$)")
_BAR = re.compile(r"(?:[ \t]*>[ \t]?)+")
_INDENT = re.compile(r"[ \t]*")
_ITEM = re.compile(r"[ \t>]*(?:(?:[-*+]|[0-9]{1,9}[.)])(?:[ \t]+|$))+")


def _cut(leaf: _Leaf, lines: list[str]) -> Iterator[Cut]:
    """Part what shows from what is syntax, line by line."""
    own = lines[leaf.first : leaf.end]
    if leaf.kind == "code":
        yield from _code(own)
        return
    for at, line in enumerate(own):
        if leaf.kind == "rule" or (leaf.kind == "heading" and at and at == len(own) - 1):
            yield Cut(line, "")
            continue
        pattern = {"heading": _HASHES, "quote": _BAR, "item": _ITEM if not at else _INDENT}.get(
            leaf.kind
        )
        match = pattern.match(line) if pattern else None
        start = match.end() if match else 0
        yield Cut(line[:start], line[start:]) if start < len(line) else Cut("", line)


def _code(own: list[str]) -> Iterator[Cut]:
    fence = _FENCE.fullmatch(own[0])
    if fence is None:
        for line in own:
            start = next((n for n in (4, 1) if line[:n] in ("    ", "\t")), 0)
            yield Cut(line[:start], line[start:])
        return
    said = own[0].partition(fence[1])[2]
    is_language = len(said.split()) <= 1  # "```py"; more are words that shall be seen
    yield Cut(own[0], "") if is_language else Cut(own[0].removesuffix(said), said)
    for line in own[1:-1]:
        yield Cut("", line)
    if len(own) > 1:
        last = own[-1]
        closes = last.strip(" \t>") and set(last.strip(" \t>")) == {fence[1][0]}
        closes = closes and len(last.strip(" \t>")) >= len(fence[1])
        yield Cut(last, "") if closes else Cut("", last)
