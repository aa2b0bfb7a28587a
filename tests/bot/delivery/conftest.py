"""A playground, a workspace in the database, and a delivery between them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from bot.clock import MovableClock
from bot.config import Settings
from bot.delivery import Delivery, Means, Pace
from bot.features import MEANS
from bot.kit.clients import Clients
from domain.people import WorkspaceId
from playground.server import Playground
from playground.things import Message
from storage import outbox
from storage.database import Database
from storage.lanes import Rate
from storage.tables import LaneRow, OutboxRow
from tests.storage.conftest import ACME, install_acme

SCOPES = [
    "chat:write",
    "channels:read",
    "channels:history",
    "groups:read",
    "groups:history",
    "im:read",
    "im:write",
    "im:history",
]
MANIFEST: dict[str, Any] = {
    "display_information": {"name": "Workback"},
    "features": {"app_home": {"messages_tab_enabled": True}},
    "oauth_config": {"scopes": {"bot": SCOPES}},
}
TEAMSYNC, GENERAL, PRODUCT, ALICE = "C01TEAMSYNC", "C01GENERAL", "C01PRODUCT", "U01ALICE"

QUICK = Pace(
    workspace=Rate(10_000, 10_000),
    edits=Rate(10_000, 10_000),
    conversation_burst=10_000,
    look_every=0.02,
    lease=timedelta(minutes=1),
)


def settings(url: str, token: str, **more: Any) -> Settings:
    return Settings(
        _env_file=None,
        slack_bot_token=token,
        slack_signing_secret="secret",
        slack_api_url=url,
        **more,
    )


@dataclass
class Post:
    """What a handler would do, and what came of it."""

    database: Database
    slack: Playground
    clock: MovableClock
    clients: Clients
    deliveries: list[Delivery] = field(default_factory=list)

    def delivery(self, pace: Pace = QUICK, means: Means = MEANS, **more: Any) -> Delivery:
        async def token(_workspace: WorkspaceId) -> str:
            return self.slack.bot_token

        given = {"posts_per_second": 10_000, "stop_seconds": 2, **more}
        made = Delivery(
            self.database,
            self.clients,
            token,
            self.clock,
            settings(self.slack.api_url, self.slack.bot_token, **given),
            means,
            pace,
        )
        self.deliveries.append(made)
        self.database.when_announced(made.wake)
        return made

    @asynccontextmanager
    async def sending(
        self, pace: Pace = QUICK, means: Means = MEANS, **more: Any
    ) -> AsyncIterator[Delivery]:
        made = self.delivery(pace, means, **more)
        made.start()
        try:
            yield made
        finally:
            await made.stop()

    async def post(self, text: str, conversation: str = TEAMSYNC, **more: Any) -> None:
        async with self.database.transaction(ACME, self.clock.now()) as tx:
            await outbox.post(
                tx, conversation=conversation, text=text, **{"about": "a test", **more}
            )

    async def edit(self, text: str, place: str = "card:1") -> None:
        async with self.database.transaction(ACME, self.clock.now()) as tx:
            await outbox.edit(tx, place=place, text=text, about="a test")

    async def reopen(self, conversation: str) -> None:
        async with self.database.transaction(ACME, self.clock.now()) as tx:
            await outbox.reopen_lane(tx, conversation)

    async def rows(self) -> list[OutboxRow]:
        async with self.database.session(writes=False) as session:
            return list(await session.exec(select(OutboxRow).order_by(col(OutboxRow.id))))

    async def lane(self, conversation: str) -> LaneRow:
        async with self.database.session(writes=False) as session:
            lane = await session.get(LaneRow, (ACME, conversation))
            assert lane is not None
            return lane

    def messages(self, channel: str = TEAMSYNC) -> list[Message]:
        return self.slack.world.messages.get(channel, [])

    def texts(self, channel: str = TEAMSYNC) -> list[str]:
        return [message.text for message in self.messages(channel)]

    def told(self, person: str = ALICE) -> list[str]:
        return self.texts(self.slack.world.im_with(person).id)

    async def until_texts(self, *texts: str, channel: str = TEAMSYNC) -> None:
        await self.slack.until(lambda: self.texts(channel) == list(texts))

    async def until_told(self, number: int, person: str = ALICE) -> None:
        await self.slack.until(lambda: len(self.told(person)) == number)

    async def until_state(self, *states: str) -> None:
        """Wait until the rows have these states, in order."""
        async with asyncio.timeout(20):
            while [row.state for row in await self.rows()] != list(states):  # noqa: ASYNC110  (no database event)
                await asyncio.sleep(0.01)

    async def until_calls(self, method: str, number: int) -> None:
        await self.slack.until(lambda: len(self.slack.traffic.calls(method)) == number)

    async def until_settled(self) -> None:
        """Wait until nothing is being sent."""
        async with asyncio.timeout(20):
            while any(row.state == "sending" for row in await self.rows()):  # noqa: ASYNC110  (no database event)
                await asyncio.sleep(0.01)


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock()


@pytest.fixture
async def slack(clock: MovableClock) -> AsyncIterator[Playground]:
    async with Playground(MANIFEST, clock=clock) as running:
        yield running


@pytest.fixture
async def mail(database: Database, slack: Playground, clock: MovableClock) -> AsyncIterator[Post]:
    await install_acme(database)
    async with Clients(slack.api_url) as clients:
        yield Post(database, slack, clock, clients)
