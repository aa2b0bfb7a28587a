"""The calls: post a message, edit one, look for one that may have been posted."""

import re
from datetime import datetime, timedelta
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery.outcomes import Sent
from storage.tables import MessageRow, OutboxRow

EVENT_TYPE = "workback_outbox"
"""The `event_type` of the metadata by which a message is found again."""

CLOCK_SKEW = timedelta(minutes=10)
"""How far this machine's clock may be ahead of Slack's."""

LONGEST_NOTICE = 4_000
"""Characters of a text that only notifies, because blocks are shown; and of any edited text."""

LONGEST_TEXT = 40_000
"""Characters of a text that is all there is. Source: slack.md, "Limits"."""

_PAGE = 200
_HALF_TOKEN = re.compile(r"(&[a-z]*|<[^>]*)$")


def is_person(conversation: str) -> bool:
    """Say whether a conversation is named by the person at its other end."""
    return conversation.startswith(("U", "W"))


async def post(
    client: AsyncWebClient,
    row: OutboxRow,
    parent: MessageRow | None,
    more: str = "",
    blocks: Any = None,
) -> Sent:
    """Post a row's message, perhaps with a line more at its end, or with other blocks.

    Raises what slack_sdk raises.
    """
    answer = await client.chat_postMessage(
        channel=parent.channel_id if parent else row.conversation,
        thread_ts=parent.ts if parent else None,
        metadata={"event_type": EVENT_TYPE, "event_payload": {"outbox": row.dedupe_key}},
        unfurl_links=False,
        unfurl_media=False,
        **(_content(row, more) | ({"blocks": blocks} if blocks else {})),
    )
    return Sent(str(answer["channel"]), str(answer["ts"]))


async def edit(client: AsyncWebClient, row: OutboxRow, message: MessageRow) -> Sent:
    """Put a row's content into a message. Raises what slack_sdk raises."""
    # Without blocks Slack would keep the old ones.
    content = {"blocks": [], **_content(row)}
    await client.chat_update(channel=message.channel_id, ts=message.ts, **content)
    return Sent(message.channel_id, message.ts)


def _content(row: OutboxRow, more: str = "") -> dict[str, Any]:
    notifies = row.kind == "edit" or bool(row.payload.get("blocks"))
    longest = LONGEST_NOTICE if notifies else LONGEST_TEXT
    text = shortened(row.payload["text"], longest - len(more)) + more
    return {**{key: row.payload[key] for key in ("blocks",) if key in row.payload}, "text": text}


def shortened(words: str, longest: int) -> str:
    """Return a mrkdwn text, or as much of it as fits before an "…": never half a token."""
    if len(words) <= longest:
        return words
    return f"{_HALF_TOKEN.sub('', words[: longest - 1]).rstrip()}…"


async def find(
    client: AsyncWebClient, row: OutboxRow, parent: MessageRow | None, since: datetime
) -> Sent | None:
    """Look for a row's message in its conversation. Raises what slack_sdk raises."""
    channel = parent.channel_id if parent else row.conversation
    if is_person(channel):
        channel = (await client.conversations_open(users=channel))["channel"]["id"]
    asked: dict[str, Any] = {
        "channel": channel,
        "oldest": f"{(since - CLOCK_SKEW).timestamp():.6f}",
        "include_all_metadata": True,
        "limit": _PAGE,
    }
    cursor = ""
    while True:
        if parent:
            page = await client.conversations_replies(ts=parent.ts, cursor=cursor, **asked)
        else:
            page = await client.conversations_history(cursor=cursor, **asked)
        for message in page["messages"]:
            if _mark(message) == row.dedupe_key:
                return Sent(channel, str(message["ts"]))
        cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            return None


def _mark(message: dict[str, Any]) -> str | None:
    metadata = message.get("metadata") or {}
    if metadata.get("event_type") != EVENT_TYPE:
        return None
    mark = (metadata.get("event_payload") or {}).get("outbox")
    return str(mark) if mark is not None else None
