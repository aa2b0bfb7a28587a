"""reactions.* and pins.*."""

from playground.refusals import SlackError
from playground.slack import Slack
from playground.things import Json, Message
from playground.web_api.arguments import Arguments
from playground.web_api.registry import TIER_2, TIER_3, method


def _message(slack: Slack, arguments: Arguments) -> Message:
    channel = slack.posting.writable(arguments.needed("channel"))
    message = slack.world.message(channel.id, arguments.needed("timestamp"))
    if message is None or message.ephemeral_to:
        raise SlackError("message_not_found")
    return message


@method("reactions.add", "reactions:write", per_minute=TIER_3)
def add_reaction(slack: Slack, arguments: Arguments) -> Json:
    """React to a message with an emoji."""
    message = _message(slack, arguments)
    people = message.reactions.setdefault(arguments.needed("name").strip(":"), [])
    if slack.world.bot_user in people:
        raise SlackError("already_reacted")
    people.append(slack.world.bot_user)
    slack.world.changed()
    return {}


@method("pins.add", "pins:write", per_minute=TIER_2)
def add_pin(slack: Slack, arguments: Arguments) -> Json:
    """Pin a message to its channel."""
    message = _message(slack, arguments)
    if message.pinned:
        raise SlackError("already_pinned")
    message.pinned = True
    slack.world.changed()
    return {}
