"""A real Chromium for the page's tests, and where its pictures go."""

import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, async_playwright, expect

Visit = Callable[..., Awaitable[Page]]
"""Opens the page as a person, at a channel: `await visit("alice", "general")`."""

PICTURES = Path(__file__).parents[2] / "screenshots"

PATIENCE = 20_000
"""Milliseconds an expectation may take: a busy machine draws slowly."""

expect.set_options(timeout=PATIENCE)

_USUAL = "/usr/bin/chromium"

_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium() -> str:
    """Return the browser's path; without one the tests are skipped, on CI they fail."""
    wanted = os.environ.get("CHROMIUM", _USUAL)
    found = shutil.which(wanted)
    if found:
        return found
    words = f"NO BROWSER: {wanted} is not there. Set CHROMIUM to test the page."
    if os.environ.get("CI") == "true":
        pytest.fail(words)
    pytest.skip(words)


@asynccontextmanager
async def running() -> AsyncIterator[Browser]:
    """Start the browser, headless."""
    path = chromium()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=_ARGUMENTS)
        try:
            yield browser
        finally:
            await browser.close()


async def picture(page: Page, name: str) -> None:
    """Keep what the page looks like, for people's eyes; only where PICTURES=yes asks for it."""
    if os.environ.get("PICTURES") != "yes":
        return
    PICTURES.mkdir(exist_ok=True)
    await page.screenshot(path=PICTURES / f"{name}.png")


async def open_form(page: Page) -> None:
    """Open the app's modal by its command."""
    await page.locator("#composer").click()
    await page.keyboard.type("/pre")
    await page.keyboard.press("Enter")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("dialog")).to_be_visible()
