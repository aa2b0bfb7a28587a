"""Commands, modals, questions."""

import pytest
from playwright.async_api import expect

from tests.playground.browser import Visit, open_form, picture
from tests.playground.page_app import PageApp

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]

HOSTILE = "<img src=x onerror=alert(1)> *stars* &amp; more"


async def test_from_the_command_to_the_card(visit: Visit) -> None:
    page = await visit("alice")
    await page.locator("#composer").click()
    await page.keyboard.type("/")
    hints = page.get_by_role("listbox", name="Suggestions")
    await expect(hints.get_by_role("option")).to_have_count(4)
    await expect(hints).to_contain_text("Write a press release")
    await picture(page, "hints")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await expect(page.locator("#composer")).to_have_value("/press-release ")
    await page.keyboard.press("Enter")

    dialog = page.get_by_role("dialog", name="Form")
    await expect(dialog).to_be_visible()
    await picture(page, "modal")
    await dialog.get_by_role("button", name="Save").click()
    headline = dialog.get_by_label("1. Headline")
    await expect(dialog.get_by_role("alert")).to_have_text("This is a required field")
    await expect(headline).to_be_focused()
    await picture(page, "modal-error")

    await headline.fill("Some magic")
    await dialog.get_by_role("button", name="Save").click()
    await expect(dialog.get_by_role("alert")).to_contain_text("says nothing")
    await expect(headline).to_have_value("Some magic")

    await headline.fill(HOSTILE)
    await dialog.get_by_role("button", name="Save").click()
    await expect(dialog).to_have_count(0)
    card = page.get_by_role("log").get_by_role("heading", name=HOSTILE)
    await expect(card).to_be_visible()
    await expect(page.locator("#composer")).to_be_focused()
    await picture(page, "card")


async def test_what_is_typed_survives_an_update_of_the_modal(visit: Visit, bot: PageApp) -> None:
    page = await visit("alice")
    await open_form(page)
    dialog = page.get_by_role("dialog", name="Form")
    await dialog.get_by_label("1. Headline").fill("Kept")
    await dialog.get_by_label("2. Problem").fill("First line\nsecond line")
    await dialog.get_by_label("Kind").select_option("better")
    await dialog.get_by_label("Launch day").fill("2026-12-01")
    await dialog.get_by_label("High").check()
    await dialog.get_by_label("Reviewers").select_option(label="Bob")
    await expect(dialog.get_by_role("button", name="Remove Bob")).to_be_visible()
    await dialog.get_by_role("button", name="Show more").click()
    await expect(dialog.get_by_label("Quote")).to_be_visible()
    await expect(dialog.get_by_label("1. Headline")).to_have_value("Kept")
    await expect(dialog.get_by_label("2. Problem")).to_have_value("First line\nsecond line")
    await picture(page, "modal-filled")
    held = bot.slack.person("alice").modal.inputs
    assert held["headline"] == "Kept"
    assert held["problem"] == "First line\nsecond line"
    assert held["kind"] == "better"
    assert held["people"] == [bot.slack.person("bob").id]
    assert held["day"] == "2026-12-01"
    assert held["risk"] == "high"


async def test_an_external_select_asks_the_app(visit: Visit, bot: PageApp) -> None:
    page = await visit("alice")
    await open_form(page)
    topic = page.get_by_label("Topic")
    await topic.press_sequentially("no")
    await page.get_by_role("option", name="NO", exact=True).click()
    await expect(topic).to_have_value("NO")
    assert bot.slack.person("alice").modal.inputs["topic"] == "no"


async def test_a_counter_shows_where_little_room_is_left(visit: Visit) -> None:
    page = await visit("alice")
    await open_form(page)
    await page.get_by_label("1. Headline").fill("x" * 55)
    await expect(page.locator(".bk-counter")).to_have_text("5 left")


async def test_escape_closes_only_the_modal_on_top(visit: Visit, bot: PageApp) -> None:
    page = await visit("alice")
    await open_form(page)
    await page.get_by_label("1. Headline").fill("Below")
    await page.get_by_role("button", name="Compare").click()
    await expect(page.get_by_role("dialog", name="Compare")).to_be_visible()
    await picture(page, "modal-stack")
    await page.keyboard.press("Escape")
    form = page.get_by_role("dialog", name="Form")
    await expect(form.get_by_label("1. Headline")).to_have_value("Below")
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await bot.slack.until(lambda: bot.closed == 1)


async def test_a_question_is_asked_before_what_cannot_be_undone(visit: Visit, bot: PageApp) -> None:
    page = await visit("alice")
    await open_form(page)
    await page.get_by_label("1. Headline").fill("Card")
    await page.keyboard.press("Enter")
    await page.get_by_role("button", name="Remove").click()
    question = page.get_by_role("dialog", name="Remove it?")
    await picture(page, "confirm")
    await question.get_by_role("button", name="Keep it").click()
    await expect(question).to_have_count(0)
    await page.get_by_role("button", name="More actions").click()
    await expect(page.get_by_role("menuitem").first).to_be_focused()
    await picture(page, "overflow")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await bot.slack.until(lambda: bot.pressed)
    assert bot.pressed == ["menu"]


async def test_by_keyboard_alone(visit: Visit, bot: PageApp) -> None:
    page = await visit("alice")
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("link", name="Skip to the message box")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.locator("#composer")).to_be_focused()
    await page.keyboard.type("/press-release")
    await page.keyboard.press("Enter")
    await expect(page.get_by_label("1. Headline")).to_be_focused()
    await page.keyboard.type("By keyboard")
    await page.keyboard.press("Tab")
    await page.keyboard.type("Nothing needs a mouse")
    await page.keyboard.press("Control+Enter")
    await expect(page.get_by_role("heading", name="By keyboard")).to_be_visible()
    for _ in range(40):
        await page.keyboard.press("Shift+Tab")
        name = await page.evaluate("document.activeElement.innerText")
        if name == "Read":
            break
    await picture(page, "keyboard")
    await page.keyboard.press("Enter")
    await bot.slack.until(lambda: bot.pressed == ["read"])
