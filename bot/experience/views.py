"""The customer experience, as blocks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from slack_sdk.models.blocks import (
    Block,
    InteractiveElement,
    StaticMultiSelectElement,
)

from bot import ids
from bot.experience.forms import SERVES, Listing, Telling
from bot.initiatives.citing import warning
from bot.initiatives.rows import Removing, changed_meanwhile, record_of
from bot.kit import blocks as b
from bot.kit.blocks import Json
from bot.kit.long_text import field_inputs
from bot.kit.paging import pages_of, turns
from bot.kit.text import clipped, counted, harmless, listed
from domain.documents import Document
from domain.experience import MockUp, Story, unserved
from domain.initiatives import Initiative
from domain.people import PersonId
from domain.templates import EXPERIENCE

PAGE = 8
SELECT_LIMIT = 100


@dataclass(frozen=True)
class Shown:
    """All that a page of the list shows."""

    initiative: Initiative
    document: Document | None
    stories: Sequence[Story]
    mock_ups: Mapping[str, Sequence[MockUp]]
    promises: Mapping[str, str]
    may_edit: bool
    page: int = 1
    news: str = ""
    """What others did since the person saw the list."""


def list_modal(shown: Shown) -> Json:
    """Return a page of the stories, in their order."""
    pages = pages_of(len(shown.stories), PAGE)
    page = min(max(1, shown.page), pages)
    blocks: list[Block] = [_summary(shown), *_tools(shown)]
    blocks += [b.context(shown.news)] if shown.news else []
    if not shown.stories:
        blocks.append(
            b.section("*No stories yet.* What does the customer do first, on the day it launches?")
        )
    rows = shown.stories[(page - 1) * PAGE : page * PAGE]
    blocks += [block for story in rows for block in _row(shown, story)]
    blocks += _gaps(shown)
    blocks += turns(page, pages, ids.experience.PAGE, "the stories")
    return b.modal(
        clipped(f"Experience of {shown.initiative.name}", b.MODAL_TITLE),
        blocks,
        callback=ids.experience.OPEN_LIST,
        metadata=Listing(
            initiative=shown.initiative.id,
            page=page,
            head=shown.document.head if shown.document else 0,
        ),
    )


def _summary(shown: Shown) -> Block:
    pictures = sum(len(shown.mock_ups.get(story.key, ())) for story in shown.stories)
    words = "*What the customer does, step by step*"
    if shown.stories:
        words = f"*{counted(len(shown.stories), 'user story', 'user stories')}*\n"
        words += counted(pictures, "mock-up") if pictures else "No mock-ups yet"
    if not shown.may_edit:
        return b.section(words)
    add = b.button(
        "Add a story",
        ids.experience.OPEN_CREATE,
        shown.initiative.id,
        about=f"Add a story to the experience of {clipped(shown.initiative.name, 30)}",
        primary=True,
    )
    return b.section(words, add)


def _tools(shown: Shown) -> list[Block]:
    if shown.document is None or not shown.stories:
        return []
    about = f"Read all stories of {clipped(shown.initiative.name, 30)}"
    read = b.button("Read all", ids.documents.READ, shown.document.id, about=about)
    return [b.actions(read, record="tools")]


def _row(shown: Shown, story: Story) -> list[Block]:
    found = shown.mock_ups.get(story.key, ())
    cited = [c if c in shown.promises else f"{c} (no longer there)" for c in story.serves]
    serves = f"serves {listed(cited)}" if cited else "serves no promise yet"
    pictures = counted(len(found), "mock-up") if found else ""
    words = f"*{harmless(story.sentence)}*\n{story.citation}  ·  {serves}"
    words += f"  ·  {pictures}" if pictures else ""
    record = record_of(shown.document.id if shown.document else "", story.key)
    return [b.section(words, _beside(shown, story, record, count=len(found)), record=record)]


def _beside(shown: Shown, story: Story, record: str, *, count: int) -> InteractiveElement | None:
    """Return what can be done with a story: by who may edit, and by who may look."""
    if shown.may_edit:
        return _menu(has_pictures=count > 0)
    if not count:
        return None
    about = f"See mock-ups of {story.citation}: {story.sentence}"
    return b.button("See mock-ups", ids.experience.SEE_MOCK_UPS, record, about=about)


def _menu(*, has_pictures: bool) -> InteractiveElement:
    see, add = ids.experience.SEE_MOCK_UPS, ids.experience.OPEN_MOCK_UPS
    mock_ups: dict[str, str] = {see: "See mock-ups"} if has_pictures else {add: "Add a mock-up"}
    return b.menu(
        ids.experience.OPEN_MORE,
        {
            ids.experience.OPEN_EDIT: "Edit",
            **mock_ups,
            ids.experience.MOVE_UP: "Move up",
            ids.experience.MOVE_DOWN: "Move down",
            ids.experience.CONFIRM_REMOVE: "Remove…",
        },
    )


def _gaps(shown: Shown) -> list[Block]:
    """Name the promises that no story keeps."""
    missing = unserved(shown.stories, shown.promises)
    if not shown.stories or not missing:
        return []
    named = listed(missing[:8])
    more = f" and {len(missing) - 8} more" if len(missing) > 8 else ""  # noqa: PLR2004
    return [b.context(f"No story serves {named}{more} yet.")]


@dataclass(frozen=True)
class Start:
    """A story that is being written or changed."""

    initiative: Initiative
    promises: Mapping[str, str]
    meta: Telling
    words: Mapping[str, str] = field(default_factory=dict)
    citation: str = ""


def story_form(start: Start) -> Json:
    """Return the modal that writes or changes a story."""
    blocks: list[Block] = []
    joins: dict[str, str] = {}
    kept: tuple[str, ...] = ()
    for each in EXPERIENCE.groups[0].fields:
        if each.key == SERVES:
            found, kept = _serves(start)
            blocks += found
            continue
        inputs, letters = field_inputs(each, each.key, start.words.get(each.key, ""))
        blocks += inputs
        if letters:
            joins[each.key] = letters
    return b.modal(
        f"Edit {start.citation}" if start.citation else "Add a story",
        blocks,
        callback=ids.experience.SAVE if start.citation else ids.experience.SAVE_NEW,
        metadata=start.meta.model_copy(update={"joins": joins, "kept": kept}),
        submit="Save",
        close="Cancel",
    )


def _serves(start: Start) -> tuple[list[Block], tuple[str, ...]]:
    """Return the choice of promises, and those a story serves that it cannot show."""
    chosen = start.words.get(SERVES, "").split()
    shown = dict(list(start.promises.items())[:SELECT_LIMIT])
    options = [b.option(f"{citation}  {title}", citation) for citation, title in shown.items()]
    kept = tuple(c for c in chosen if c not in shown and c in start.promises)
    if not options:
        return [], kept
    element = StaticMultiSelectElement(
        action_id="value",
        placeholder=b.plain("Choose promises"),
        options=options,
        initial_options=[option for option in options if option.value in chosen] or None,
    )
    hint = "A story that serves no promise is work nobody was promised."
    return [b.field(SERVES, "Serves", element, hint=hint)], kept


def confirm_remove(
    document: Document, story: Story, citing: int = 0, changed_by: PersonId | None = None
) -> Json:
    """Return the question before a story is removed; `citing` items would be flagged."""
    return b.modal(
        "Remove a story",
        [
            b.section(
                f"{changed_meanwhile(changed_by)}"
                f"*Remove “{harmless(story.sentence)}”?*\nIt stays in the history, and "
                f"{story.citation} is not used again.{warning(citing, story.citation)}"
            )
        ],
        callback=ids.experience.REMOVE,
        metadata=Removing(document=document.id, key=story.key, base=document.head),
        submit="Remove",
        close="Cancel",
    )
