"""The first hour with Workback as its users have it: the real bot, the page, a browser.

docs/tutorial/first-press-release.md tells the first two of these walks, in the same words.
"""

import re
from pathlib import Path

import pytest
from playwright.async_api import Locator, Page, expect

from bot.documents.example import EXAMPLE
from tests.bot.conftest import Town
from tests.playground.browser import Visit, picture

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]

SIX = {
    "1. Headline": "Introducing TeamSync — The Meeting Notes That Write Themselves",
    "2. Target customer": "Busy teams drowning in meetings.",
    "3. Problem": "After every meeting somebody spends a long time writing up notes.",
    "4. Solution and key benefits": (
        "TeamSync automatically records, transcribes, and summarizes every meeting, creating "
        "searchable action items assigned to the right people."
    ),
    "5. Customer quote": (
        "I used to spend 30 minutes after every meeting writing up notes. Now I just check "
        "TeamSync and everything is there — including the action items I almost forgot."
    ),
    "Who says it": "Sarah",
    "Their role and company": "a product manager at Acme Corp",
    "6. How to get started": "Connect your calendar, hold your next meeting, open the notes.",
}
NUMBER = "After every meeting somebody spends 30 minutes writing up notes."
LATE, UNREAD = f"{NUMBER} Everyone is late.", f"{NUMBER} Nobody reads them."
BOTH = f"{NUMBER} Everyone is late, and nobody reads them."
NOTE = "A number for the problem."
TUTORIAL = Path(__file__).parents[3] / "docs" / "tutorial" / "first-press-release.md"


async def say(page: Page, words: str) -> None:
    """Type into the channel's box and send it."""
    box = page.locator("#composer")
    await box.fill(words)
    await box.press("Enter")


def top(page: Page) -> Locator:
    """Return the modal on top."""
    return page.get_by_role("dialog").last


async def modal(page: Page, name: str) -> Locator:
    """Wait until the modal of this name is on top."""
    dialog = page.get_by_role("dialog", name=name)
    await expect(dialog).to_be_visible()
    return dialog


async def leave(page: Page) -> None:
    """Close the modal."""
    await top(page).get_by_role("button", name="Close", exact=True).first.click()
    await expect(page.get_by_role("dialog")).to_have_count(0)


def card_of(page: Page, headline: str = SIX["1. Headline"]) -> Locator:
    """Return the initiative's card."""
    heading = page.get_by_role("heading", name=headline)
    return page.get_by_role("log").first.get_by_role("article").filter(has=heading)


async def press(card: Locator, name: str) -> None:
    """Press a button of a card, by its visible word."""
    await card.get_by_text(name, exact=True).click()


async def write(page: Page) -> Locator:
    """Type /workback new, fill in the six elements, save; return the card."""
    await say(page, "/workback new")
    form = await modal(page, "Press release")
    await picture(page, "walk-1-new")
    for label, words in SIX.items():
        await form.get_by_label(label).fill(words)
    await form.get_by_label("1. Headline").focus()
    await picture(page, "walk-2-filled")
    await form.get_by_role("button", name="Save").click()
    await expect(page.get_by_role("dialog")).to_have_count(0)
    card = card_of(page)
    await expect(card).to_contain_text("6 of 6 sections written")
    return card


async def edit_section(page: Page, section: str) -> Locator:
    """Open one section from the reading modal, for which the card's *Read* is pressed."""
    await press(card_of(page), "Read")
    reading = await modal(page, "Press release")
    await reading.get_by_label("Edit …").select_option(label=f"Edit {section}")
    form = page.get_by_role("dialog", name="Press release").last
    await expect(form.get_by_label("What changed, in a sentence")).to_be_visible()
    return form


