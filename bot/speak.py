"""Carries a handler's answer to the person who acted, by the way that fits where they are.

Everything here answers a click directly; what is announced because something was saved goes
through the outbox (`bot/delivery.py`).
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.kit.answers import Answer, Close, Errors, Open, Publish, Say, Update
from bot.kit.blocks import Json, Message
from bot.kit.errors import slack_error
from bot.kit.visit import Visit
from bot.payloads import Act

Acknowledgement = dict[str, Any]
"""What the acknowledgement carries back to Slack: the keywords of Bolt's `ack`."""

_LOST_RACE = ("hash_conflict", "not_found")
"""The view was changed or closed meanwhile by the person's own next click."""


NOTE = "note_from_workback"
"""The block id of a sentence on top of a view."""

PATIENCE = 1.0
"""Seconds that one way of saying something may take before the next one is tried."""

_SHUT = (SlackApiError, SlackClientError, aiohttp.ClientError, OSError)
"""What it is like when one way is shut; a TimeoutError is an OSError."""


async def speak(act: Act, answer: Answer | None, *, patience: float = PATIENCE) -> Acknowledgement:
    """Answer, and return what the acknowledgement carries.

    Raises SlackApiError where Slack refuses, for example `expired_trigger_id`.
    """
    if answer is None:
        return {}
    if act.kind == "submission":
        return _submitted(answer)
    if act.kind == "command" and isinstance(answer, Say):
        return {"response_type": "ephemeral", **_said(answer.message)}
    await _call(act, answer, patience)
    return {}


def _submitted(answer: Answer) -> Acknowledgement:
    """Answer a submission in its acknowledgement, without any call."""
    match answer:
        case Errors(sentences):
            return {"response_action": "errors", "errors": dict(sentences)}
        case Update(view):
            return {"response_action": "update", "view": view}
        case Open(view):
            return {"response_action": "push", "view": view}
        case Close(everything=True):
            return {"response_action": "clear"}
        case Say(message):
            return {"response_action": "update", "view": as_modal(message)}
        case _:
            return {}


async def _call(act: Act, answer: Answer, patience: float) -> None:
    visit = act.visit
    match answer:
        case Open(view):
            await _open(visit, view)
        case Update(view):
            await _update(visit, view)
        case Publish(view):
            await _publish(visit, view, patience)
        case Say():
            await _say(visit, answer, patience)
        case _:
            pass


async def _open(visit: Visit, view: Json) -> None:
    if visit.trigger_id is None:
        return
    if visit.view is not None and visit.view.surface == "modal":
        await visit.slack.views_push(trigger_id=visit.trigger_id, view=view)
    else:
        await visit.slack.views_open(trigger_id=visit.trigger_id, view=view)


async def _update(visit: Visit, view: Json) -> None:
    if visit.view is None or visit.view.surface != "modal":
        await _open(visit, view)
        return
    try:
        await visit.slack.views_update(view_id=visit.view.id, hash=visit.view.hash, view=view)
    except SlackApiError as fault:
        if slack_error(fault) not in _LOST_RACE:
            raise


async def _publish(visit: Visit, view: Json, patience: float) -> None:
    """Show a Home. It is tried twice: who opened it has nobody else to tell them of a failure."""
    try:
        async with asyncio.timeout(patience):
            await visit.slack.views_publish(user_id=visit.person_id, view=view)
    except _SHUT:
        await visit.slack.views_publish(user_id=visit.person_id, view=view)


async def _say(visit: Visit, answer: Say, patience: float) -> None:
    """Say it where the person is; where one way is shut, by the next one.

    Raises what shut the last way.
    """
    ways = _ways(visit, answer)
    for number, way in enumerate(ways, start=1):
        try:
            async with asyncio.timeout(patience):
                return await way()
        except _SHUT:
            if number == len(ways):
                raise
    return None


def _ways(visit: Visit, answer: Say) -> list[Callable[[], Awaitable[None]]]:
    """Return the ways to say something: beside what was pressed first, in a modal, in a view."""
    ways: list[Callable[[], Awaitable[None]]] = []
    if visit.response_url:
        ways.append(lambda: _respond(visit, answer))
    if visit.trigger_id:
        ways.append(lambda: _open(visit, as_modal(answer.message)))
    if visit.view is not None:
        ways.append(lambda: _note(visit, answer.message.text))
    if visit.channel_id:
        ways.append(lambda: _whisper(visit, answer.message))
    return ways


async def _respond(visit: Visit, answer: Say) -> None:
    """Answer by the response URL. Raises SlackApiError if Slack does not take it."""
    webhook = AsyncWebhookClient(
        str(visit.response_url), session=visit.slack.session, retry_handlers=[]
    )
    answered = await webhook.send_dict(
        {
            **_said(answer.message),
            "response_type": "ephemeral",
            "replace_original": answer.replace,
            **({"thread_ts": visit.thread_ts} if visit.thread_ts else {}),
        }
    )
    if answered.status_code != HTTPStatus.OK:
        body = {"error": answered.body[:100]}
        raise SlackApiError("the response URL is shut", body)  # type: ignore[no-untyped-call]


async def _whisper(visit: Visit, message: Message) -> None:
    await visit.slack.chat_postEphemeral(
        channel=str(visit.channel_id),
        user=visit.person_id,
        thread_ts=visit.thread_ts,
        **_said(message),
    )


async def _note(visit: Visit, words: str) -> None:
    """Put a sentence on top of the view the person acted in; what they typed stays in it."""
    seen = visit.modal
    above = {"type": "section", "block_id": NOTE, "text": {"type": "mrkdwn", "text": words}}
    others = [block for block in seen.blocks if block.get("block_id") != NOTE]
    view = {**seen.frame, "blocks": [above, *others]}
    if seen.surface == "home":
        await visit.slack.views_publish(user_id=visit.person_id, view=view)
    else:
        await visit.slack.views_update(view_id=seen.id, view=view)


def _said(message: Message) -> Mapping[str, Any]:
    return {"text": message.text, **({"blocks": message.blocks} if message.blocks else {})}


def as_modal(message: Message) -> Json:
    """Return a message as a small modal, for places that know no ephemeral message."""
    words = {"type": "section", "text": {"type": "mrkdwn", "text": message.text}}
    return {
        "type": "modal",
        "title": {"type": "plain_text", "text": "Workback", "emoji": False},
        "close": {"type": "plain_text", "text": "Close", "emoji": False},
        "blocks": message.blocks or [words],
    }
