"""conversations.*: channels, their members and their past."""

from playground.refusals import SlackError
from playground.shapes import channel_json
from playground.slack import Slack
from playground.things import Channel, Json, Message
from playground.web_api.arguments import Arguments
from playground.web_api.registry import TIER_2, TIER_3, method

_READ = {"public": "channels:read", "private": "groups:read", "im": "im:read"}
_HISTORY = {"public": "channels:history", "private": "groups:history", "im": "im:history"}
_KINDS = {"public_channel": "public", "private_channel": "private", "im": "im", "mpim": ""}


def _channel(slack: Slack, arguments: Arguments) -> Channel:
    """Find the channel that a call is about, and check that the token may read of it."""
    channel = slack.posting.channel_for_bot(arguments.needed("channel"))
    slack.require(_READ[channel.kind])
    return channel


def wanted_channels(slack: Slack, arguments: Arguments) -> list[Channel]:
    """Return the channels of the types that a call asks for."""
    kinds = set()
    for name in arguments.text("types", "public_channel").split(","):
        kind = _KINDS.get(name.strip())
        if kind is None:
            raise SlackError("invalid_types")
        if kind:
            slack.require(_READ[kind])
        kinds.add(kind)
    leave_out = arguments.flag("exclude_archived")
    return [
        channel
        for channel in slack.world.channels.values()
        if channel.kind in kinds and not (leave_out and channel.archived)
    ]


@method("conversations.info", per_minute=TIER_3)
def info(slack: Slack, arguments: Arguments) -> Json:
    """Describe a channel."""
    channel = _channel(slack, arguments)
    shown = channel_json(slack.world, channel, slack.world.bot_user)
    if not arguments.flag("include_num_members"):
        shown.pop("num_members", None)
    return {"channel": shown}


@method("conversations.list", per_minute=TIER_2)
def list_channels(slack: Slack, arguments: Arguments) -> Json:
    """List the channels that the bot can see."""
    bot = slack.world.bot_user
    seen = [
        channel
        for channel in wanted_channels(slack, arguments)
        if channel.kind == "public" or bot in channel.members
    ]
    page, following = arguments.page(seen)
    channels = [channel_json(slack.world, channel, bot) for channel in page]
    return {"channels": channels, "response_metadata": following}


@method("conversations.members")
def members(slack: Slack, arguments: Arguments) -> Json:
    """List a channel's members."""
    page, following = arguments.page(_channel(slack, arguments).members)
    return {"members": page, "response_metadata": following}


def _readable(slack: Slack, arguments: Arguments) -> Channel:
    channel = slack.posting.channel_for_bot(arguments.needed("channel"))
    slack.require(_HISTORY[channel.kind])
    if slack.world.bot_user not in channel.members:
        raise SlackError("not_in_channel")
    return channel


def _within(messages: list[Message], arguments: Arguments) -> list[Message]:
    oldest, latest = arguments.text("oldest", "0"), arguments.optional("latest")
    inclusive = arguments.flag("inclusive")

    def fits(message: Message) -> bool:
        ts = float(message.ts)
        if inclusive and message.ts in (oldest, latest):
            return True
        return float(oldest) < ts and (latest is None or ts < float(latest))

    return [message for message in messages if fits(message)]


@method("conversations.history", per_minute=TIER_3)
def history(slack: Slack, arguments: Arguments) -> Json:
    """Return a channel's messages, youngest first; replies and ephemeral ones are not there."""
    channel = _readable(slack, arguments)
    shown = [
        message
        for message in reversed(slack.world.messages.get(channel.id, []))
        if not message.ephemeral_to and (not message.is_reply or message.broadcast)
    ]
    page, following = arguments.page(_within(shown, arguments))
    return {
        "messages": [slack.message_json(message) for message in page],
        "has_more": bool(following["next_cursor"]),
        "pin_count": sum(message.pinned for message in shown),
        "response_metadata": following,
    }


@method("conversations.replies", per_minute=TIER_3)
def replies(slack: Slack, arguments: Arguments) -> Json:
    """Return a thread, oldest first, beginning with its parent."""
    channel = _readable(slack, arguments)
    ts = arguments.needed("ts")
    found = slack.world.message(channel.id, ts)
    if found is None or found.ephemeral_to:
        raise SlackError("thread_not_found")
    parent = slack.world.message(channel.id, found.thread_ts or ts) or found
    page, following = arguments.page(
        [parent, *_within(list(slack.world.replies(parent)), arguments)]
    )
    return {
        "messages": [slack.message_json(message) for message in page],
        "has_more": bool(following["next_cursor"]),
        "response_metadata": following,
    }


@method("conversations.open", "im:write", per_minute=TIER_3)
def open_conversation(slack: Slack, arguments: Arguments) -> Json:
    """Open the direct conversation with a person."""
    people = arguments.needed("users").split(",")
    if len(people) != 1:
        raise SlackError("method_not_supported_for_channel_type")
    if people[0] not in slack.world.people:
        raise SlackError("user_not_found")
    channel = slack.world.im_with(people[0])
    return {"channel": {"id": channel.id}}


@method("conversations.join", "channels:join", per_minute=TIER_3)
def join(slack: Slack, arguments: Arguments) -> Json:
    """Make the bot a member of a public channel."""
    channel = slack.posting.channel_for_bot(arguments.needed("channel"))
    if channel.kind != "public":
        raise SlackError("method_not_supported_for_channel_type")
    if channel.archived:
        raise SlackError("is_archived")
    bot = slack.world.bot_user
    if bot not in channel.members:
        channel.members.append(bot)
        slack.world.changed()
        joined = slack.membership_event("member_joined_channel", bot, channel)
        slack.events.emit_later(joined, channel)
    return {"channel": channel_json(slack.world, channel, bot)}
