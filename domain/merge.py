"""Two edits of one version: what fits together by itself, and where a person must choose."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import Indel

from domain.diff import stands_alone, tokens
from domain.templates import ORDER, Content, Field, Template

_ENDINGS = (".", "!", "?")

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


def _phrases(base: list[str], edits: list[_Edit]) -> list[_Edit]:
    """Make one edit of those with at most a word between them: a rewritten phrase is one phrase."""
    found: list[_Edit] = []
    for edit in edits:
        between = "".join(base[found[-1].end : edit.start]) if found else ""
        if found and stands_alone(between):
            found[-1] = _Edit(found[-1].start, edit.end, found[-1].new + between + edit.new)
        else:
            found.append(edit)
    return found


def join_words(base: str, theirs: str, mine: str) -> str:
    """Join two edits of a text word by word.

    Edits of different words both count. Where both changed the same words, their whole phrase
    comes first and mine follows, so that nothing either wrote is missing or torn apart.
    """
    old = tokens(base)
    edits = _edits(old, tokens(theirs)), _edits(old, tokens(mine))
    regions = list(_regions(old, *edits))
    if any(their is not None and my is not None for _, _, their, my in regions):
        regions = list(_regions(old, _phrases(old, edits[0]), _phrases(old, edits[1])))
    result: list[str] = []
    position = 0
    for start, end, their, my in regions:
        result += old[position:start]
        result.append(_both(their, my, "".join(old[end : end + 1])))
        position = end
    return "".join([*result, *old[position:]])


def _both(theirs: str | None, mine: str | None, follows: str) -> str:
    """Return one stretch of words from two (None: untouched); what begins both stands once.

    Where the sign that follows ends a sentence, theirs ends too before mine begins another.
    """
    if theirs is None or mine is None or theirs == mine:
        return (mine if theirs is None else theirs) or ""
    their, my = tokens(theirs), tokens(mine)
    same = 0
    while same < min(len(their), len(my)) and their[same] == my[same]:
        same += 1
    rest = "".join(my[same:])
    if not theirs or not rest:
        return theirs + rest
    ending = follows if follows in _ENDINGS and rest.lstrip()[:1].isupper() else ""
    gap = "" if theirs[-1].isspace() or rest[0].isspace() else " "
    return theirs + ending + gap + rest


def _regions(
    old: list[str], theirs: list[_Edit], mine: list[_Edit]
) -> Iterator[tuple[int, int, str | None, str | None]]:
    """Yield the edited stretches of `old`: start, end, their words and mine (None: untouched)."""
    waiting = {"theirs": list(theirs), "mine": list(mine)}
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
