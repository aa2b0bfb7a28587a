"""The page in a real browser, with the real bot behind it."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Page, expect

from bot.clock import MovableClock
from bot.door import create_app
from playground.server import Playground
from playground.serving import LoopServer
from playground.web import Site
from tests.bot.conftest import MANIFEST, settings_for
from tests.playground.browser import Visit, running

DESKTOP = {"width": 1280, "height": 900}


@pytest.fixture
async def slack(sqlite_url: str) -> AsyncIterator[Playground]:
    clock = MovableClock()
    async with Playground(MANIFEST, clock=clock) as slack:
        server = LoopServer(create_app(settings_for(slack, sqlite_url), clock), lifespan="on")
        await server.open()
        slack.connect_http(f"{server.address}/slack/events")
        yield slack
        await server.close()


@pytest.fixture
async def visit(slack: Playground) -> AsyncIterator[Visit]:
    """Open the page as a person, at a channel, each in a browser of their own."""
    site = Site(slack)
    await site.open()
    wrong: list[str] = []
    async with running() as browser:

        async def opened(person: str, where: str = "teamsync", **options: object) -> Page:
            context = await browser.new_context(**({"viewport": DESKTOP} | options))  # type: ignore[arg-type]
            page = await context.new_page()
            page.on("pageerror", lambda error: wrong.append(str(error)))
            await page.goto(f"{site.address}/?as={person}&in={where}")
            await expect(page.locator(".wb-main .pane-head")).to_be_visible()
            return page

        yield opened
    await site.close()
    assert wrong == []
