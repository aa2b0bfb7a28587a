"""What changed, word by word: in the thread note, the comparison and the conflict screen."""

from collections.abc import Iterable, Sequence

from slack_sdk.models.blocks import Block, RichTextElement

from bot.kit import blocks as b
from bot.kit.blocks import said
from bot.kit.text import paragraphs
from domain.diff import Piece, SectionChange, shortened
from domain.templates import INPUT_LIMIT

LEGEND = "Struck through: removed. Bold: new. …: unchanged."


MOST_PIECES = 150
"""A section changed in more places reads better as its words before and its words after."""


def change_blocks(change: SectionChange, *, whole: bool = False) -> list[Block]:
    """Return the change of one section: its name and citation, then the words behind a bar.

    `whole` keeps the unchanged words that a note shortens to "…".
    """
    name = [
        said(change.section.title, "bold"),
        said(f"  ·  {change.section.citation}{_how(change)}"),
    ]
    first, *others = _quoted(_pieces(change, whole=whole))
    return [b.rich(b.line(*name), b.quote(*first)), *(b.rich(b.quote(*more)) for more in others)]


def _how(change: SectionChange) -> str:
    if not change.before:
        return ", new"
    if not change.after:
        return ", emptied"
    return ", rewritten" if _is_rewritten(change) else ""


def _is_rewritten(change: SectionChange) -> bool:
    return change.rewritten or len(change.pieces) > MOST_PIECES


def _pieces(change: SectionChange, *, whole: bool) -> Sequence[Piece]:
    if _is_rewritten(change):
        return (
            Piece("removed", change.before),
            Piece("same", "\n"),
            Piece("added", change.after),
        )
    return change.pieces if whole else shortened(change.pieces)


def _quoted(pieces: Sequence[Piece]) -> list[list[RichTextElement]]:
    """Return rich text in runs that each fit one block."""
    runs: list[list[RichTextElement]] = [[]]
    room = INPUT_LIMIT
    for piece in spaced(pieces):
        for words in paragraphs(piece.text):
            if len(words) > room and runs[-1]:
                runs.append([])
                room = INPUT_LIMIT
            room -= len(words)
            runs[-1].append(_styled(piece.kind, words))
    return runs if runs[0] else [[said("–")]]


def _styled(kind: str, words: str) -> RichTextElement:
    if kind == "removed":
        return said(words, "strike")
    return said(words, "bold") if kind == "added" else said(words)


def spaced(pieces: Iterable[Piece]) -> list[Piece]:
    """Put a space between removed words and the new ones that follow them at once."""
    result: list[Piece] = []
    for piece in pieces:
        if not piece.text:
            continue
        before = result[-1] if result else None
        turns = before and before.kind == "removed" and piece.kind == "added"
        if before and turns and not (before.text[-1].isspace() or piece.text[0].isspace()):
            result.append(Piece("same", " "))
        result.append(piece)
    return result


def shown_size(change: SectionChange) -> int:
    """Return how many characters a note spends on a change."""
    return sum(len(piece.text) for piece in _pieces(change, whole=False))
