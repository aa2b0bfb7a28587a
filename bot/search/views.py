"""What was found, as blocks."""

from collections.abc import Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import Block

from bot import ids
from bot.kit import blocks as b
from bot.kit.blocks import Json, Metadata
from bot.kit.paging import pages_of, turns
from bot.kit.text import brief, clipped, counted, harmless
from domain.initiatives import KEY_PREFIX
from storage.search import BEGIN, END, LONGEST_QUERY, MOST_HITS, Hit

PAGE = 10
QUERY = "query"


class Finding(Metadata):
    """The modal that finds."""

    typed: str = ""
    page: int = 1


@dataclass(frozen=True)
class Shown:
    """A page of what was found."""

    typed: str
    hits: Sequence[Hit]
    count: int
    page: int


def find_modal(shown: Shown) -> Json:
    """Return what was found, best first, with the input to look again."""
    blocks: list[Block] = [
        b.field(
            QUERY,
            "Words",
            b.text_input(
                initial=shown.typed,
                placeholder='retention "30 minutes"',
                multiline=False,
                limit=LONGEST_QUERY,
                focus=not shown.hits,
            ),
            hint="All of these words, in any form. Quotation marks keep words together.",
            optional=False,
        ),
        *_result(shown),
        *(_row(hit) for hit in shown.hits),
        *turns(shown.page, pages_of(shown.count, PAGE), ids.search.PAGE, "what was found"),
    ]
    meta = Finding(typed=shown.typed, page=shown.page)
    return b.modal("Find", blocks, callback=ids.search.FIND, metadata=meta, submit="Find")


def _result(shown: Shown) -> list[Block]:
    if not shown.typed:
        return []
    if not shown.count:
        words = f"Nothing found for “{brief(shown.typed, 80)}” in what you may see. Try one word."
        return [b.section(f"*{words}*")]
    if shown.count == MOST_HITS:
        words = (
            f"*{counted(shown.count, 'place')} or more* in what you may see. More words find less."
        )
        return [b.section(words)]
    return [b.section(f"*{counted(shown.count, 'place')}* in what you may see")]


def _row(hit: Hit) -> Block:
    key = f"{KEY_PREFIX}-{hit.number}"
    where = "  ·  ".join(
        part for part in (harmless(hit.initiative), key, hit.citation, _kind(hit)) if part
    )
    words = f"*{brief(hit.title, 120)}*\n{where}\n{_excerpt(hit)}"
    about = f"Read {clipped(hit.title, 60)}"
    action, record = _target(hit)
    return b.section(words, b.button("Read", action, record, about=about))


def _kind(hit: Hit) -> str:
    return "" if hit.kind == "document" else hit.kind


def _target(hit: Hit) -> tuple[str, str]:
    if hit.kind == "goal":
        return ids.goals.SEE, hit.owner
    if hit.kind == "scope item":
        return ids.scope.SEE, hit.owner
    if hit.kind == "feedback":
        return ids.feedback.SEE, hit.owner
    return ids.documents.READ, hit.owner if hit.kind == "document" else hit.initiative_id


def _excerpt(hit: Hit) -> str:
    """Return the excerpt with the words that were looked for in bold."""
    pieces = []
    for index, piece in enumerate(hit.excerpt[:600].split(BEGIN)):
        found, mark, rest = piece.partition(END)
        if index and mark:
            pieces.append(f"*{harmless(found)}*{_plain(rest)}")
        else:
            pieces.append(_plain(piece.replace(END, "")))
    return "".join(pieces)


def _plain(words: str) -> str:
    """Return words made harmless, with the spaces at their ends."""
    lead = " " if words[:1].isspace() else ""
    trail = " " if words[-1:].isspace() and words.strip() else ""
    return f"{lead}{harmless(words)}{trail}"
