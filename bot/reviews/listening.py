"""Plain replies in the threads of open reviews are kept as comments; nothing else is stored."""

from typing import Any

from bot.initiatives import cards
from bot.kit.answers import Answer
from bot.kit.visit import Visit
from domain.comments import CommentKind, CommentState
from domain.people import PersonId
from storage import comments, initiatives, outbox, reviews
from storage.database import Transaction

IGNORED = ("bot_message", "channel_join", "channel_leave", "thread_broadcast_removed")


def concerns(event: dict[str, Any]) -> bool:
    """Say whether a message event can be about a reply; most cannot, and cost no look-up."""
    message = event.get("message") or event.get("previous_message") or event
    if not isinstance(message, dict) or message.get("bot_id") or message.get("app_id"):
        return False
    thread = message.get("thread_ts")
    return bool(thread) and thread != message.get("ts")


async def hear(visit: Visit) -> Answer | None:
    """Follow a reply: said, edited or deleted."""
    event: dict[str, Any] = visit.event
    if not concerns(event) or visit.channel_id is None:
        return None
    subtype = event.get("subtype")
    if subtype == "message_changed":
        await _edited(visit, event["message"])
    elif subtype == "message_deleted":
        await _deleted(visit, str(event["previous_message"]["ts"]))
    elif subtype in (None, "thread_broadcast", "file_share", "me_message"):
        await _said(visit, event)
    return None


async def _said(visit: Visit, event: dict[str, Any]) -> None:
    channel = visit.channel_id or ""
    async with visit.reading() as tx:
        place = await outbox.place_at(tx, channel, str(event["thread_ts"]))
    if place is None or not place.startswith("card:"):
        return
    async with visit.transaction() as tx:
        await _keep(tx, visit, place.removeprefix("card:"), event)


async def _keep(tx: Transaction, visit: Visit, initiative_id: str, event: dict[str, Any]) -> None:
    initiative = await initiatives.find(tx, initiative_id)
    current = await reviews.current(tx, initiative_id) if initiative else []
    review = next((r for r in reversed(current) if r.is_open), None)
    ts, words = str(event["ts"]), str(event.get("text") or "").strip()
    if review is None or not words:
        return
    if await comments.of_message(tx, visit.channel_id or "", ts):
        return  # Slack repeats an event that was not acknowledged in time
    kind = CommentKind.QUESTION if "?" in words else CommentKind.REMARK
    await comments.raise_one(
        tx,
        initiative_id=initiative_id,
        document_id=review.document_id,
        review_id=review.id,
        version=review.version,
        kind=kind,
        words=words,
        raised_by=PersonId(str(event["user"])),
        channel_id=visit.channel_id,
        message_ts=ts,
    )
    if kind is CommentKind.QUESTION:
        await cards.refresh(tx, initiative_id, visit.person_id, review.document_id)


async def _edited(visit: Visit, message: dict[str, Any]) -> None:
    async with visit.transaction() as tx:
        found = await comments.of_message(tx, visit.channel_id or "", str(message["ts"]))
        if found is not None:
            await comments.change(tx, found.id, words=str(message.get("text") or ""))


async def _deleted(visit: Visit, ts: str) -> None:
    async with visit.transaction() as tx:
        found = await comments.of_message(tx, visit.channel_id or "", ts)
        if found is not None:
            await comments.change(tx, found.id, state=CommentState.DELETED)
            await cards.refresh(tx, found.initiative_id, found.raised_by, found.document_id)
