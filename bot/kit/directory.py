"""Who people are and where they may look: asked of Slack once, then remembered.

Events keep it fresh (`bot/directory/`); what is older than a day is asked again. Slack is never
called inside a transaction. A directory lives as long as one visit, within which the database is
asked once for each person and channel.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import Clock
from bot.kit.errors import slack_error
from domain.people import (
    Channel,
    ChannelId,
    Person,
    PersonId,
    Standing,
    UserGroup,
    WorkspaceId,
)
from storage import people
from storage.database import Database, Transaction

FRESH = timedelta(days=1)
"""For people and channels; events tell of changes much earlier."""

SLACKBOT = "USLACKBOT"
"""Slack does not call it a bot."""

AT_ONCE = 10
"""People asked about at the same time, so that a long list fits into one act."""

MEMBERSHIP_FRESH = timedelta(minutes=5)
"""For who is in which private channel: the time a missed event can matter."""


class Directory:
    """The people and channels of one workspace."""

    def __init__(
        self,
        database: Database,
        slack: AsyncWebClient,
        clock: Clock,
        workspace_id: WorkspaceId,
    ) -> None:
        self._database = database
        self._slack = slack
        self._clock = clock
        self._workspace_id = workspace_id
        self._people: dict[PersonId, Person] = {}
        self._channels: dict[ChannelId, Channel] = {}

    async def person(self, person_id: PersonId) -> Person:
        """Return a person. SlackApiError if Slack does not know them."""
        if person_id not in self._people:
            self._people[person_id] = await self._person(person_id)
        return self._people[person_id]

    async def _person(self, person_id: PersonId) -> Person:
        now = self._clock.now()
        async with self._database.reading(self._workspace_id, now) as tx:
            known = await people.person(tx, person_id)
        if known and self._fresh(known[1], FRESH):
            return known[0]
        answer = await self._slack.users_info(user=person_id)
        found = person_of(answer["user"], self._workspace_id)
        await self._keep(lambda tx: people.remember_person(tx, found))
        return found

    async def is_admin(self, person_id: PersonId) -> bool:
        """Say whether a person is a workspace admin now: asked of Slack each time."""
        return is_admin((await self._slack.users_info(user=person_id))["user"])

    async def admins(self) -> list[str]:
        """Return the names of workspace admins, as far as Slack tells; it never fails."""
        try:
            answer = await self._slack.users_list(limit=200)
        except SlackApiError:
            return []
        return [
            person_of(user, self._workspace_id).name
            for user in answer["members"]
            if is_admin(user) and not user.get("deleted") and not user.get("is_bot")
        ]

    async def groups(self) -> list[UserGroup]:
        """Return the user groups with who is in them now.

        None, where the workspace has none, or has not granted the scope yet.
        """
        try:
            answer = await self._slack.usergroups_list(include_users=True)
        except SlackApiError:
            return []
        return [
            UserGroup(
                id=group["id"],
                handle=group["handle"],
                name=group["name"],
                members=tuple(PersonId(person) for person in group.get("users", ())),
            )
            for group in answer["usergroups"]
        ]

    async def channel(self, channel_id: ChannelId) -> Channel:
        """Return a channel; one that the bot cannot see is private and without the bot."""
        if channel_id not in self._channels:
            self._channels[channel_id] = await self._channel(channel_id)
        return self._channels[channel_id]

    async def _channel(self, channel_id: ChannelId) -> Channel:
        now = self._clock.now()
        async with self._database.reading(self._workspace_id, now) as tx:
            known = await people.channel(tx, channel_id)
        if known and known[0].deleted:
            return known[0]  # Slack knows it no more
        if known and known[0].bot_is_member and self._fresh(known[1], FRESH):
            return known[0]
        return await self.ask_channel_again(channel_id)

    async def ask_channel_again(self, channel_id: ChannelId) -> Channel:
        """Ask Slack anew, because something about the channel has changed."""
        found = await self._ask_channel(channel_id)
        await self._keep(lambda tx: people.remember_channel(tx, found))
        self._channels[channel_id] = found
        return found

    async def _ask_channel(self, channel_id: ChannelId) -> Channel:
        try:
            answer = await self._slack.conversations_info(channel=channel_id)
        except SlackApiError as fault:
            if slack_error(fault) != "channel_not_found":
                raise
            return Channel(id=channel_id, name="", private=True, bot_is_member=False)
        return channel_of(answer["channel"])

    async def shares(self, person_id: PersonId, channel_id: ChannelId) -> bool:
        """Say whether a person is in a channel that the bot is in too."""
        return channel_id in await self.channels_of(person_id)

    async def channels_of(self, person_id: PersonId) -> frozenset[ChannelId]:
        """Return the channels a person shares with the bot."""
        now = self._clock.now()
        async with self._database.reading(self._workspace_id, now) as tx:
            known = await people.membership(tx, person_id)
        if known and self._fresh(known[1], MEMBERSHIP_FRESH):
            return known[0]
        found = await self._ask_membership(person_id)
        await self._keep(lambda tx: people.remember_membership(tx, person_id, found))
        return found

    async def _ask_membership(self, person_id: PersonId) -> frozenset[ChannelId]:
        found: set[ChannelId] = set()
        cursor = ""
        while True:
            answer = await self._slack.users_conversations(
                user=person_id,
                types="public_channel,private_channel",
                exclude_archived=False,
                limit=999,
                cursor=cursor,
            )
            found |= {ChannelId(channel["id"]) for channel in answer["channels"]}
            cursor = (answer.get("response_metadata") or {}).get("next_cursor", "")
            if not cursor:
                return frozenset(found)

    async def names(self, ids: Iterable[PersonId]) -> Callable[[PersonId], str]:
        """Return a function from people to their names; it never fails."""
        wanted = set(ids)
        async with self._database.reading(self._workspace_id, self._clock.now()) as tx:
            known = await people.names(tx, wanted)
        found = await self.people(wanted - known.keys())
        known |= {missing: person.name for missing, person in found.items()}
        left = wanted - known.keys()
        known |= dict.fromkeys(left, "Somebody who left")
        return lambda person_id: known.get(person_id, "somebody")

    async def people(self, ids: Iterable[PersonId]) -> dict[PersonId, Person]:
        """Return people by id, those whom Slack knows; several are asked about at once."""
        turn = asyncio.Semaphore(AT_ONCE)

        async def ask(person_id: PersonId) -> Person | None:
            async with turn:
                try:
                    return await self.person(person_id)
                except SlackApiError:
                    return None

        wanted = list(dict.fromkeys(ids))
        found = await asyncio.gather(*map(ask, wanted))
        return {person.id: person for person in found if person is not None}

    async def members(self, channel_id: ChannelId) -> frozenset[PersonId]:
        """Return who is in a channel, as Slack says right now."""
        found: set[PersonId] = set()
        cursor = ""
        while True:
            answer = await self._slack.conversations_members(
                channel=channel_id, limit=999, cursor=cursor
            )
            found |= {PersonId(member) for member in answer["members"]}
            cursor = (answer.get("response_metadata") or {}).get("next_cursor", "")
            if not cursor:
                return frozenset(found)

    async def _keep(self, save: Callable[[Transaction], Awaitable[None]]) -> None:
        await self._database.keep_if_possible(self._workspace_id, self._clock.now(), save)

    def _fresh(self, heard: datetime, within: timedelta) -> bool:
        return abs(self._clock.now() - heard) < within


def person_of(user: dict[str, object], workspace_id: WorkspaceId) -> Person:
    """Read a person out of Slack's `users.info` or `user_change`."""
    profile = user.get("profile") or {}
    name = ""
    if isinstance(profile, dict):
        name = str(profile.get("display_name") or profile.get("real_name") or "")
    return Person(
        id=PersonId(str(user["id"])),
        name=name or str(user.get("real_name") or user.get("name") or user["id"]),
        time_zone=_zone(str(user.get("tz") or "UTC")),
        standing=_standing(user, workspace_id),
        active=not user.get("deleted"),
    )


