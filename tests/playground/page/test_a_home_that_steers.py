"""What a newcomer sees in a minute: Home, the scope ledger and the alignment, in a browser.

The workspace is the one that `make play` opens: eight weeks old, lived in by the same people.
"""

import pytest
from playwright.async_api import Page, expect

from playground import seed
from tests.bot.conftest import Town
from tests.playground.browser import Visit, picture
from tests.playground.page.test_the_first_hour import modal, top

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]


async def leave_all(page: Page) -> None:
    """Close one modal after the other: the page shows the one on top."""
    while await page.get_by_role("dialog").count():
        key = await top(page).get_attribute("data-key")
        await top(page).get_by_role("button", name="Close", exact=True).first.click()
        await expect(page.locator(f'dialog[data-key="{key}"]')).to_have_count(0)


async def test_home_scope_and_alignment_tell_one_story(stroll: Visit, town: Town) -> None:
    await seed.fill(town.slack, town.clock)
    await town.settled()
    alice = await stroll("alice", "app/home")
    await expect(alice.get_by_role("heading", name="Waits for you")).to_be_visible()
    await expect(alice.get_by_role("heading", name="My goals")).to_be_visible()
    await picture(alice, "steer-1-home")

    await alice.get_by_role("button", name="Alignment of all you can see").click()
    await expect(alice.get_by_role("heading", name="Alignment")).to_be_visible()
    await expect(alice.get_by_text("from what is promised to what is measured")).to_be_visible()
    await picture(alice, "steer-2-all")
    await alice.get_by_role("button", name="See alignment of TeamSync").click()
    shown = await modal(alice, "Alignment of TeamSync")
    await expect(shown.get_by_text("measured by").first).to_be_visible()
    await picture(alice, "steer-3-alignment")

    await shown.get_by_role("button", name="Scope of TeamSync").click()
    await modal(alice, "Scope of TeamSync")
    await picture(alice, "steer-4-scope")
    await leave_all(alice)
    await alice.get_by_role("button", name="Back to what waits").click()
    await expect(alice.get_by_role("heading", name="My initiatives")).to_be_visible()
