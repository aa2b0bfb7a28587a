"""Comments: the modal, the message in the thread, and the modals that settle one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import Block, RadioButtonsElement

from bot import ids
from bot.initiatives.changes import LEGEND, change_blocks
from bot.kit import blocks as b
from bot.kit import inputs
from bot.kit.blocks import Json, Message, said
from bot.kit.long_text import field_inputs
from bot.kit.text import clipped, harmless, paragraphs
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
from domain.comments import Comment, CommentKind, CommentState
from domain.diff import SectionChange, changed_share, word_diff
from domain.documents import Document
from domain.people import PersonId
from domain.templates import INPUT_LIMIT, Field, Section

WORDS_LIMIT = 3000
MOST_PIECES = 3
"""Blocks of words in a comment's message; only a filed message can be longer, and it stays."""
MOST_SECTIONS = 99

_KINDS = (
    inputs.described("A question", CommentKind.QUESTION, "Somebody should answer it"),
    inputs.described("A suggestion", CommentKind.SUGGESTION, "New words for this section"),
    inputs.described(
        "Blocking", CommentKind.BLOCKING, "It cannot be approved before this is settled"
    ),
    inputs.described("Praise", CommentKind.PRAISE, "Keep this as it is"),
)
_SAYS = {
    CommentKind.QUESTION: "asks about",
    CommentKind.SUGGESTION: "suggests new words for",
    CommentKind.BLOCKING: "blocks on",
    CommentKind.PRAISE: "likes",
    CommentKind.REMARK: "said of",
}


def place(comment_id: str) -> str:
    """Return the name under which a comment's message is remembered."""
    return f"comment:{comment_id}"


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


@dataclass(frozen=True)
class Shown:
    """A comment as its message shows it."""

    comment: Comment
    document: Document
    section: Section | None
    outdated: bool
    who: str
    """Who raised it."""
    answers: PersonId
    """Who can accept a suggestion or answer."""
    answered_by: str = ""


def comment_message(shown: Shown) -> Message:
    """Return a comment as it stands in the thread, with the state it has now."""
    comment = shown.comment
    title = shown.section.title if shown.section else f"version {comment.version}"
    citation = f"  ·  {shown.section.citation}, version {comment.version}" if shown.section else ""
    if comment.state is CommentState.DELETED:
        return _deleted(shown)
    says = _SAYS[comment.kind]
    blocks: list[Block] = [b.section(f"*{harmless(shown.who)} {says} {harmless(title)}*{citation}")]
    blocks += _body(shown)
    blocks += _state(shown)
    return b.message(f"{shown.who} {says} {title}: {clipped(comment.words, 200)}", blocks)


def _deleted(shown: Shown) -> Message:
    sentence = f"{shown.who} deleted the message that this comment came from."
    blocks: list[Block] = [b.section(f"*{harmless(sentence)}* Its words are gone too.")]
    if shown.comment.answer:
        by = harmless(shown.answered_by)
        blocks.append(b.section(f"*{by} answered:* “{harmless(shown.comment.answer)}”"))
    return b.message(sentence, blocks)


def _body(shown: Shown) -> list[Block]:
    comment = shown.comment
    blocks: list[Block] = []
    if comment.kind is CommentKind.SUGGESTION and shown.section is not None:
        new = comment.replacement or ""
        pieces = word_diff(comment.about, new)
        rewritten = changed_share(pieces) > 0.6  # noqa: PLR2004  (see domain.diff)
        change = SectionChange(shown.section, comment.about, new, pieces, rewritten)
        blocks += change_blocks(change)[:6]
    if comment.words:
        parts = paragraphs(comment.words, INPUT_LIMIT)
        blocks += [b.rich(b.quote(said(part))) for part in parts[:MOST_PIECES]]
        if len(parts) > MOST_PIECES:
            blocks.append(b.context("The rest stands in the message that this came from."))
    if shown.outdated and comment.kind is not CommentKind.SUGGESTION:
        blocks.append(b.context("The section has other words now. It was about these:"))
        blocks.append(b.rich(b.quote(said(clipped(comment.about, 1000) or "–"))))
    return blocks


def _state(shown: Shown) -> list[Block]:
    comment, state = shown.comment, shown.comment.state
    by = harmless(shown.answered_by)
    if state is CommentState.DECLINED:
        return [b.section(f"*Declined by {by}:* “{harmless(comment.answer)}”")]
    if state is CommentState.ACCEPTED:
        words = f"*Settled by {by}.*"
        if comment.kind is CommentKind.SUGGESTION:
            words = f"*Accepted by {by}*; the newest version has it."
        elif comment.answer:
            who = harmless(shown.who)
            words = (
                f"*{by} answered:* “{harmless(comment.answer)}”\n"
                f"*Accepted by {who}, who raised it.*"
            )
        return [b.section(words), b.actions(_button(shown, "Reopen", ids.reviews.REOPEN))]
    if state is CommentState.ANSWERED:
        return [
            b.section(f"*{by} answered:* “{harmless(comment.answer)}”"),
            b.section(f"<@{comment.raised_by}>, does that settle it?"),
            b.actions(
                _button(shown, "Settle it", ids.reviews.SETTLE, primary=True),
                _button(shown, "Reopen", ids.reviews.REOPEN),
            ),
        ]
    return _open_state(shown)


def _open_state(shown: Shown) -> list[Block]:
    comment = shown.comment
    if comment.kind in (CommentKind.PRAISE, CommentKind.REMARK):
        return []
    if comment.kind is CommentKind.SUGGESTION:
        version = shown.document.head + 1
        return [
            b.section(f"<@{shown.answers}>, accepting saves version {version} in both your names."),
            b.actions(
                _button(shown, "Accept", ids.reviews.ACCEPT_SUGGESTION, primary=True),
                _button(shown, "Edit first", ids.reviews.OPEN_EDIT_SUGGESTION),
                _button(shown, "Decline", ids.reviews.OPEN_DECLINE),
            ),
            b.context(LEGEND),
        ]
    who = comment.assigned_to or shown.answers
    return [
        b.section(f"<@{who}>, please answer."),
        b.actions(
            _button(shown, "Answer", ids.reviews.OPEN_ANSWER, primary=True),
            _button(shown, "To the FAQ", ids.faq.OPEN_CREATE),
            _button(shown, "Hand on", ids.reviews.OPEN_HAND_ON),
            _button(shown, "Settle it", ids.reviews.SETTLE),
        ),
    ]


def _button(shown: Shown, label: str, action: str, *, primary: bool = False) -> Any:
    title = shown.section.title if shown.section else "this version"
    about = f"{label}: comment of {shown.who} on {title}"
    return b.button(label, action, shown.comment.id, about=about, primary=primary)


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


def handed_on(shown: Shown, other: PersonId, by: str) -> Message:
    """Return what tells somebody, once and by a mention, that a comment is theirs to answer."""
    title = shown.section.title if shown.section else f"version {shown.comment.version}"
    words = f"asks you to answer the comment of {shown.who} on {title}, above."
    return b.message(
        f"{by} asks somebody to answer the comment of {shown.who} on {title}.",
        [
            b.section(f"<@{other}>, {harmless(by)} {harmless(words)}"),
            b.rich(b.quote(said(clipped(shown.comment.words, 1000) or "–"))),
            b.actions(_button(shown, "Answer", ids.reviews.OPEN_ANSWER)),
        ],
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
