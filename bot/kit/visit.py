"""A visit: who acts, where and when, and what a handler needs to answer them."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import Clock
from bot.config import Settings
from bot.kit.answers import Answer
from bot.kit.clients import Clients
from bot.kit.directory import Directory
from bot.kit.forms import ViewSeen
from bot.kit.recent import Recent
from bot.kit.work import Work
from bot.kit.workspaces import Workspaces
from domain import access
from domain.initiatives import Initiative
from domain.people import ChannelId, Person, PersonId, Standing, WorkspaceId
from storage import homes, people
from storage.asking import Render
from storage.database import Database, Transaction
from storage.initiatives import Scope


@dataclass(frozen=True)
class Services:
    """What the house offers to every visit."""

    database: Database
    clients: Clients
    workspaces: Workspaces
    clock: Clock
    settings: Settings
    recent: Recent
    work: Work
    render: Render
    """How a check-in asks."""


@dataclass
class Visit:
    """One act of one person, as the door received it."""

    services: Services
    slack: AsyncWebClient
    """For questions that answer this visit; never used inside a transaction."""
    workspace_id: WorkspaceId
    person_id: PersonId
    now: datetime
    channel_id: ChannelId | None = None
    """Where the person acted; None in a modal, in App Home and for global shortcuts."""
    private_place: bool = False
    """Acted in a conversation between people, where no card can stand."""
    trigger_id: str | None = None
    response_url: str | None = None
    thread_ts: str | None = None
    action: str = ""
    """The id that was pressed, or the word that was typed."""
    record: str = ""
    """What the button or the menu's row is about."""
    chosen: str | None = None
    """The option of a select that was picked."""
    words: str = ""
    """What stood behind the command."""
    event: dict[str, object] = field(default_factory=dict)
    event_id: str = ""
    """The same whenever Slack delivers the same event again."""
    message: dict[str, Any] = field(default_factory=dict)
    """The message that a shortcut was used on."""
    view: ViewSeen | None = None

    @cached_property
    def directory(self) -> Directory:
        """People and channels of this workspace."""
        return Directory(self.services.database, self.slack, self.services.clock, self.workspace_id)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """Open a writing transaction of this workspace; Homes that are open learn of it."""
        async with self.services.database.transaction(self.workspace_id, self.now) as tx:
            yield tx
            await homes.changed(tx, self.person_id)

    async def keep_if_possible(self, save: Callable[[Transaction], Awaitable[None]]) -> None:
        """Save what is merely useful, if the database can: see `storage.database`."""
        await self.services.database.keep_if_possible(self.workspace_id, self.now, save)

    def reading(self) -> AbstractAsyncContextManager[Transaction]:
        """Open a reading transaction of this workspace."""
        return self.services.database.reading(self.workspace_id, self.now)

    @property
    def modal(self) -> ViewSeen:
        """The modal that the person acted in."""
        if self.view is None:
            msg = f"{self.action} did not come from a view"
            raise LookupError(msg)
        return self.view

    async def person(self) -> Person:
        """Return who acts."""
        return await self.directory.person(self.person_id)

    async def zone(self) -> ZoneInfo:
        """Return the time zone of who acts."""
        return ZoneInfo((await self.person()).time_zone)

    async def names(self, ids: Iterable[PersonId]) -> Callable[[PersonId], str]:
        """Return a function from people to names."""
        return await self.directory.names(ids)

    async def sees(self, channel_id: ChannelId) -> bool:
        """Say whether the person may see what lives in a channel. See `domain.access`."""
        if channel_id == self.channel_id:
            return True  # they act in it, so they are in it or may look into it
        person = await self.person()
        channel = await self.directory.channel(channel_id)
        if access.may_see(person, channel, in_channel=False):
            return True
        shares = await self.directory.shares(self.person_id, channel_id)
        return access.may_see(person, channel, in_channel=shares)

    async def scope(self, scope: Scope | None = None) -> Scope:
        """Narrow a scope (all living initiatives) to what the person may see."""
        scope = scope or Scope()
        shared = await self.directory.channels_of(self.person_id)
        if not await self.is_member():
            return replace(scope, only=shared)
        async with self.reading() as tx:
            # what a deleted channel was home to is nobody's to find, but its writers' to keep
            private = await people.private_channels(tx, deleted=scope.mine is None)
        return replace(scope, hidden=private - shared)

    async def check_sees(self, initiative: Initiative) -> None:
        """Refuse unless the person may see the initiative."""
        if await self.sees(initiative.channel_id):
            return
        channel = await self.directory.channel(initiative.channel_id)
        if not access.keeps(self.person_id, initiative, channel):
            raise access.not_there(initiative.key)

    async def check_edits(self, initiative: Initiative) -> None:
        """Refuse unless the person may save versions of the initiative."""
        await self.check_sees(initiative)
        names = await self.names((initiative.owner_id, *initiative.authors))
        access.check_edit(await self.person(), initiative, names)

    def day_in(self, zone: ZoneInfo) -> date:
        """Return the day it is now in a zone."""
        return self.now.astimezone(zone).date()

    async def is_member(self) -> bool:
        """Say whether the person is a full member of the workspace."""
        return (await self.person()).standing is Standing.MEMBER


Handler = Callable[[Visit], Awaitable[Answer | None]]
