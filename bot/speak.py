"""Carries a handler's answer to the person who acted, by the way that fits where they are.

Everything here answers a click directly; what is announced because something was saved goes
through the outbox (`bot/delivery.py`).
"""

from collections.abc import Mapping
from typing import Any

from slack_sdk.errors import SlackApiError
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


async def speak(act: Act, answer: Answer | None) -> Acknowledgement:
    """Answer, and return what the acknowledgement carries.

    Raises SlackApiError where Slack refuses, for example `expired_trigger_id`.
    """
    if answer is None:
        return {}
    if act.kind == "submission":
        return _submitted(answer)
    if act.kind == "command" and isinstance(answer, Say):
        return {"response_type": "ephemeral", **_said(answer.message)}
    await _call(act, answer)
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


async def _call(act: Act, answer: Answer) -> None:
    visit = act.visit
    match answer:
        case Open(view):
            await _open(visit, view)
        case Update(view):
            await _update(visit, view)
        case Publish(view):
            await visit.slack.views_publish(user_id=visit.person_id, view=view)
        case Say():
            await _say(visit, answer)
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


async def _say(visit: Visit, answer: Say) -> None:
    """Say it where the person is: beside the message they pressed, or in a modal."""
    if visit.response_url:
        webhook = AsyncWebhookClient(
            visit.response_url, session=visit.slack.session, retry_handlers=[]
        )
        await webhook.send_dict(
            {
                **_said(answer.message),
                "response_type": "ephemeral",
                "replace_original": answer.replace,
                **({"thread_ts": visit.thread_ts} if visit.thread_ts else {}),
            }
        )
    elif visit.trigger_id:
        await _open(visit, as_modal(answer.message))
    elif visit.channel_id:
        await visit.slack.chat_postEphemeral(
            channel=visit.channel_id,
            user=visit.person_id,
            thread_ts=visit.thread_ts,
            **_said(answer.message),
        )


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