def is_admin(user: dict[str, object]) -> bool:
    """Say whether a person runs the workspace, or the organisation it belongs to."""
    enterprise = user.get("enterprise_user")
    roles = [user, enterprise] if isinstance(enterprise, dict) else [user]
    return any(role.get("is_admin") or role.get("is_owner") for role in roles)


def _zone(name: str) -> str:
    """Return the zone, or UTC where this machine does not know it."""
    try:
        return ZoneInfo(name).key
    except (KeyError, ValueError):
        return "UTC"


def _standing(user: dict[str, object], workspace_id: WorkspaceId) -> Standing:
    if user.get("is_bot") or user.get("id") == SLACKBOT:
        return Standing.BOT
    home = user.get("team_id") or workspace_id
    enterprise = user.get("enterprise_user") or {}
    same_org = isinstance(enterprise, dict) and enterprise.get("enterprise_id") == workspace_id
    if user.get("is_stranger") or (home != workspace_id and not same_org):
        return Standing.EXTERNAL
    if user.get("is_restricted") or user.get("is_ultra_restricted"):
        return Standing.GUEST
    return Standing.MEMBER


def channel_of(channel: dict[str, object]) -> Channel:
    """Read a channel out of Slack's `conversations.info`."""
    return Channel(
        id=ChannelId(str(channel["id"])),
        name=str(channel.get("name") or ""),
        private=bool(channel.get("is_private") or channel.get("is_im") or channel.get("is_mpim")),
        archived=bool(channel.get("is_archived")),
        bot_is_member=bool(channel.get("is_member")),
    )
