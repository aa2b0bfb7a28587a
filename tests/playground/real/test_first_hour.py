"""The first hour of a team, as its people click it: Alice, Bob and Charlie, in three browsers."""

import re

import pytest
from playwright.async_api import Locator, Page, expect

from tests.playground.browser import Visit, picture

pytestmark = pytest.mark.browser

HEADLINE = "Introducing TeamSync — The Meeting Notes That Write Themselves"
RELEASE = {
    "2. Target customer": "Busy teams who are drowning in meetings.",
    "3. Problem": "After every meeting somebody spends a long time writing up notes.",
    "4. Solution": "TeamSync records, transcribes and summarises every meeting.",
    "5. Customer quote": "I used to spend 30 minutes after every meeting writing up notes.",
    "6. How to get started": "Connect your calendar.",
}


async def say(page: Page, words: str) -> None:
    """Type into the composer and send."""
    composer = page.locator("#composer")
    await composer.fill(words)
    await expect(composer).to_have_value(words)
    await page.keyboard.press("Enter")


async def command(page: Page, words: str) -> Locator:
    """Send a command that opens a modal, and return it."""
    await say(page, words)
    dialog = page.get_by_role("dialog")
    await expect(dialog).to_be_visible()
    return dialog


async def write(page: Page, **more: str) -> None:
    dialog = await command(page, "/press-release ")
    await dialog.get_by_label("1. Headline").fill(HEADLINE)
    for label, words in (RELEASE | more).items():
        await dialog.get_by_label(label).first.fill(words)
    await dialog.get_by_label("Who else can edit").select_option(label="Bob")
    await picture(page, "first-hour-writing")
    await dialog.get_by_role("button", name="Save").click()
    await expect(dialog).to_have_count(0)


def card(page: Page) -> Locator:
    """Return the card in the channel."""
    return page.get_by_role("log").get_by_role("article").filter(has_text=HEADLINE)


async def test_a_press_release_is_written_read_changed_and_compared(visit: Visit) -> None:
    alice, bob = await visit("alice"), await visit("bob")
    await write(alice)
    await expect(card(alice)).to_contain_text("6 of 6 sections written")
    await picture(alice, "first-hour-card")

    await card(bob).get_by_role("button", name="Read the press").click()
    reading = bob.get_by_role("dialog")
    await expect(reading).to_contain_text(RELEASE["3. Problem"])
    await expect(reading).to_contain_text("PR-problem")
    await picture(bob, "first-hour-read")
    await reading.get_by_label("Edit …").select_option(label="Edit Problem")
    editing = bob.get_by_role("dialog").last
    await editing.get_by_label("3. Problem").fill(
        RELEASE["3. Problem"].replace("a long time", "30 minutes")
    )
    await editing.get_by_role("button", name="Save").click()
    await expect(bob.get_by_role("dialog")).to_have_count(0)

    await card(alice).get_by_role("button", name=re.compile("1 reply")).click()
    thread = alice.get_by_role("complementary", name="Thread")
    await expect(thread).to_contain_text("Version 2 by Bob: 1 section changed")
    await expect(thread.locator("s, del").first).to_contain_text("a long time")
    await picture(alice, "first-hour-thread")
    await thread.get_by_role("button", name="Compare").click()
    await expect(alice.get_by_role("dialog")).to_contain_text("from version 1 by Alice")


async def test_two_edit_at_once_and_no_word_is_lost(visit: Visit) -> None:
    alice, bob = await visit("alice"), await visit("bob")
    await write(alice)
    for page, words in ((alice, "Alice's problem."), (bob, "Bob's problem.")):
        await card(page).get_by_role("button", name="Edit").click()
        dialog = page.get_by_role("dialog")
        await dialog.get_by_label("3. Problem").fill(words)
    await bob.get_by_role("dialog").get_by_role("button", name="Save").click()
    await expect(bob.get_by_role("dialog")).to_have_count(0)
    await alice.get_by_role("dialog").get_by_role("button", name="Save").click()
    clash = alice.get_by_role("dialog")
    await expect(clash).to_contain_text("Two edits at once")
    await expect(clash).to_contain_text("Bob's problem.")
    await picture(alice, "first-hour-conflict")
    await clash.get_by_label("Write one text from both").check()
    both = clash.get_by_role("textbox", name="One text from both")
    await expect(both).to_have_value(re.compile("Bob's.*Alice's", re.DOTALL))
    await both.fill("Both problems.")
    await clash.get_by_role("button", name="Save version 3").click()
    await expect(alice.get_by_role("dialog")).to_have_count(0)
    await expect(card(bob)).to_contain_text("version 3")
    await expect(card(bob)).to_contain_text("Both problems.")


async def test_a_guest_reads_and_an_outsider_does_not(visit: Visit) -> None:
    alice, charlie = await visit("alice"), await visit("charlie")
    await write(alice)
    await card(charlie).get_by_role("button", name="Read the press").click()
    await expect(charlie.get_by_role("dialog")).to_contain_text(RELEASE["3. Problem"])
    await charlie.keyboard.press("Escape")
    await card(charlie).get_by_role("button", name="Edit").click()
    await expect(charlie.get_by_role("log")).to_contain_text("can edit this press release")

    secret = await visit("alice", "secret-project")
    await write(secret)
    bob = await visit("dana", "general")
    await say(bob, "/workback show WB-2")
    await expect(bob.get_by_role("log")).to_contain_text("There is no WB-2")


async def test_a_review_is_asked_and_given_with_the_keyboard_alone(visit: Visit) -> None:
    alice, bob = await visit("alice"), await visit("charlie")
    await write(alice)
    await card(alice).get_by_role("button", name="Ask for review").press("Enter")
    dialog = alice.get_by_role("dialog")
    await dialog.get_by_label("Who reviews").select_option(label="Charlie")
    await dialog.get_by_role("button", name="Ask").press("Enter")
    await expect(alice.get_by_role("dialog")).to_have_count(0)
    see = card(bob).get_by_role("button", name="See review")
    await see.press("Enter")
    await bob.get_by_role("dialog").get_by_role("button", name="Approve").press("Enter")
    verdict = bob.get_by_role("dialog").last
    await verdict.get_by_label("A word with it").press_sequentially("Would use it tomorrow.")
    await verdict.get_by_role("button", name="Approve").press("Enter")
    await expect(card(alice)).to_contain_text("Approved")
    await expect(card(alice).get_by_role("button", name="Set a goal")).to_be_visible()
    await picture(alice, "first-hour-approved")


async def test_home_shows_what_waits(visit: Visit) -> None:
    alice = await visit("alice")
    await write(alice)
    dialog = await command(alice, "/faq What does it cost?")
    await dialog.get_by_label("Who answers").select_option(label="Bob")
    await dialog.get_by_role("button", name="Save").click()
    await expect(dialog).to_have_count(0)
    bob = await visit("bob", "app")
    await expect(bob.locator(".wb-main")).to_contain_text("Waits for you (1)")
    await expect(bob.locator(".wb-main")).to_contain_text("What does it cost?")
    await picture(bob, "first-hour-home")
    await bob.get_by_role("button", name="Answer").click()
    answer = bob.get_by_role("dialog")
    await answer.get_by_role("textbox", name="Answer (optional)").fill("Ten meetings are free.")
    await answer.get_by_role("button", name="Save").click()
    await expect(bob.get_by_role("dialog")).to_have_count(0)