async def test_written_read_edited_and_told(stroll: Visit, town: Town) -> None:
    alice, bob = await stroll("alice", "product"), await stroll("bob", "product")
    await say(alice, "/invite @Workback")
    await expect(alice.locator(".wb-main .pane-head")).not_to_contain_text("is not here")
    card = await write(alice)
    await picture(alice, "walk-3-card")
    await expect(card).to_contain_text("Alice")

    await press(card_of(bob), "Read")
    reading = await modal(bob, "Press release")
    await expect(reading).to_contain_text(SIX["3. Problem"])
    await expect(reading).to_contain_text("Sarah, a product manager at Acme Corp (illustrative)")
    await expect(reading.get_by_label("Version")).to_be_visible()
    await expect(reading.get_by_label("Edit …")).to_have_count(0)
    await picture(bob, "walk-4-bob-reads")
    await leave(bob)
    await press(card_of(bob), "Edit")
    only = bob.get_by_role("article").filter(has_text="Only Alice can edit this press release")
    await expect(only).to_contain_text("Only visible to you")
    await picture(bob, "walk-5-bob-may-not-edit")

    form = await edit_section(alice, "Problem")
    await expect(form.get_by_label("1. Headline")).to_have_count(0)
    await form.get_by_label("3. Problem").fill(NUMBER)
    await form.get_by_label("What changed, in a sentence").fill(NOTE)
    await picture(alice, "walk-6-one-section")
    await form.get_by_role("button", name="Save").click()
    await expect(alice.get_by_role("dialog")).to_have_count(0)

    await card_of(bob).get_by_role("button", name=re.compile("repl")).click()
    thread = bob.get_by_role("complementary", name="Thread")
    note = thread.get_by_role("article").filter(has_text="Version 2 by Alice: 1 section changed")
    await expect(note.locator("s")).to_have_text(re.compile("a long time"))
    await expect(note.locator("b", has_text="30 minutes")).to_be_visible()
    await expect(note).to_contain_text(f"“{NOTE}”")
    await expect(card_of(bob)).to_contain_text("version 2")
    await picture(bob, "walk-7-thread")
    await note.get_by_text("Compare", exact=True).click()
    await expect(await modal(bob, "Compare")).to_contain_text("from version 1 by Alice")
    assert len([post for post in town.posts("product") if "WB-1" in post.text]) == 1


async def test_two_edit_at_once_and_nothing_is_lost(stroll: Visit, town: Town) -> None:
    alice, bob = await stroll("alice"), await stroll("bob")
    await town.alice.command("/press-release", channel="teamsync")
    await town.alice.fill(**EXAMPLE)
    await town.alice.submit()
    await press(card_of(alice), "Edit")
    await top(alice).get_by_label("Who else can edit").select_option(label="Bob")
    await expect(top(alice).get_by_role("button", name="Remove Bob")).to_be_visible()
    await top(alice).get_by_role("button", name="Save").click()
    await expect(alice.get_by_role("dialog")).to_have_count(0)
    for page in (alice, bob):
        await press(card_of(page), "Edit")
        await modal(page, "Press release")
    hers, his = top(alice), top(bob)
    await his.get_by_label("3. Problem").fill(LATE)
    await his.get_by_role("button", name="Save").click()
    await expect(bob.get_by_role("dialog")).to_have_count(0)
    await hers.get_by_label("3. Problem").fill(UNREAD)
    await hers.get_by_label("Subheading").fill("Notes that are there when you leave.")
    await hers.get_by_role("button", name="Save").click()

    screen = await modal(alice, "Two edits at once")
    await expect(screen).to_contain_text("Everyone is late.")
    await expect(screen).to_contain_text("Nobody reads them.")
    await expect(screen).to_contain_text("No choice needed: Subheading (yours)")
    await picture(alice, "walk-8-conflict")
    await screen.get_by_role("button", name="Save version 3").click()
    await expect(screen.get_by_role("alert")).to_be_visible()
    await screen.get_by_label("Write one text from both").check()
    both = screen.get_by_role("textbox", name="One text from both")
    await expect(both).to_have_value(re.compile("Everyone is late."))
    await expect(both).to_have_value(re.compile("Nobody reads them."))
    await picture(alice, "walk-9-both")
    await both.fill(BOTH)
    await screen.get_by_role("button", name="Save version 3").click()
    await expect(alice.get_by_role("dialog")).to_have_count(0)

    await expect(card_of(bob)).to_contain_text("version 3")
    await press(card_of(bob), "Read")
    reading = await modal(bob, "Press release")
    await expect(reading).to_contain_text(BOTH)
    await expect(reading).to_contain_text("Notes that are there when you leave.")
    await picture(bob, "walk-10-read-both")


async def test_the_tutorial_has_the_words_of_this_walk() -> None:
    told = TUTORIAL.read_text(encoding="utf-8")
    labels = [label.partition(". ")[2] or label for label in SIX]
    for words in (*labels, *SIX.values(), NUMBER, NOTE, LATE, UNREAD, BOTH):
        assert words in told


async def test_a_guest_reads_and_home_lists(stroll: Visit, town: Town) -> None:
    await town.alice.command("/press-release", channel="teamsync")
    await town.alice.fill(**EXAMPLE)
    await town.alice.submit()
    charlie = await stroll("charlie")
    await press(card_of(charlie), "Read")
    reading = await modal(charlie, "Press release")
    await expect(reading).to_contain_text(EXAMPLE["problem"])
    await picture(charlie, "walk-11-guest-reads")
    await leave(charlie)
    await say(charlie, "/workback new")
    refusal = charlie.get_by_role("article").filter(has_text="Guests can read and comment")
    await expect(refusal).to_contain_text("Only visible to you")

    alice = await stroll("alice", "app/home")
    home = alice.get_by_role("tabpanel", name="Home")
    await expect(home).to_contain_text("WB-1")
    await picture(alice, "walk-12-home")
    await home.get_by_text("Read", exact=True).first.click()
    await expect(await modal(alice, "Press release")).to_contain_text(EXAMPLE["problem"])


