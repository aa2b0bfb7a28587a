"""A bot that serves many workspaces, and a browser to install it with."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

import aiohttp
from sqlmodel import SQLModel, func, select

from bot.clock import MovableClock
from bot.config import Settings
from bot.door import create_app
from bot.house import House
from domain.people import WorkspaceId
from playground.person import Actor
from playground.server import Playground
from playground.serving import LoopServer
from playground.things import Message
from tests.bot.conftest import MANIFEST

KEY = "dGhlIGtleSBvZiB0aGUgdGVzdHMsIDMyIGxldHRlcnM="
ACME, GLOBEX = WorkspaceId("T01ACME"), WorkspaceId("T02GLOBEX")


@dataclass
class Office:
    """A bot that nobody has installed yet."""

    slack: Playground
    house: House
    clock: MovableClock
    address: str
    browser: aiohttp.ClientSession

    @property
    def alice(self) -> Actor:
        return self.slack.person("alice")

    async def button(self) -> str:
        """Open the page, and return where its button leads."""
        async with self.browser.get(f"{self.address}/slack/install") as page:
            words = await page.text()
            assert page.status == 200
        assert "know people&#x27;s names and time zones" in words
        return words.split('class="button" href="')[1].split('"')[0].replace("&amp;", "&")

    async def decide(self, address: str, decision: str, team: str = ACME) -> dict[str, str]:
        """Press a button in Slack, and return what the browser is sent back with."""
        form = {"decision": decision, "team": team}
        async with self.browser.post(address, data=form, allow_redirects=False) as answer:
            assert answer.status == 303, await answer.text()
            back = urlsplit(answer.headers["Location"])
        assert back.path == "/slack/oauth_redirect"
        return {key: values[0] for key, values in parse_qs(back.query).items()}

    async def agree(self, team: str = ACME) -> dict[str, str]:
        """Open the page, press the button, and agree in Slack."""
        return await self.decide(await self.button(), "allow", team)

    async def come_back(self, given: dict[str, str], **asked: Any) -> tuple[int, str]:
        """Return to the bot."""
        address = f"{self.address}/slack/oauth_redirect"
        async with self.browser.get(address, params=given, **asked) as page:
            return page.status, await page.text()

    async def install(self, team: str = ACME) -> None:
        """Do all of it."""
        status, words = await self.come_back(await self.agree(team))
        assert (status, "Workback is installed" in words) == (200, True), words

    async def write(self, headline: str, who: Actor | None = None) -> None:
        """Write a press release in #teamsync."""
        who = who or self.alice
        await who.command("/press-release", channel="teamsync")
        await who.fill(headline=headline)
        assert not (await who.submit()).trouble

    async def card(self, headline: str, who: Actor | None = None) -> Message:
        """Wait for a card in #teamsync."""
        who = who or self.alice
        await who.waits_for(lambda: any(headline in m.text for m in who.sees("teamsync")))
        return next(m for m in who.sees("teamsync") if headline in m.text)

    async def count(self, table: type[SQLModel]) -> int:
        async with self.house.services.database.session(writes=False) as session:
            return int((await session.exec(select(func.count()).select_from(table))).one())


def settings_of(slack: Playground, url: str, **more: Any) -> Settings:
    """Return settings with which a bot serves many workspaces."""
    return Settings(
        _env_file=None,
        slack_client_id=slack.installation.client_id,
        slack_client_secret=slack.installation.client_secret,
        slack_signing_secret=slack.signing_secret,
        slack_api_url=slack.api_url,
        database_url=url,
        posts_per_second=1000,
        **({"encryption_key": KEY} | more),
    )


@asynccontextmanager
async def opened(
    slack: Playground, clock: MovableClock, settings: Settings
) -> AsyncIterator[Office]:
    """Open a bot, with a browser of its own; Slack delivers to the one that was opened last."""
    app = create_app(settings, clock)
    server = LoopServer(app, port=0, lifespan="on")
    await server.open()
    slack.connect_http(f"{server.address}/slack/events")
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as browser:
        yield Office(slack, app.state.house, clock, server.address, browser)
    await server.close()


@asynccontextmanager
async def founded(url: str, **more: Any) -> AsyncIterator[Office]:
    """Open a Slack and a bot that nobody has installed in it."""
    clock = MovableClock()
    async with (
        Playground(MANIFEST, clock=clock) as slack,
        opened(slack, clock, settings_of(slack, url, **more)) as office,
    ):
        yield office
