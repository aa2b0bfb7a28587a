"""Two edits of one version: what fits together by itself, and where a person must choose."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import Indel

from domain.diff import tokens
from domain.templates import ORDER, Content, Field, Template

Choice = Literal["theirs", "mine", "both"]


@dataclass(frozen=True)
class Conflict:
    """A field that both edits changed, differently."""

    field: Field
    base: str
    theirs: str
    mine: str

    @property
    def joined(self) -> str:
        """One text from both, to start from."""
        return join_words(self.base, self.theirs, self.mine)


@dataclass(frozen=True)
class Merge:
    """What becomes of two edits of one version."""

    content: dict[str, str]
    """The merged words; where a conflict stands, theirs."""
    conflicts: tuple[Conflict, ...]
    only_mine: tuple[Field, ...]
    only_theirs: tuple[Field, ...]


def merge(template: Template, base: Content, theirs: Content, mine: Content) -> Merge:
    """Merge field by field; a field that only one side changed needs no choice."""
    content: dict[str, str] = {}
    conflicts: list[Conflict] = []
    only_mine: list[Field] = []
    only_theirs: list[Field] = []
    for field in template.fields_in(base, mine, theirs):
        before, their, my = (side.get(field.key, "") for side in (base, theirs, mine))
        content[field.key] = their
        if my in (before, their):
            if their not in (before, my):
                only_theirs.append(field)
        elif their == before:
            content[field.key] = my
            only_mine.append(field)
        elif field.key == ORDER:  # entries of both sides stay; mine that are new stand last
            only_theirs.append(field)
        else:
            conflicts.append(Conflict(field, before, their, my))
    return Merge(
        {key: text for key, text in content.items() if text},
        tuple(conflicts),
        tuple(only_mine),
        tuple(only_theirs),
    )


@dataclass(frozen=True)
class _Edit:
    """Tokens `start` to `end` of the base, replaced by `new`."""

    start: int
    end: int
    new: str


def _edits(base: list[str], other: list[str]) -> list[_Edit]:
    edits: list[_Edit] = []
    for code in Indel.opcodes(base, other):
        if code.tag == "equal":
            continue
        new = "".join(other[code.dest_start : code.dest_end])
        if edits and edits[-1].end == code.src_start:  # a deletion and its insertion are one edit
            edits[-1] = _Edit(edits[-1].start, code.src_end, edits[-1].new + new)
        else:
            edits.append(_Edit(code.src_start, code.src_end, new))
    return edits


def join_words(base: str, theirs: str, mine: str) -> str:
    """Join two edits of a text word by word.

    Edits of different words both count. Where both changed the same words, theirs come first
    and mine follow, so that nothing either wrote is missing.
    """
    old = tokens(base)
    result: list[str] = []
    position = 0
    for start, end, their, my in _regions(old, tokens(theirs), tokens(mine)):
        result += old[position:start]
        if their is None or their == my:
            result.append(my or "")
        elif my is None:
            result.append(their)
        else:
            gap = " " if their and my and not (their[-1].isspace() or my[0].isspace()) else ""
            result.append(their + gap + my)
        position = end
    return "".join([*result, *old[position:]])


def _regions(
    old: list[str], theirs: list[str], mine: list[str]
) -> Iterator[tuple[int, int, str | None, str | None]]:
    """Yield the edited stretches of `old`: start, end, their words and mine (None: untouched)."""
    waiting = {"theirs": _edits(old, theirs), "mine": _edits(old, mine)}
    while any(waiting.values()):
        first = min((edits[0] for edits in waiting.values() if edits), key=lambda e: e.start)
        start, end = first.start, first.end
        taken: dict[str, list[_Edit]] = {"theirs": [], "mine": []}
        grown = True
        while grown:  # a stretch grows while an edit of either side begins within it
            grown = False
            for side, edits in waiting.items():
                while edits and (edits[0].start < end or edits[0].start == start):
                    edit = edits.pop(0)
                    taken[side].append(edit)
                    end, grown = max(end, edit.end), True
        yield (
            start,
            end,
            _applied(old, start, end, taken["theirs"]),
            _applied(old, start, end, taken["mine"]),
        )


def _applied(old: list[str], start: int, end: int, edits: list[_Edit]) -> str | None:
    if not edits:
        return None
    parts: list[str] = []
    position = start
    for edit in edits:
        parts += [*old[position : edit.start], edit.new]
        position = edit.end
    return "".join([*parts, *old[position:end]])
