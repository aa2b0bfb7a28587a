"""canvases.*: documents of Slack's own, which are files to the rest of the Web API."""

import base64

from playground.refusals import SlackError
from playground.slack import Slack
from playground.things import Json, SharedFile
from playground.web_api.arguments import Arguments
from playground.web_api.registry import TIER_2, TIER_3, method

MOST_CHARACTERS = 100_000
"""Slack's bound on what a canvas is created with."""

KIND = "application/vnd.slack-docs"


@method("canvases.create", "canvases:write", per_minute=TIER_2)
def create(slack: Slack, arguments: Arguments) -> Json:
    """Create a canvas that only the app can see yet."""
    content = arguments.json("document_content")
    if not isinstance(content, dict) or content.get("type") != "markdown":
        raise SlackError("canvas_creation_failed", "document_content must be markdown")
    words = str(content.get("markdown") or "")
    if len(words) > MOST_CHARACTERS:
        raise SlackError("canvas_creation_failed", "document_content is too long")
    data = words.encode()
    title = arguments.optional("title") or "Untitled"
    canvas = SharedFile(
        id=slack.world.new_id("F"),
        name=title,
        title=title,
        mimetype=KIND,
        owner=slack.world.bot_user,
        size=len(data),
        content=base64.b64encode(data).decode(),
        uploaded=True,
    )
    slack.world.files[canvas.id] = canvas
    slack.world.changed()
    return {"canvas_id": canvas.id}


@method("canvases.access.set", "canvases:write", per_minute=TIER_3)
def set_access(slack: Slack, arguments: Arguments) -> Json:
    """Let channels, or people, read a canvas."""
    canvas = slack.world.files.get(arguments.needed("canvas_id"))
    if canvas is None or canvas.mimetype != KIND:
        raise SlackError("canvas_not_found")
    if arguments.needed("access_level") not in ("read", "write"):
        raise SlackError("invalid_arguments")
    channels, people = _ids(arguments, "channel_ids"), _ids(arguments, "user_ids")
    if bool(channels) == bool(people):
        raise SlackError("invalid_arguments", "either channel_ids or user_ids")
    for channel in channels:
        slack.posting.channel_for_bot(channel)
    if any(person not in slack.world.people for person in people):
        raise SlackError("user_not_found")
    canvas.shared_in += [each for each in (*channels, *people) if each not in canvas.shared_in]
    slack.world.changed()
    return {}


def _ids(arguments: Arguments, name: str) -> list[str]:
    """Return ids that came as a list, or as text with commas."""
    given = arguments.given.get(name) or []
    return given if isinstance(given, list) else str(given).split(",")
