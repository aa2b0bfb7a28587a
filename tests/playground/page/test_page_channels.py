"""Channels, threads, people."""

import re

import pytest
from playwright.async_api import expect

from tests.playground.browser import Visit, picture
from tests.playground.page_app import PageApp

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]


async def test_a_thread_and_its_count(visit: Visit) -> None:
    page = await visit("alice")
    await page.locator("#composer").fill("Shall we?")
    await page.keyboard.press("Enter")
    message = page.get_by_role("article").filter(has_text="Shall we?")
    await message.hover()
    await message.get_by_role("button", name="Reply in thread").click()
    pane = page.get_by_role("complementary", name="Thread")
    await pane.get_by_role("combobox").fill("Yes, *please*")
    await page.keyboard.press("Enter")
    await expect(pane.locator("b", has_text="please")).to_be_visible()
    await expect(page.get_by_role("button", name=re.compile("1 reply"))).to_be_visible()
    await picture(page, "thread")
    await page.get_by_role("button", name="Close the thread").click()
    await expect(pane.get_by_role("combobox")).to_have_count(0)


async def test_two_tabs_are_two_people(visit: Visit) -> None:
    alice, bob = await visit("alice"), await visit("bob", "general")
    await alice.locator("#composer").fill("Hello @bo")
    await alice.keyboard.press("Enter")
    await expect(alice.locator("#composer")).to_have_value("Hello @bob ")
    await alice.keyboard.press("Enter")
    entry = bob.get_by_role("navigation").get_by_role("button", name=re.compile("teamsync"))
    await expect(entry).to_contain_text("unread")
    await expect(entry.get_by_label("1 new for you")).to_be_visible()
    await picture(bob, "unread")
    await entry.click()
    await expect(bob.get_by_role("log")).to_contain_text("Hello @Bob")
    await expect(entry).not_to_contain_text("unread")


async def test_only_members_see_a_private_channel(visit: Visit) -> None:
    page = await visit("alice", "secret-project")
    side = page.get_by_role("navigation")
    await expect(side.get_by_role("button", name=re.compile("secret-project"))).to_be_visible()
    await side.get_by_label("You act as").select_option("charlie")
    await expect(side.get_by_role("button", name=re.compile("secret-project"))).to_have_count(0)
    await expect(side).to_contain_text("guest")
    await expect(page).to_have_url(re.compile("as=charlie&in=app"))
    await picture(page, "charlie")
    assert "secret" not in await page.content()


async def test_an_ephemeral_answer_is_for_one(visit: Visit) -> None:
    alice, bob = await visit("alice"), await visit("bob")
    await alice.locator("#composer").fill("/workback hlep")
    await alice.keyboard.press("Enter")
    answer = alice.get_by_role("article").filter(has_text="does not know “hlep”")
    await expect(answer).to_contain_text("Only visible to you")
    await picture(alice, "ephemeral")
    await expect(bob.get_by_role("article")).to_have_count(0)


async def test_shortcuts_from_the_lightning_and_from_a_message(visit: Visit, bot: PageApp) -> None:
    page = await visit("alice")
    await page.get_by_role("button", name="Shortcuts").click()
    await picture(page, "shortcuts")
    await page.get_by_role("menuitem", name="Start a press release").click()
    await expect(page.get_by_role("dialog", name="Form")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await page.locator("#composer").fill("A number: 30 minutes")
    await page.keyboard.press("Enter")
    message = page.get_by_role("article").filter(has_text="A number")
    await message.hover()
    await message.get_by_role("button", name="More message actions").click()
    await page.get_by_role("menuitem", name="Keep as evidence").click()
    await bot.slack.until(lambda: "keep" in bot.pressed)


async def test_a_message_is_edited_and_deleted(visit: Visit) -> None:
    page = await visit("alice")
    await page.locator("#composer").fill("Frist")
    await page.keyboard.press("Enter")
    message = page.get_by_role("article").filter(has_text="Frist")
    await message.hover()
    await message.get_by_role("button", name="More message actions").click()
    await page.get_by_role("menuitem", name="Edit message").click()
    await page.get_by_label("Edit message").fill("First")
    await page.get_by_role("button", name="Save").click()
    await expect(page.get_by_role("log")).to_contain_text("First(edited)")
    message = page.get_by_role("article").filter(has_text="First")
    await message.hover()
    await message.get_by_role("button", name="More message actions").click()
    await page.get_by_role("menuitem", name="Delete message").click()
    await expect(message).to_have_count(0)


async def test_files_are_shared_and_pictures_shown(visit: Visit) -> None:
    page = await visit("alice")
    svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
    attach = page.get_by_label("Attach a file")
    await attach.set_input_files({"name": "a.svg", "mimeType": "image/svg+xml", "buffer": svg})
    link = page.get_by_role("link", name=re.compile("a.svg"))
    await expect(link).to_be_visible()
    answer = await page.request.get(await link.evaluate("link => link.href"))
    assert answer.headers["content-disposition"] == "attachment"
    assert await answer.body() == svg
