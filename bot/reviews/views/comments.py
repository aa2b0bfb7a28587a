"""Comments: the modal, the message in the thread, and the modals that settle one."""

from collections.abc import Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import Block, RadioButtonsElement

from bot import ids
from bot.kit import blocks as b
from bot.kit import inputs
from bot.kit.blocks import Json, said
from bot.kit.long_text import field_inputs
from bot.kit.text import clipped
from bot.reviews.forms import (
    KIND,
    PERSON,
    REASON,
    REASON_LIMIT,
    REPLACEMENT,
    SECTION,
    WHOLE,
    WORDS,
    Commenting,
    OfComment,
)
from domain.comments import Comment, CommentKind
from domain.documents import Document
from domain.templates import INPUT_LIMIT, Field, Section

WORDS_LIMIT = 3000
MOST_SECTIONS = 99

_KINDS = (
    inputs.described("A question", CommentKind.QUESTION, "Somebody should answer it"),
    inputs.described("A suggestion", CommentKind.SUGGESTION, "New words for this section"),
    inputs.described(
        "Blocking", CommentKind.BLOCKING, "It cannot be approved before this is settled"
    ),
    inputs.described("Praise", CommentKind.PRAISE, "Keep this as it is"),
)


@dataclass(frozen=True)
class Start:
    """What a comment starts from."""

    document: Document
    meta: Commenting
    section: Section | None
    """None: the modal asks which."""
    sections: Sequence[Section]
    words: str = ""
    kind: CommentKind = CommentKind.QUESTION
    replacement: str = ""
    """The section's words as they are, for a suggestion."""


def comment_form(start: Start) -> Json:
    """Return the modal that raises a comment."""
    blocks: list[Block] = []
    if start.section is not None:
        blocks.append(b.context(f"{start.section.citation}, version {start.document.head}"))
    else:
        blocks.append(_which(start.sections))
    radio = RadioButtonsElement(
        action_id=ids.reviews.CHOOSE_KIND,
        options=list(_KINDS),
        initial_option=next(o for o in _KINDS if o.value == start.kind),
    )
    blocks.append(b.field(KIND, "What is it", radio, optional=False, dispatches=True))
    joins: dict[str, str] = {}
    if start.kind is CommentKind.SUGGESTION:
        free = Field(
            key=REPLACEMENT,
            label="The words you suggest",
            prompt="",
            hint="They start with what stands there now; change what you like.",
        )
        found, letters = field_inputs(free, REPLACEMENT, start.replacement)
        blocks += found
        if letters:
            joins[REPLACEMENT] = letters
    written, letters = _words(start)
    blocks += written
    if letters:
        joins[WORDS] = letters
    name = start.section.title if start.section else "the review"
    return b.modal(
        clipped(f"Comment on {name}", b.MODAL_TITLE),
        blocks,
        callback=ids.reviews.COMMENT,
        metadata=start.meta.model_copy(update={"joins": joins}),
        submit="Comment",
        close="Cancel",
    )


def _which(sections: Sequence[Section]) -> Block:
    options = [b.option("The version as a whole", WHOLE)]
    options += [b.option(f"{s.citation}  {s.title}", s.key) for s in sections[:MOST_SECTIONS]]
    return inputs.one_of(SECTION, "What it is about", options, WHOLE)


def _words(start: Start) -> tuple[list[Block], str]:
    suggestion = start.kind is CommentKind.SUGGESTION
    free = Field(
        key=WORDS,
        label="Why" if suggestion else "Your comment",
        prompt="The lab did the survey, and they let us name them."
        if suggestion
        else "Who did this survey?",
    )
    return field_inputs(free, WORDS, start.words, required=not suggestion)


def answer_form(comment: Comment) -> Json:
    """Return the modal that answers a comment."""
    return b.modal(
        "Answer",
        [
            b.rich(b.quote(said(clipped(comment.words, INPUT_LIMIT)))),
            b.field(
                REASON,
                "Your answer",
                b.text_input(placeholder="The lab did; we name them now.", limit=WORDS_LIMIT),
                optional=False,
            ),
        ],
        callback=ids.reviews.ANSWER,
        metadata=OfComment(comment=comment.id),
        submit="Answer",
        close="Cancel",
    )


def hand_on_form(comment: Comment) -> Json:
    """Return the modal that asks somebody else to answer a comment."""
    return b.modal(
        "Hand on",
        [
            b.rich(b.quote(said(clipped(comment.words, INPUT_LIMIT)))),
            inputs.person(
                PERSON, "Who answers this?", optional=False, hint="They are told once, here."
            ),
        ],
        callback=ids.reviews.HAND_ON,
        metadata=OfComment(comment=comment.id),
        submit="Hand on",
        close="Cancel",
    )


def decline_form(comment: Comment) -> Json:
    """Return the modal that declines a suggestion, with its reason."""
    return b.modal(
        "Decline",
        [
            b.field(
                REASON,
                "Why not?",
                b.text_input(placeholder="The lab wants to stay unnamed.", limit=REASON_LIMIT),
                hint="Who suggested it reads this, and so does everybody later.",
                optional=False,
            )
        ],
        callback=ids.reviews.DECLINE,
        metadata=OfComment(comment=comment.id),
        submit="Decline",
        close="Cancel",
    )


def edit_suggestion_form(comment: Comment, words: str) -> Json:
    """Return the modal in which a suggestion is changed before it is accepted."""
    free = Field(key=REPLACEMENT, label="The section's new words", prompt="")
    found, letters = field_inputs(free, REPLACEMENT, words)
    joins = {REPLACEMENT: letters} if letters else {}
    return b.modal(
        "Edit and accept",
        found,
        callback=ids.reviews.SAVE_SUGGESTION,
        metadata=OfComment(comment=comment.id, joins=joins),
        submit="Save",
        close="Cancel",
    )
