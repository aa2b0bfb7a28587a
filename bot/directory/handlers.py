"""What Slack tells of people, channels and the app itself."""

from collections.abc import Mapping
from typing import Any, cast

from bot.initiatives import cards
from bot.kit.directory import person_of
from bot.kit.visit import Visit
from domain.people import ChannelId, PersonId
from storage import outbox, people, reviews


async def person_changed(visit: Visit) -> None:
    """Keep a person's name, zone and standing; reviews tell if they have left."""
    user = cast("Mapping[str, Any]", visit.event["user"])
    async with visit.transaction() as tx:
        known = await people.person(tx, PersonId(user["id"]))
        if known is None:
            return
        person = person_of(dict(user), visit.workspace_id)
        await people.remember_person(tx, person)
        if person.active != known[0].active:
            for review in await reviews.waiting_for(tx, person.id):
                await cards.refresh(tx, review.initiative_id, person.id, review.document_id)


async def joined(visit: Visit) -> None:
    """Note who joined a channel; if it is the bot, what waited for it there is sent."""
    channel_id = _channel(visit)
    is_bot = await _is_bot(visit)
    if is_bot:
        await visit.directory.ask_channel_again(channel_id)
    async with visit.transaction() as tx:
        await people.forget_membership(tx, visit.person_id)
        if is_bot:
            await outbox.reopen_lane(tx, channel_id)


async def left(visit: Visit) -> None:
    """Somebody left a channel: what they may see there ends at once."""
    is_bot = await _is_bot(visit)
    async with visit.transaction() as tx:
        await people.forget_membership(tx, visit.person_id)
        if is_bot:
            await people.change_channel(tx, _channel(visit), bot_is_member=False)


async def bot_left(visit: Visit) -> None:
    """Note that the bot was taken out of a channel."""
    async with visit.transaction() as tx:
        await people.change_channel(tx, _channel(visit), bot_is_member=False)


async def archived(visit: Visit) -> None:
    """Note that a channel was archived."""
    async with visit.transaction() as tx:
        await people.change_channel(tx, _channel(visit), archived=True)


async def deleted(visit: Visit) -> None:
    """Note that a channel is gone; its documents stay."""
    async with visit.transaction() as tx:
        await people.change_channel(tx, _channel(visit), deleted=True)


async def unarchived(visit: Visit) -> None:
    """Send what waited for a channel that is back."""
    async with visit.transaction() as tx:
        await people.change_channel(tx, _channel(visit), archived=False)
        await outbox.reopen_lane(tx, _channel(visit))


async def renamed(visit: Visit) -> None:
    """Keep a channel's new name."""
    channel = cast("Mapping[str, Any]", visit.event["channel"])
    async with visit.transaction() as tx:
        await people.change_channel(tx, ChannelId(channel["id"]), name=str(channel["name"]))


async def uninstalled(visit: Visit) -> None:
    """Forget the workspace's token; its data waits for the end of the grace period."""
    await visit.services.workspaces.hear_of_removal(visit.workspace_id)


async def _is_bot(visit: Visit) -> bool:
    installed = await visit.services.workspaces.find(visit.workspace_id)
    return installed is not None and visit.person_id == installed.bot_user_id


def _channel(visit: Visit) -> ChannelId:
    if visit.channel_id is None:
        msg = f"{visit.action} names no channel"
        raise LookupError(msg)
    return visit.channel_id
