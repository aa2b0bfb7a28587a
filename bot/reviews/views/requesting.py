"""Asking for a review: the modal, and the sections as they stand in the thread."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from slack_sdk.models.blocks import Block, StaticMultiSelectElement, UserMultiSelectElement

from bot import ids
from bot.kit import blocks as b
from bot.kit import inputs
from bot.kit.blocks import Json, Message, said
from bot.kit.text import clipped, harmless, listed, paragraphs
from bot.reviews.forms import (
    DUE,
    GROUPS,
    MINUTES,
    NEEDED,
    NOTE,
    REQUIRED,
    REVIEWERS,
    REVIEWERS_LIMIT,
    Asking,
)
from domain.documents import Document
from domain.initiatives import Initiative
from domain.people import UserGroup
from domain.silent_reads import MINUTES as SILENT_MINUTES
from domain.templates import Content, Section

NOTE_LIMIT = 500
GROUPS_SHOWN = 100
"""As many as Slack offers in one choice."""
SECTIONS_SHOWN = 12
"""Sections that get a message each; of a longer document the others are named in one."""


@dataclass(frozen=True)
class Start:
    """What a request starts from."""

    initiative: Initiative
    document: Document
    missing: Sequence[Section]
    due_on: date
    advice: Sequence[str] = ()
    """What readiness has found: said before asking, never a gate."""
    usual: int | None = None
    """Approvals that reviews here take where nothing is typed; None: of everybody."""
    groups: Sequence[UserGroup] = ()
    across: Sequence[str] = ()
    """What documents, goals and scope owe each other."""


def request_form(start: Start) -> Json:
    """Return the modal that asks for a review."""
    return b.modal(
        "Ask for review",
        [
            b.section(
                f"*Version {start.document.head} of the {start.document.called} of "
                f"{harmless(start.initiative.name)}*\nThe card's thread gets the request and one "
                "message for each section, so that everybody can comment in place."
            ),
            *_readiness(start),
            _people(
                REVIEWERS,
                "Who reviews",
                "Ask few people who will disagree well.",
                must=not start.groups,
            ),
            *_groups(start.groups),
            _people(
                REQUIRED, "Who must approve", "The review is not done without them.", must=False
            ),
            b.field(
                NEEDED,
                "Approvals needed",
                b.text_input(
                    placeholder=str(start.usual or "All of them"), multiline=False, limit=2
                ),
                hint=_needed(start.usual),
            ),
            inputs.day(DUE, "Verdicts by", start.due_on),
            inputs.one_of(
                MINUTES,
                "Begin with a silent read",
                [b.option(f"{minutes} minutes", str(minutes)) for minutes in SILENT_MINUTES],
                optional=True,
                hint="Everybody reads first; comments are sealed until all are done.",
            ),
            b.field(
                NOTE,
                "What should they look at?",
                b.text_input(
                    placeholder="Is the problem sharp enough?", multiline=True, limit=NOTE_LIMIT
                ),
            ),
        ],
        callback=ids.reviews.REQUEST,
        metadata=Asking(document=start.document.id),
        submit="Ask",
        close="Cancel",
    )


def _needed(usual: int | None) -> str:
    if usual is None:
        return "A number, for example 2. Left empty, everybody has to approve."
    return f"Left empty, it is {usual}, as your workspace has set it."


def _readiness(start: Start) -> list[Block]:
    blocks: list[Block] = []
    if start.missing:
        names = listed(section.title.lower() for section in start.missing)
        blocks.append(b.section(f"Not written yet: {names}. You can ask all the same."))
    if start.advice:
        blocks.append(b.context("\n".join(harmless(line) for line in start.advice[:5])))
    if start.across:
        lines = [f"•  {harmless(line)}" for line in start.across]
        blocks.append(b.context("\n".join(["Across the documents:", *lines])))
    return blocks


def _people(key: str, label: str, hint: str, *, must: bool = True) -> Block:
    chooser = UserMultiSelectElement(
        action_id="value",
        placeholder=b.plain("Choose people"),
        max_selected_items=REVIEWERS_LIMIT,
    )
    return b.field(key, label, chooser, hint=hint, optional=not must)


def _groups(groups: Sequence[UserGroup]) -> list[Block]:
    """Return the choice of user groups; none where the workspace has none."""
    if not groups:
        return []
    options = [b.option(f"@{group.handle}  {group.name}", group.id) for group in groups]
    chooser = StaticMultiSelectElement(
        action_id="value", placeholder=b.plain("Choose groups"), options=options[:GROUPS_SHOWN]
    )
    hint = "Everybody in them who can read this, but for its authors."
    if len(groups) > GROUPS_SHOWN:
        hint += f" Slack shows the first {GROUPS_SHOWN} of {len(groups)} groups."
    return [b.field(GROUPS, "Groups that review", chooser, hint=hint, optional=True)]


def section_place(review_id: str, section: str) -> str:
    """Return the name under which a section's message is remembered."""
    return f"review:{review_id}/{section}"


def section_message(
    document: Document, section: Section, content: Content, review_id: str
) -> Message:
    """Return one section as it stands in the thread, with its button."""
    words = section.text(content)
    comment = b.button(
        "Comment",
        ids.reviews.OPEN_COMMENT,
        f"{review_id}/{section.key}",
        about=f"Comment on {section.title}, version {document.head}",
    )
    title = f"*{harmless(section.title)}*  ·  {section.citation}, version {document.head}"
    quoted = [b.rich(b.quote(said(part))) for part in paragraphs(words)[:3]]
    more = len(paragraphs(words)) > len(quoted)
    return b.message(
        f"{section.title} ({section.citation}), version {document.head}",
        [
            b.section(title, comment),
            *quoted,
            *([b.context("The rest stands in *Read*; nothing is lost.")] if more else []),
        ],
    )


def others_message(review_id: str, document: Document, sections: Sequence[Section]) -> Message:
    """Return the sections that got no message of their own, with one button for all."""
    names = listed(f"{section.citation} {clipped(section.title, 60)}" for section in sections[:40])
    comment = b.button("Comment", ids.reviews.OPEN_COMMENT, f"{review_id}/", about="Comment")
    return b.message(
        f"{len(sections)} more sections of version {document.head}",
        [b.section(f"*{len(sections)} more sections*\n{harmless(names)}", comment)],
    )
