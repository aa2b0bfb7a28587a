"""chat.*: messages."""

from dataclasses import replace

from playground.posting import LONGEST_UPDATE
from playground.refusals import SlackError
from playground.shapes import seconds
from playground.slack import Slack
from playground.things import Json, Scheduled
from playground.web_api.arguments import Arguments
from playground.web_api.registry import TIER_3, method

_FURTHEST_SECONDS = 120 * 24 * 3600


@method("chat.postMessage", "chat:write")
def post_message(slack: Slack, arguments: Arguments) -> Json:
    """Post a message."""
    everywhere = "chat:write.public" in slack.installation.scopes
    channel = slack.posting.writable(arguments.needed("channel"), everywhere=everywhere)
    message = slack.posting.post(
        channel,
        arguments.content(),
        arguments.optional("thread_ts"),
        broadcast=arguments.flag("reply_broadcast"),
    )
    slack.announce(message)
    return {"channel": channel.id, "ts": message.ts, "message": slack.message_json(message)}


@method("chat.postEphemeral", "chat:write")
def post_ephemeral(slack: Slack, arguments: Arguments) -> Json:
    """Show a message to one person."""
    channel = slack.posting.writable(arguments.needed("channel"))
    person = slack.world.people.get(arguments.needed("user"))
    if person is None or person.deleted:
        raise SlackError("user_not_found")
    if person.id not in channel.members:
        raise SlackError("user_not_in_channel")
    message = slack.posting.post(
        channel, arguments.content(), arguments.optional("thread_ts"), only_for=person.id
    )
    return {"message_ts": message.ts}


@method("chat.update", "chat:write", per_minute=TIER_3)
def update(slack: Slack, arguments: Arguments) -> Json:
    """Edit a message."""
    channel = slack.posting.channel_for_bot(arguments.needed("channel"))
    message = slack.posting.own(channel, arguments.needed("ts"), "cant_update_message")
    if channel.archived:
        raise SlackError("is_archived")
    before, content = slack.message_json(message), arguments.content()
    if arguments.json("blocks") is None:
        # What is not given stays; an empty list takes the blocks away.
        content = replace(content, blocks=message.blocks)
    slack.posting.rewrite(message, content, LONGEST_UPDATE)
    slack.events.emit_later(*slack.change_event(message, before))
    return {
        "channel": channel.id,
        "ts": message.ts,
        "text": message.text,
        "message": slack.message_json(message),
    }


@method("chat.delete", "chat:write", per_minute=TIER_3)
def delete(slack: Slack, arguments: Arguments) -> Json:
    """Delete a message."""
    channel = slack.posting.channel_for_bot(arguments.needed("channel"))
    message = slack.posting.own(channel, arguments.needed("ts"), "cant_delete_message")
    slack.events.emit_later(*slack.change_event(message, None))
    slack.world.remove_message(message)
    return {"channel": channel.id, "ts": message.ts}


@method("chat.getPermalink")
def get_permalink(slack: Slack, arguments: Arguments) -> Json:
    """Return a message's address."""
    channel = slack.posting.channel_for_bot(arguments.needed("channel"))
    ts = arguments.needed("message_ts")
    message = slack.world.message(channel.id, ts)
    if message is None or message.ephemeral_to:
        raise SlackError("message_not_found")
    link = f"https://{slack.world.workspace.domain}.slack.com/archives/{channel.id}"
    link += f"/p{ts.replace('.', '')}"
    if message.is_reply:
        link += f"?thread_ts={message.thread_ts}&cid={channel.id}"
    return {"channel": channel.id, "permalink": link}


@method("chat.scheduleMessage", "chat:write")
def schedule_message(slack: Slack, arguments: Arguments) -> Json:
    """Post a message later."""
    channel = slack.posting.writable(arguments.needed("channel"))
    post_at, now = arguments.number("post_at", 0), seconds(slack.world.now())
    if post_at <= now:
        raise SlackError("time_in_past")
    if post_at > now + _FURTHEST_SECONDS:
        raise SlackError("time_too_far")
    arguments.content().check()
    waiting = Scheduled(
        id=slack.world.new_id("Q"), channel=channel.id, post_at=post_at, arguments=arguments.given
    )
    slack.world.scheduled[waiting.id] = waiting
    return {"channel": channel.id, "scheduled_message_id": waiting.id, "post_at": post_at}


@method("chat.deleteScheduledMessage", "chat:write", per_minute=TIER_3)
def delete_scheduled(slack: Slack, arguments: Arguments) -> Json:
    """Forget a message that was to be posted later."""
    if slack.world.scheduled.pop(arguments.needed("scheduled_message_id"), None) is None:
        raise SlackError("invalid_scheduled_message_id")
    return {}


def post_what_is_due(slack: Slack) -> None:
    """Post scheduled messages whose time has come; those with metadata Slack loses (trap 10)."""
    now = seconds(slack.world.now())
    for waiting in list(slack.world.scheduled.values()):
        if waiting.post_at <= now:
            del slack.world.scheduled[waiting.id]
            arguments = Arguments(waiting.arguments)
            channel = slack.world.channels[waiting.channel]
            if not arguments.json("metadata") and not channel.archived:
                thread = arguments.optional("thread_ts")
                slack.announce(slack.posting.post(channel, arguments.content(), thread))
