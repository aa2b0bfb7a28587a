"""Plain replies in the threads of open reviews are kept as comments; nothing else is stored.

Slack promises no order and repeats events: an edit may come before what it edits, and so may a
deletion. A message is one comment, whichever of its events comes first.
"""

from typing import Any

from bot.initiatives import cards
from bot.initiatives import comment as comment_view
from bot.kit.answers import Answer
from bot.kit.visit import Visit
from bot.reviews import commenting, loading
from domain.comments import Comment, CommentKind, CommentState
from domain.people import PersonId
from storage import comments, initiatives, outbox, reviews
from storage.database import Transaction

_SAID = (None, "thread_broadcast", "file_share", "me_message")
_CONVERTED = ("channel_convert_to_private", "channel_convert_to_public")
_CARD, _REVIEW = "card:", "review:"


def concerns(event: dict[str, Any]) -> bool:
    """Say whether a message event can matter; most cannot, and cost no look-up."""
    subtype = event.get("subtype")
    if subtype in _CONVERTED:
        return True
    message = event.get("message") or event.get("previous_message") or event
    if not isinstance(message, dict):
        return False
    if subtype == "message_deleted" or _is_tombstone(event):
        return True
    if message.get("bot_id") or message.get("app_id") or subtype not in (*_SAID, "message_changed"):
        return False
    return subtype == "message_changed" or _is_reply(message)


def _is_reply(message: dict[str, Any]) -> bool:
    thread = message.get("thread_ts")
    return bool(thread) and thread != message.get("ts")


def _is_tombstone(event: dict[str, Any]) -> bool:
    """Say whether a message with replies was deleted: Slack tells it as a change."""
    message = event.get("message")
    return isinstance(message, dict) and message.get("subtype") == "tombstone"


async def hear(visit: Visit) -> Answer | None:
    """Follow a message: said, edited or deleted; or a channel that others may look into now."""
    event: dict[str, Any] = visit.event
    if not concerns(event) or visit.channel_id is None:
        return None
    subtype = event.get("subtype")
    if subtype in _CONVERTED:
        await visit.directory.ask_channel_again(visit.channel_id)
    elif subtype == "message_deleted" or _is_tombstone(event):
        await _deleted(visit, event.get("previous_message") or event["message"])
    elif subtype == "message_changed":
        await _edited(visit, event["message"])
    else:
        await _said(visit, event)
    return None


async def _said(visit: Visit, event: dict[str, Any]) -> None:
    channel = visit.channel_id or ""
    async with visit.reading() as tx:
        place = await outbox.place_at(tx, channel, str(event["thread_ts"]))
    if place is not None and place.startswith(_CARD):
        await _keep(visit, place.removeprefix(_CARD), event)


async def _keep(
    visit: Visit,
    initiative_id: str,
    message: dict[str, Any],
    state: CommentState = CommentState.OPEN,
) -> None:
    """Keep a reply, unless it is kept already or no review is open."""
    words = str(message.get("text") or "").strip()
    if not words or not message.get("user"):
        return
    async with visit.transaction() as tx:
        if await initiatives.find(tx, initiative_id) is None:
            return
        current = await reviews.current(tx, initiative_id)
        review = next((r for r in reversed(current) if r.is_open), None)
        if review is None or float(message["ts"]) < review.asked_at.timestamp():
            return
        await reviews.find(tx, review.id, lock=True)  # the same reply may be told twice at once
        if await comments.of_message(tx, visit.channel_id or "", str(message["ts"])):
            return
        kind = _kind(words)
        raised = await comments.raise_one(
            tx,
            initiative_id=initiative_id,
            document_id=review.document_id,
            review_id=review.id,
            version=review.version,
            kind=kind,
            state=state,
            words=words if state is CommentState.OPEN else "",
            raised_by=PersonId(str(message["user"])),
            channel_id=visit.channel_id,
            message_ts=str(message["ts"]),
        )
        if raised.is_unanswered:
            await cards.refresh(tx, initiative_id, raised.raised_by, review.document_id)


async def _keep_late(
    visit: Visit,
    place: str | None,
    message: dict[str, Any],
    state: CommentState = CommentState.OPEN,
) -> None:
    """Keep a reply in a card's thread whose first event has not come yet."""
    if place is not None and place.startswith(_CARD):
        await _keep(visit, place.removeprefix(_CARD), message, state)


def _kind(words: str) -> CommentKind:
    return CommentKind.QUESTION if "?" in words else CommentKind.REMARK


async def _edited(visit: Visit, message: dict[str, Any]) -> None:
    """Let a comment's words follow its message; one that was not heard of yet is kept."""
    async with visit.reading() as tx:
        known = await comments.told_of(
            tx, visit.channel_id or "", str(message["ts"]), str(message.get("thread_ts") or "")
        )
    if known is None or not comments.is_comment(known):
        await _keep_late(visit, known, message)
        return
    words = str(message.get("text") or "").strip()
    before, found = await loading.comment(visit, known)
    if not words or before.state is CommentState.DELETED or words == before.words:
        return
    names = await visit.names([before.raised_by, *commenting.answerer(before)])
    async with visit.transaction() as tx:
        filed = await outbox.place_of(tx, comment_view.place(known)) is not None
        kind = before.kind if filed or before.state is not CommentState.OPEN else _kind(words)
        changed = await comments.change(tx, known, words=words, kind=kind)
        await commenting.show(tx, found, changed, names, new=False)
        if changed.kind is not before.kind:
            await _refresh(tx, changed)


async def _deleted(visit: Visit, message: dict[str, Any]) -> None:
    """Forget the words of a reply that was deleted; that somebody said something stays."""
    channel, ts = visit.channel_id or "", str(message["ts"])
    if message.get("bot_id") or message.get("subtype") == "tombstone":
        await _put_back(visit, channel, ts)
        return
    thread = str(message.get("thread_ts") or "")
    async with visit.reading() as tx:
        known = await comments.told_of(tx, channel, ts, thread)
    if known is None or not comments.is_comment(known):
        await _keep_late(visit, known, message, CommentState.DELETED)
        return
    before, found = await loading.comment(visit, known)
    names = await visit.names([before.raised_by, *commenting.answerer(before)])
    async with visit.transaction() as tx:
        changed = await comments.change(tx, known, state=CommentState.DELETED, words="")
        await commenting.show(tx, found, changed, names, new=False)
        await _refresh(tx, changed)


async def _refresh(tx: Transaction, comment: Comment) -> None:
    await cards.refresh(tx, comment.initiative_id, comment.raised_by, comment.document_id)


async def _put_back(visit: Visit, channel: str, ts: str) -> None:
    """Post a card, or the request of a review, anew if somebody deleted it.

    The edit finds no message and comes back as a new one: see `bot.delivery`. From then on the
    place is the new message's, so the same event told again finds nothing.
    """
    async with visit.reading() as tx:
        place = await outbox.place_at(tx, channel, ts) or ""
    if not place.startswith((_CARD, _REVIEW)):
        return
    async with visit.transaction() as tx:
        if place.startswith(_CARD):
            initiative = await initiatives.find(tx, place.removeprefix(_CARD))
            if initiative is not None and initiative.archived_at is None:
                await cards.refresh(tx, initiative.id, initiative.owner_id)
        elif place.startswith(_REVIEW):
            review = await reviews.find(tx, place.removeprefix(_REVIEW))
            if review is not None and review.is_open:
                about = review.initiative_id, review.asked_by, review.document_id
                await cards.refresh(tx, *about)
