"""The channel that a new initiative is at home in."""

from bot.kit.visit import Visit
from domain.errors import Refusal
from domain.people import Channel, ChannelId


async def here(visit: Visit) -> Channel | None:
    """Return the channel the person is in, None where no card can stand."""
    if not visit.channel_id or visit.private_place or visit.channel_id.startswith("D"):
        return None
    channel = await visit.directory.channel(visit.channel_id)
    return None if channel.archived else channel


async def named(
    visit: Visit, channel_id: ChannelId | None, field: str | None, *, what: str = "the card"
) -> Channel:
    """Return the channel that was chosen; refuses none at all, and one to be invited to.

    A channel with an obstacle is returned too: whoever asks decides what to do about it.
    """
    if channel_id is None:
        raise Refusal(f"Choose the channel in which {what} shall stand.", field=field)
    channel = await visit.directory.channel(channel_id)
    if channel.bot_is_member or obstacle(channel):
        return channel
    msg = (
        f"I am not in #{channel.name} yet, so {what} cannot stand there. Type /invite @Workback "
        "there and press Save again; your text stays here."
    )
    raise Refusal(msg, field=field)


async def chosen(
    visit: Visit, channel_id: ChannelId | None, field: str | None, *, what: str = "the card"
) -> Channel:
    """Return the channel that was chosen; refuses one in which nothing can stand."""
    channel = await named(visit, channel_id, field, what=what)
    if found := obstacle(channel):
        raise Refusal(found, field=field)
    return channel


def obstacle(channel: Channel) -> str:
    """Say why no card can ever stand in a channel, "" if one can."""
    if channel.deleted:
        return f"#{channel.name} was deleted. Choose another channel."
    if channel.archived:
        return f"#{channel.name} is archived. Choose another channel."
    if not channel.name:
        return (
            "I cannot see that channel: it is private or was deleted. Type /invite @Workback "
            "there, or choose another channel."
        )
    return ""
