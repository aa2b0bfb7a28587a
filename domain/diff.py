"""Word-level differences: what was taken out and what was put in."""

import re
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import Indel

from domain.templates import ORDER, Content, Section, Template

REWRITTEN_SHARE = 0.6
"""A section of which more has changed counts as rewritten. Source: surfaces.md, "Long text"."""

KEPT_CONTEXT = 12
"""Unchanged runs of more words are shortened to "…". Source: surfaces.md, "Long text"."""

_TOKEN = re.compile(
    # scripts that write no spaces differ character by character
    r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]"
    # a word with its combining marks
    r"|(?:(?![\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af])\w[\u0300-\u036f]*)+"
    r"|\s+"
    # a sign, or an emoji with all that is joined to it
    r"|[^\w\s](?:[\u200d\ufe0f\u20e3\U0001f3fb-\U0001f3ff]+[^\w\s]?)*"
)

Kind = Literal["same", "removed", "added"]


@dataclass(frozen=True)
class Piece:
    """A run of text that both sides share, or that one of them has alone."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class SectionChange:
    """How one section differs between two contents."""

    section: Section
    before: str
    after: str
    pieces: tuple[Piece, ...]
    rewritten: bool


def tokens(text: str) -> list[str]:
    """Split into words, signs and white space; joined together they are the text again."""
    return _TOKEN.findall(text)


def stands_alone(between: str) -> bool:
    """Say whether what stands between two changes is so little that it belongs to them."""
    return "\n" not in between and len(re.findall(r"\w+", between)) <= 1


def word_diff(before: str, after: str) -> tuple[Piece, ...]:
    """Return the pieces of `before` and `after` in reading order.

    The same and removed pieces together are `before`; the same and added pieces are `after`.
    A word, signs or spaces that stand alone between two changes belong to the change, so that
    a rewritten phrase reads as one phrase.
    """
    old, new = tokens(before), tokens(after)
    pieces: list[Piece] = []
    for code in Indel.opcodes(old, new):
        if code.tag == "equal":
            pieces.append(Piece("same", "".join(old[code.src_start : code.src_end])))
        elif code.tag == "delete":
            pieces.append(Piece("removed", "".join(old[code.src_start : code.src_end])))
        else:
            pieces.append(Piece("added", "".join(new[code.dest_start : code.dest_end])))
    return _gathered(pieces)


def _gathered(pieces: list[Piece]) -> tuple[Piece, ...]:
    """Put neighbouring changes together, removed before added."""
    result: list[Piece] = []
    removed = added = ""
    for index, piece in enumerate(pieces):
        alone = piece.kind == "same" and 0 < index < len(pieces) - 1 and stands_alone(piece.text)
        if alone:
            removed, added = removed + piece.text, added + piece.text
        elif piece.kind == "removed":
            removed += piece.text
        elif piece.kind == "added":
            added += piece.text
        else:
            result += _change(removed, added)
            removed = added = ""
            result.append(piece)
    return (*result, *_change(removed, added))


def _change(removed: str, added: str) -> list[Piece]:
    """Return the two sides of a change without the white space that both have around it."""
    if removed == added:
        return [Piece("same", removed)] if removed else []
    lead = trail = ""
    while removed and added and removed[0] == added[0] and removed[0].isspace():
        lead, removed, added = lead + removed[0], removed[1:], added[1:]
    while removed and added and removed[-1] == added[-1] and removed[-1].isspace():
        trail, removed, added = removed[-1] + trail, removed[:-1], added[:-1]
    both = (
        Piece("same", lead),
        Piece("removed", removed),
        Piece("added", added),
        Piece("same", trail),
    )
    return [piece for piece in both if piece.text]


def changed_share(pieces: tuple[Piece, ...]) -> float:
    """Return the share, 0 to 1, of characters that only one side has."""
    changed = sum(len(piece.text) for piece in pieces if piece.kind != "same")
    shared = 2 * sum(len(piece.text) for piece in pieces if piece.kind == "same")
    return changed / (changed + shared) if changed else 0.0


def shortened(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Return the pieces with the middle of long unchanged runs replaced by "…".

    Half of the kept words stand on each side of a change; at the beginning and the end of the
    text only the side towards the change is kept.
    """
    result: list[Piece] = []
    for index, piece in enumerate(pieces):
        words = list(re.finditer(r"\S+", piece.text))
        if piece.kind != "same" or len(words) <= KEPT_CONTEXT:
            result.append(piece)
            continue
        half = KEPT_CONTEXT // 2
        head = piece.text[: words[half - 1].end()] if index > 0 else ""
        tail = piece.text[words[-half].start() :] if index < len(pieces) - 1 else ""
        result.append(Piece("same", " ".join(part for part in (head, "…", tail) if part)))
    return tuple(result)


def section_changes(
    template: Template, before: Content, after: Content
) -> tuple[SectionChange, ...]:
    """Return the sections whose words differ, in the template's order.

    The order of entries counts where entries that both sides have changed places.
    """
    changes = []
    shared = [set(template.entry_keys(side)) for side in (before, after)]
    kept = shared[0] & shared[1]
    before, after = (_ordered(template, side, kept) for side in (before, after))
    sections = template.sections_in(before, after)
    for section in (*sections, template.order) if template.groups else sections:
        old, new = section.text(before), section.text(after)
        if all(before.get(f.key, "") == after.get(f.key, "") for f in section.fields):
            continue
        changes.append(section_change(section, old, new))
    return tuple(changes)


def section_change(section: Section, old: str, new: str) -> SectionChange:
    """Return how a section's words differ."""
    pieces = word_diff(old, new)
    rewritten = bool(old and new) and changed_share(pieces) > REWRITTEN_SHARE
    return SectionChange(section, old, new, pieces, rewritten)


def _ordered(template: Template, content: Content, kept: set[str]) -> Content:
    """Return the content with the order of only those entries, by their citations."""
    if not template.groups:
        return content
    keys = [key for key in template.entry_keys(content) if key in kept]
    return {**content, ORDER: " ".join(template.section_of(key).citation for key in keys)}
