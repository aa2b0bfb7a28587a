"""What an app answers outside the Web API: by a response URL, or in acknowledging a command."""

import json
from collections.abc import Mapping
from typing import Any

from playground.posting import Content
from playground.refusals import SlackError
from playground.response_urls import ResponseUrl
from playground.slack import Slack
from playground.things import Channel, Json, Message

_KNOWN = {
    "text",
    "blocks",
    "attachments",
    "response_type",
    "replace_original",
    "delete_original",
    "thread_ts",
    "metadata",
    "mrkdwn",
    "unfurl_links",
    "unfurl_media",
}


def respond(slack: Slack, key: str, answer: Json) -> None:
    """Do what an app asks of a response URL. Raises SlackError if Slack would not."""
    url = slack.response_urls.use(key)
    channel = slack.world.channels[url.channel]
    _check_keys(answer)
    original = _original(slack, url)
    if answer.get("delete_original") and original is not None:
        slack.world.remove_message(original)
        return
    content = content_of(answer)
    # Slack replaces a message only when asked; for one of the app's buttons the app has to ask.
    if answer.get("replace_original") and original is not None:
        before = slack.message_json(original)
        slack.posting.rewrite(original, content)
        if not original.ephemeral_to:
            slack.events.emit_later(*slack.change_event(original, before))
        return
    say(slack, channel, url.person, answer)


def say(slack: Slack, channel: Channel, person: str, answer: Mapping[str, Any]) -> Message:
    """Show an answer to the person, or to the channel if its `response_type` says so."""
    response_type = answer.get("response_type", "ephemeral")
    if response_type not in ("ephemeral", "in_channel"):
        raise SlackError("invalid_arguments", f"unknown response_type: {response_type}")
    only_for = person if response_type == "ephemeral" else None
    thread = answer.get("thread_ts")
    message = slack.posting.post(channel, content_of(answer), thread, only_for=only_for)
    slack.announce(message)
    return message


def acknowledge_command(slack: Slack, channel: Channel, person: str, answer: Any) -> None:
    """Show what an app answered to a command. Raises SlackError where Slack shows an error."""
    if answer in (None, "", {}):
        return
    if isinstance(answer, str):
        answer = {"text": answer}
    if not isinstance(answer, Mapping):
        raise SlackError("invalid_command_response")
    _check_keys(answer)
    # An acknowledgement may say only where an answer would go.
    if set(answer) != {"response_type"}:
        say(slack, channel, person, answer)


def content_of(answer: Mapping[str, Any]) -> Content:
    """Read a message's content out of an answer."""
    blocks = answer.get("blocks") or []
    if isinstance(blocks, str):
        try:
            blocks = json.loads(blocks)
        except ValueError:
            raise SlackError("invalid_blocks_format") from None
    return Content(str(answer.get("text") or ""), blocks, answer.get("metadata"))


def _check_keys(answer: Mapping[str, Any]) -> None:
    unknown = sorted(set(answer) - _KNOWN)
    if unknown:
        raise SlackError("invalid_arguments", f"invalid additional property: {unknown[0]}")


def _original(slack: Slack, url: ResponseUrl) -> Message | None:
    return slack.world.message(url.channel, url.message_ts) if url.message_ts else None
