"""A comment as it stands in the thread, with the state it has now."""

from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import Block

from bot import ids
from bot.initiatives.changes import LEGEND, change_blocks
from bot.kit import blocks as b
from bot.kit.blocks import Message, said
from bot.kit.text import clipped, harmless, paragraphs
from domain.comments import Comment, CommentKind, CommentState
from domain.diff import SectionChange, changed_share, word_diff
from domain.documents import Document
from domain.people import PersonId
from domain.templates import INPUT_LIMIT, Section

MOST_PIECES = 3
"""Blocks of words in a comment's message; only a filed message can be longer, and it stays."""
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