async def test_a_private_channel_keeps_its_words(stroll: Visit, town: Town) -> None:
    await town.alice.command("/press-release", channel="secret-project")
    await town.alice.fill(headline="Secret words")
    await town.alice.submit()
    await town.card("secret-project")
    dana = await stroll("dana", "general")
    await expect(dana.get_by_role("navigation")).not_to_contain_text("secret-project")
    await say(dana, "/workback show WB-1")
    answer = dana.get_by_role("article").filter(has_text="There is no WB-1")
    await expect(answer).to_contain_text("in a channel you are not in")
    await say(dana, "/workback list")
    await expect(await modal(dana, "Initiatives")).to_be_visible()
    await picture(dana, "walk-13-outsider")
    assert "Secret words" not in await dana.content()


async def test_without_a_mouse(stroll: Visit) -> None:
    page = await stroll("alice")
    keys = page.keyboard
    await page.locator("#composer").focus()
    await keys.type("/press")
    await keys.press("Tab")
    await keys.press("Enter")
    form = await modal(page, "Press release")
    for label, words in SIX.items():
        await expect(form.get_by_label(label)).to_be_focused()
        await keys.insert_text(words)
        await keys.press("Tab")
    await keys.press("Control+Enter")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await expect(card_of(page)).to_contain_text("6 of 6 sections written")
    await expect(page.locator("#composer")).to_be_focused()

    await card_of(page).get_by_role("button", name="Ask for review").press("Enter")
    asking = top(page)
    await asking.get_by_label("Who reviews").select_option(label="Charlie")
    await asking.get_by_role("button", name="Ask").press("Enter")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    charlie = await stroll("charlie")
    await card_of(charlie).get_by_role("button", name="See review").press("Enter")
    await top(charlie).get_by_role("button", name="Approve").press("Enter")
    verdict = await modal(charlie, "Approve")
    await verdict.get_by_label("A word with it").fill("Would use it tomorrow.")
    await verdict.get_by_role("button", name="Approve").press("Enter")
    await expect(card_of(page)).to_contain_text("Approved")
    await expect(card_of(page).get_by_role("button", name="Set a goal")).to_be_visible()


async def test_a_question_waits_in_the_home_of_who_answers(stroll: Visit, town: Town) -> None:
    await town.alice.command("/press-release", channel="teamsync")
    await town.alice.fill(**EXAMPLE)
    await town.alice.submit()
    await town.alice.command("/faq What does it cost?", channel="teamsync")
    await town.alice.fill(owner="bob")
    await town.alice.submit()
    bob = await stroll("bob", "app/home")
    home = bob.get_by_role("tabpanel", name="Home")
    await expect(home).to_contain_text("What does it cost?")
    await picture(bob, "walk-15-waits")
    await home.get_by_text("Answer", exact=True).click()
    answer = top(bob).get_by_role("textbox", name="Answer (optional)")
    await answer.fill("Ten meetings are free.")
    await top(bob).get_by_role("button", name="Save").click()
    await expect(bob.get_by_role("dialog")).to_have_count(0)
    await bob.get_by_role("tab", name="Messages").click()
    await bob.get_by_role("tab", name="Home").click()
    await expect(home).not_to_contain_text("What does it cost?")


@pytest.mark.parametrize("width", [420, 800, 1400])
async def test_nothing_is_cut_off_at_any_width(stroll: Visit, town: Town, width: int) -> None:
    await town.alice.command("/press-release", channel="teamsync")
    await town.alice.fill(**EXAMPLE)
    await town.alice.submit()
    card = await town.card()
    for number in range(30):
        await town.bob.say(f"Thought {number} about a channel with many words", "teamsync")
    await town.bob.say("Why 30 minutes?", thread=card)
    page = await stroll("alice", viewport={"width": width, "height": 800})
    log = page.get_by_role("log").first
    await expect(log.get_by_text("Thought 29")).to_be_in_viewport()
    await card_of(page).get_by_role("button", name=re.compile("repl")).click()
    await expect(page.get_by_role("complementary", name="Thread")).to_contain_text("Why 30")
    await picture(page, f"walk-16-thread-{width}")
    await page.get_by_role("button", name="Close the thread").click()
    await press(card_of(page), "Read")
    await modal(page, "Press release")
    await picture(page, f"walk-17-read-{width}")
    assert await page.evaluate(TOO_WIDE) == []


TOO_WIDE = """() => [...document.querySelectorAll(".wb *, dialog *")]
    .filter((one) => one.clientWidth && one.checkVisibility())
    .filter((one) => !one.closest(".wb-side, .sr, [popover], textarea, input, select"))
    .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
    .map((one) => one.outerHTML.slice(0, 120))"""
