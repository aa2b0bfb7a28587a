"""The mock-ups of a story, as blocks."""

from collections.abc import Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import Block
from slack_sdk.models.blocks.block_elements import FileInputElement

from bot import ids
from bot.experience.forms import ALT_LIMIT, ALT_TEXT, PICTURE, PICTURES, Looking, OfStory
from bot.initiatives.pictures import picture
from bot.initiatives.rows import record_of
from bot.kit import blocks as b
from bot.kit.blocks import Json, Message, said
from bot.kit.paging import pages_of, turns
from bot.kit.text import brief, counted, dated, harmless
from domain.documents import Document
from domain.experience import MOST_PICTURES, MockUp, Story
from domain.initiatives import Initiative

PAGE = 5
"""Pictures on one page: each is as wide as the modal."""

_SENTENCE = 300
_NAME = 60


@dataclass(frozen=True)
class Shown:
    """All that a page of a story's mock-ups shows."""

    initiative: Initiative
    document: Document
    story: Story
    mock_ups: Sequence[MockUp]
    may_edit: bool
    page: int = 1


def list_modal(shown: Shown) -> Json:
    """Return a page of a story's mock-ups, each with its words and who added it."""
    pages = pages_of(len(shown.mock_ups), PAGE)
    page = min(max(1, shown.page), pages)
    blocks: list[Block] = [_summary(shown), _tools(shown)]
    if not shown.mock_ups:
        blocks.append(b.section("*No mock-ups yet.* A sketch on paper will do."))
    for mock_up in shown.mock_ups[(page - 1) * PAGE : page * PAGE]:
        blocks += [picture(mock_up), _facts(shown, mock_up)]
    blocks += turns(page, pages, ids.experience.MOCK_UPS_PAGE, "the mock-ups")
    return b.modal(
        f"Mock-ups of {shown.story.citation}",
        blocks,
        callback=ids.experience.SEE_MOCK_UPS,
        metadata=Looking(document=shown.document.id, key=shown.story.key, page=page),
    )


def _summary(shown: Shown) -> Block:
    words = f"*{brief(shown.story.sentence, _SENTENCE)}*"
    if shown.mock_ups:
        words += f"\n{counted(len(shown.mock_ups), 'mock-up')}"
    return b.section(words)


def _tools(shown: Shown) -> Block:
    back = b.button("Show the stories", ids.experience.SHOW_LIST, shown.initiative.id)
    if not shown.may_edit or len(shown.mock_ups) >= MOST_PICTURES:
        return b.actions(back, record="tools")
    add = b.button(
        "Add a mock-up",
        ids.experience.OPEN_MOCK_UPS,
        record_of(shown.document.id, shown.story.key),
        about=f"Add a mock-up for {shown.story.citation}",
        primary=True,
    )
    return b.actions(add, back, record="tools")


def _facts(shown: Shown, mock_up: MockUp) -> Block:
    words = (
        f"Added by <@{mock_up.added_by}> {dated(mock_up.added_at)}  ·  {brief(mock_up.name, _NAME)}"
    )
    if not shown.may_edit:
        return b.context(words)
    remove = b.button(
        "Remove",
        ids.experience.REMOVE_MOCK_UP,
        mock_up.id,
        about=f"Remove the mock-up: {mock_up.alt_text}",
        asks=b.confirm(
            "Remove this mock-up?",
            f"It goes from {shown.story.citation} and from the card's thread. The file itself "
            "stays in Slack.",
            "Remove",
            "Cancel",
        ),
    )
    return b.section(words, remove, record=mock_up.id)


def form(document: Document, story: Story) -> Json:
    """Return the modal that adds a picture to a story."""
    chooser = FileInputElement(action_id="value", filetypes=list(PICTURES), max_files=1)
    hint = "A sketch on paper will do. PNG, JPEG or GIF, at most 10 MB."
    return b.modal(
        f"Mock-up for {story.citation}",
        [
            b.section(f"*{brief(story.sentence, _SENTENCE)}*"),
            b.field(PICTURE, "Picture", chooser, optional=False, hint=hint),
            b.field(
                ALT_TEXT,
                "What it shows",
                b.text_input(
                    placeholder="The notes, with two action items on top",
                    multiline=False,
                    limit=ALT_LIMIT,
                ),
                hint="In words, for those who cannot see it.",
                optional=False,
            ),
        ],
        callback=ids.experience.SAVE_MOCK_UPS,
        metadata=OfStory(document=document.id, key=story.key),
        submit="Save",
        close="Cancel",
    )


def note(initiative: Initiative, story: Story, mock_up: MockUp, who: str) -> Message:
    """Return the picture as it stands in the card's thread."""
    return b.message(
        f"{who} added a mock-up for {story.citation} of {initiative.name}: {mock_up.alt_text}",
        [
            b.section(f"*{harmless(who)} added a mock-up for {story.citation}*"),
            b.rich(b.quote(said(story.sentence))),
            picture(mock_up),
        ],
    )


def removed_note(initiative: Initiative, story: Story, mock_up: MockUp, who: str) -> Message:
    """Return what stands in the card's thread in place of a picture that was removed."""
    return b.message(
        f"{who} removed a mock-up for {story.citation} of {initiative.name}: {mock_up.alt_text}",
        [
            b.section(f"*{harmless(who)} removed a mock-up for {story.citation}*"),
            b.rich(b.quote(said(story.sentence))),
            b.context(f"It showed: {brief(mock_up.alt_text, _SENTENCE)}"),
        ],
    )
