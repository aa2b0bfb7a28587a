"""A playground with the real bot behind it, over loopback HTTP, on both databases."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from sqlmodel import select

from bot import logs
from bot.clock import MovableClock
from bot.config import Settings
from bot.door import create_app
from bot.house import House
from playground.person import Actor
from playground.server import Playground
from playground.serving import LoopServer
from playground.things import Message
from playground.waking import Waking
from storage import outbox
from storage.tables import OutboxRow

MANIFEST: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parents[2] / "manifest.yml").read_text(encoding="utf-8")
)


@dataclass
class Town:
    """A Slack and the bot in it, with the hands of its people."""

    slack: Playground
    house: House
    clock: MovableClock
    address: str
    """Where the bot listens."""

    @property
    def alice(self) -> Actor:
        return self.slack.person("alice")

    @property
    def bob(self) -> Actor:
        return self.slack.person("bob")

    @property
    def charlie(self) -> Actor:
        return self.slack.person("charlie")

    def posts(self, channel: str = "teamsync") -> list[Message]:
        """Return what stands in a channel itself."""
        return [m for m in self.alice.sees(channel) if m.thread_ts in (None, m.ts)]

    def thread(self, card: Message) -> list[Message]:
        """Return the replies to a card."""
        return [m for m in self.alice.sees(card.channel) if m.is_reply and m.thread_ts == card.ts]

    async def card(self, channel: str = "teamsync") -> Message:
        """Wait for the newest card of a channel."""

        def cards() -> list[Message]:
            return [m for m in self.posts(channel) if "WB-" in m.text]

        await self.slack.until(cards)
        return cards()[-1]

    async def settled(self) -> None:
        """Wait until all that was to be said is said; what is kept for later never is."""
        async with asyncio.timeout(30):
            while await self._waiting():  # noqa: ASYNC110  (a database tells no events)
                await asyncio.sleep(0.01)

    async def held_back(self) -> OutboxRow:
        """Wait until Slack has asked a message to wait, and the bot has noted it; return it."""
        async with asyncio.timeout(30):
            while True:
                async with self.house.services.database.session(writes=False) as session:
                    query = select(OutboxRow).where(OutboxRow.state == "queued")
                    rows = [row for row in await session.exec(query) if row.error]
                if rows:
                    return rows[0]
                await asyncio.sleep(0.01)

    async def _waiting(self) -> bool:
        async with self.house.services.database.session(writes=False) as session:
            return bool({"queued", "sending"} & (await outbox.counts(session)).keys())


def settings_for(slack: Playground, url: str, **more: Any) -> Settings:
    """Return settings with which a bot serves a playground."""
    return Settings(
        _env_file=None,
        slack_bot_token=slack.bot_token,
        slack_signing_secret=slack.signing_secret,
        slack_api_url=slack.api_url,
        database_url=url,
        posts_per_second=1000,
        **more,
    )


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Town]:
    """Open a playground with the real bot in it, on an empty database."""
    clock = MovableClock()
    async with Playground(MANIFEST, clock=clock) as slack:
        settings = settings_for(slack, url)
        logs.configure(settings)
        app = create_app(settings, clock)
        server = LoopServer(app, port=0, lifespan="on")
        await server.open()
        slack.passing.worker = Waking(app.state.house)
        slack.connect_http(f"{server.address}/slack/events")
        try:
            yield Town(slack, app.state.house, clock, server.address)
        finally:
            await server.close()


@pytest.fixture
async def town(database_url: str) -> AsyncIterator[Town]:
    async with opened(database_url) as town:
        yield town
