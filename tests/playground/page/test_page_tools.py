"""Home, the clock, the drawer, the frame around all."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.async_api import expect

from bot.clock import Clock
from tests.playground.browser import Visit, open_form, picture
from tests.playground.page_app import PageApp

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]

SATURDAY = datetime(2026, 10, 24, 9, tzinfo=UTC)
"""11:00 in Berlin, where Alice is; the clocks go back in the night."""


async def test_home_and_about(visit: Visit) -> None:
    page = await visit("alice", "app/home")
    await expect(page.get_by_role("heading", name="Nothing waits for you")).to_be_visible()
    await picture(page, "home")
    await page.get_by_role("tab", name="Home").focus()
    await page.keyboard.press("ArrowRight")
    await expect(page.get_by_role("tab", name="Messages")).to_have_attribute(
        "aria-selected", "true"
    )
    await page.get_by_role("tab", name="About").click()
    await expect(page.get_by_text("/press-release").last).to_be_visible()
    await picture(page, "about")


async def test_the_hint_goes_and_stays_away(visit: Visit) -> None:
    page = await visit("alice")
    hint = page.get_by_text("A Slack of your own")
    await expect(hint).to_be_visible()
    await page.get_by_role("button", name="Dismiss the hint").click()
    await expect(hint).to_have_count(0)
    await page.reload()
    await expect(page.get_by_role("log")).to_be_visible()
    await expect(hint).to_have_count(0)


async def test_the_clock_moves(visit: Visit, bot: PageApp) -> None:
    bot.slack.clock.move_to(SATURDAY)  # type: ignore[attr-defined]  # the fixture's is movable
    page = await visit("alice")
    await page.get_by_role("button", name="Clock").click()
    await picture(page, "clock")
    await page.get_by_role("button", name="+1 day").click()
    happened = page.get_by_role("region", name="What happened meanwhile")
    await expect(happened).to_contain_text("Sat 24 Oct, 11:00 → Sun 25 Oct, 11:00")
    assert timedelta(0) <= bot.slack.world.now() - SATURDAY - timedelta(hours=25) < timedelta(0, 60)
    await happened.get_by_role("button", name="Dismiss what happened").click()
    await expect(happened).to_have_count(0)
    await page.get_by_role("button", name="Clock").click()
    await page.get_by_role("button", name="Back to the real time").click()
    await expect(page.get_by_text("moved")).to_have_count(0)
    assert abs(bot.slack.world.now() - Clock().now()) < timedelta(seconds=1)


async def test_the_drawer_shows_calls_and_takes_faults(visit: Visit) -> None:
    page = await visit("alice")
    await page.get_by_role("button", name="Traffic and faults").click()
    drawer = page.get_by_role("complementary", name="Traffic")
    await drawer.get_by_text("Faults on demand").click()
    await drawer.get_by_role("textbox", name="Method").fill("views.open")
    await drawer.get_by_label("What").select_option("status")
    await drawer.get_by_role("textbox", name="Code").fill("503")
    await drawer.get_by_role("button", name="Add the fault").click()
    await expect(drawer.get_by_role("button", name="Remove")).to_be_visible()
    await page.locator("#composer").fill("/press-release")
    await page.keyboard.press("Enter")
    call = drawer.get_by_role("button", name=re.compile("views.open"))
    await expect(call).to_contain_text("HTTP 503")
    await expect(page.get_by_role("log").first).to_contain_text("failed")
    await drawer.get_by_label("Filter calls").fill("views.open")
    await expect(drawer.locator(".call")).to_have_count(1)
    await call.click()
    await expect(drawer.locator("pre").first).to_contain_text("trigger_id")
    await picture(page, "drawer")


async def test_a_bot_that_is_not_connected_is_told(visit: Visit, bot: PageApp) -> None:
    page = await visit("alice")
    bot.slack.delivery.request_url = None
    bot.slack.world.changed()
    await expect(page.get_by_role("alert")).to_contain_text("is not connected")
    await picture(page, "not-connected")


async def test_narrow_and_dark(visit: Visit) -> None:
    narrow = await visit("alice", viewport={"width": 480, "height": 800})
    await narrow.get_by_role("button", name="Channels and people").click()
    await expect(narrow.get_by_label("You act as")).to_be_visible()
    await picture(narrow, "narrow-side")
    await narrow.get_by_role("button", name=re.compile("general")).click()
    await expect(narrow.get_by_label("You act as")).to_be_hidden()
    await open_form(narrow)
    await picture(narrow, "narrow-modal")
    wide = await narrow.evaluate("document.documentElement.scrollWidth")
    assert wide <= 480
    dark = await visit("bob", color_scheme="dark")
    await open_form(dark)
    await picture(dark, "dark-modal")
    await dark.get_by_label("1. Headline").fill("In the dark")
    await dark.keyboard.press("Enter")
    await expect(dark.get_by_role("heading", name="In the dark")).to_be_visible()
    await picture(dark, "dark")
    ground = await dark.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == "rgb(25, 28, 32)"
