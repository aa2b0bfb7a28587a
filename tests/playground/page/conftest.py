"""The page in a real browser, over a real Bolt app."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from playground.server import Playground
from playground.web import Site
from tests.bot.conftest import Town, opened
from tests.playground.browser import Visit, running
from tests.playground.page_app import MANIFEST, PageApp
from tests.playground.small_app import served

DESKTOP = {"width": 1280, "height": 800}
GREETED = "localStorage.setItem('workback-playground-hint', 'seen')"
"""What a browser remembers of somebody who has put the first hint away."""


@pytest_asyncio.fixture(scope="package", loop_scope="package")
async def browser() -> AsyncIterator[Browser]:
    async with running() as browser:
        yield browser


@pytest_asyncio.fixture(loop_scope="package")
async def bot() -> AsyncIterator[PageApp]:
    async with Playground(MANIFEST) as slack:
        app = PageApp(slack)
        async with served(app):
            yield app


@pytest_asyncio.fixture(loop_scope="package")
async def visit(bot: PageApp, browser: Browser) -> AsyncIterator[Visit]:
    """Open pages on the small app's Slack."""
    async with _visits(bot.slack, browser) as visit:
        yield visit


@pytest_asyncio.fixture(loop_scope="package")
async def town(sqlite_url: str) -> AsyncIterator[Town]:
    """Open the real bot's Slack, empty, on SQLite as `workback play` has it."""
    async with opened(sqlite_url) as town:
        yield town


@pytest_asyncio.fixture(loop_scope="package")
async def stroll(town: Town, browser: Browser) -> AsyncIterator[Visit]:
    """Open pages on the real bot's Slack."""
    async with _visits(town.slack, browser, before=GREETED) as visit:
        yield visit


@asynccontextmanager
async def _visits(slack: Playground, browser: Browser, *, before: str = "") -> AsyncIterator[Visit]:
    """Open pages; whatever they ask another machine for, or complain of, fails the test."""
    site = Site(slack)
    await site.open()
    wrong: list[str] = []
    contexts = []

    async def visit(person: str, where: str = "teamsync", **options: object) -> Page:
        context = await browser.new_context(**({"viewport": DESKTOP} | options))  # type: ignore[arg-type]
        await context.add_init_script(before)
        contexts.append(context)
        page = await context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("request", lambda request: _watch(request.url, site.address, wrong))
        await page.goto(f"{site.address}/?as={person}&in={where}")
        await expect(page.locator(".wb-main .pane-head")).to_be_visible()
        return page

    try:
        yield visit
    finally:
        for context in contexts:
            await context.close()
        await site.close()
    assert wrong == []


def _watch(url: str, own: str, wrong: list[str]) -> None:
    if not url.startswith((own, "data:", "blob:")):
        wrong.append(f"asked another machine: {url}")
