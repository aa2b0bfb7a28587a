"""The modals that bring a file in: which one, what goes where, and only then Save."""

from collections.abc import Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import Block
from slack_sdk.models.blocks.block_elements import FileInputElement

from bot import ids
from bot.exports import forms
from bot.exports.formats import Unrecognised
from bot.kit import blocks as b
from bot.kit import inputs
from bot.kit.blocks import Json, said
from bot.kit.paging import pages_of, turns
from bot.kit.text import brief, clipped, counted, harmless, listed
from domain.initiatives import Initiative

PAGE = 20
MOST_NOTICES = 5
PIECES_SHOWN = 10
"""Unrecognised pieces whose beginnings are shown; the others are counted."""


def import_form(mine: Sequence[Initiative], channel_name: str, meta: forms.Importing) -> Json:
    """Return the modal that asks for a file, and for where its words go."""
    new = f"A new initiative in #{channel_name}" if channel_name else "A new initiative"
    options = [b.option(new, forms.NEW)]
    options += [b.option(clipped(f"{i.key}  ·  {i.name}", 75), i.id) for i in mine]
    chooser = FileInputElement(action_id="value", filetypes=list(forms.ENDINGS), max_files=1)
    return b.modal(
        "Import",
        [
            b.section(
                "*Bring in a press release, an FAQ or user stories.*\nYou will see what goes where "
                "before anything is saved."
            ),
            b.field(
                forms.FILE,
                "File",
                chooser,
                hint="Word (.docx) or Markdown (.md), at most 5 MB.",
                optional=False,
            ),
            inputs.one_of(forms.TARGET, "Its words go to", options, forms.NEW),
            *([] if channel_name else [inputs.home_channel(forms.CHANNEL, optional=True)]),
        ],
        callback=ids.exports.FETCH,
        metadata=meta,
        submit="Show what goes where",
        close="Cancel",
    )


@dataclass(frozen=True)
class Found:
    """A part of a document that the file has words for."""

    citation: str
    """"" for an entry that gets its id when it is saved."""
    title: str
    heading: str
    """What stood above the words in the file."""
    change: str
    """`new`, `changed` or `as it is`."""
    excerpt: str


@dataclass(frozen=True)
class Preview:
    """What a file would change."""

    meta: forms.Previewing
    goes_to: str
    """In words: "TeamSync (WB-1)"."""
    found: Sequence[Found]
    unrecognised: Sequence[Unrecognised]
    notices: Sequence[str]


def preview(shown: Preview) -> Json:
    """Return what goes where, with *Save*."""
    changed = [found for found in shown.found if found.change != "as it is"]
    start = (shown.meta.page - 1) * PAGE
    pages = pages_of(len(shown.found), PAGE)
    blocks: list[Block] = [
        b.section(
            f"*{harmless(shown.meta.name)}  →  {harmless(shown.goes_to)}*\n{_summary(shown)}"
        ),
        *(b.section(harmless(notice)) for notice in shown.notices[:MOST_NOTICES]),
        *(_row(found) for found in shown.found[start : start + PAGE]),
        *turns(shown.meta.page, pages, ids.exports.PAGE, "what was found"),
        *_rest(shown.unrecognised),
    ]
    savable = bool(changed)
    return b.modal(
        "What goes where",
        blocks,
        callback=ids.exports.SAVE,
        metadata=shown.meta,
        submit="Save" if savable else None,
        close="Cancel" if savable else "Close",
    )


def _summary(shown: Preview) -> str:
    counts = {
        word: sum(found.change == word for found in shown.found)
        for word in ("new", "changed", "as it is")
    }
    words = [f"{number} {word}" for word, number in counts.items() if number]
    if shown.unrecognised:
        words.append(f"{counted(len(shown.unrecognised), 'piece')} not recognised")
    if not counts["new"] and not counts["changed"]:
        return f"{listed(words)}. There is nothing to save." if words else "Nothing was recognised."
    return f"{listed(words)}. Nothing is saved yet."


def _row(found: Found) -> Block:
    where = "  ·  ".join(part for part in (found.citation, found.change) if part)
    heading = f"  ·  under “{brief(found.heading, 60)}”" if found.heading else ""
    return b.section(f"*{brief(found.title, 100)}*  ·  {where}{heading}\n{brief(found.excerpt)}")


def _rest(pieces: Sequence[Unrecognised]) -> list[Block]:
    if not pieces:
        return []
    blocks: list[Block] = [b.header("Not recognised")]
    for piece in pieces[:PIECES_SHOWN]:
        size = counted(len(piece.words), "character")
        title = said(clipped(piece.heading, 150) or "Without a heading", "bold")
        blocks.append(b.rich(b.line(title), b.quote(said(clipped(piece.words, 300)))))
        blocks.append(b.context(size))
    if len(pieces) > PIECES_SHOWN:
        blocks.append(b.context(f"And {len(pieces) - PIECES_SHOWN} more."))
    options = [
        inputs.described("Keep them", forms.KEEP, "As a file in the card's thread, whole."),
        inputs.described("Leave them out", forms.LEAVE, "They stay in the file you have."),
    ]
    return [*blocks, inputs.one_of(forms.REST, "These pieces", options, forms.KEEP)]


def still_reading(meta: forms.Previewing) -> Json:
    """Say that a large file is still being read."""
    again = b.button("Look again", ids.exports.LOOK_AGAIN, primary=True)
    words = f"*Reading {harmless(meta.name)} …*\nIt is large, so this takes a moment longer."
    return b.modal(
        "Import",
        [b.section(words), b.actions(again)],
        callback="exports.still_reading",
        metadata=meta,
        close="Cancel",
    )
