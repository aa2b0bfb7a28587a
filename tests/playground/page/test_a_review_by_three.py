"""A review from "please read" to approved, by three people in three browsers, with the real bot.

docs/how-to/review-a-version.md tells it in the same words.
"""

import re

import pytest
from playwright.async_api import Locator, Page, expect

from bot.documents.example import EXAMPLE
from tests.bot.conftest import Town
from tests.playground.browser import Visit, picture
from tests.playground.page.test_the_first_hour import card_of, edit_section, modal, press

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]

HEADLINE = EXAMPLE["headline"]
BETTER = "You invite TeamSync once; five minutes after each meeting everybody has the notes."


async def thread_of(page: Page) -> Locator:
    """Open the card's thread."""
    thread = page.get_by_role("complementary", name="Thread")
    if not await thread.count():
        await card_of(page, HEADLINE).get_by_role("button", name=re.compile("repl")).click()
    await expect(thread).to_be_visible()
    return thread


async def message(page: Page, words: str) -> Locator:
    """Return the newest message in the thread with these words."""
    found = (await thread_of(page)).get_by_role("article").filter(has_text=words).last
    await expect(found).to_be_visible()
    return found


async def sent(page: Page, form: Locator, button: str) -> None:
    """Press a modal's button, after which it is gone."""
    await form.get_by_role("button", name=button, exact=True).click()
    await expect(page.get_by_role("dialog")).to_have_count(0)


async def ask(alice: Page) -> None:
    await press(card_of(alice, HEADLINE), "Ask for review")
    form = await modal(alice, "Ask for review")
    await form.get_by_label("Who reviews").select_option(label="Bob")
    await form.get_by_label("Who reviews").select_option(label="Dana")
    await picture(alice, "review-1-ask")
    await sent(alice, form, "Ask")
    await message(alice, "Please review version 1")


async def suggest(dana: Page) -> None:
    """Suggest other words for the solution, from the section's own message."""
    section = await message(dana, "PR-solution, version 1")
    await section.get_by_text("Comment", exact=True).click()
    form = await modal(dana, "Comment on Solution and")
    await form.get_by_text("A suggestion").click()
    await expect(form.get_by_label("The words you suggest")).to_have_value(EXAMPLE["solution"])
    await form.get_by_label("The words you suggest").fill(BETTER)
    await form.get_by_label("Why").fill("It begins with what people do.")
    await picture(dana, "review-2-suggest")
    await sent(dana, form, "Comment")


async def judge(page: Page, verdict: str, title: str, **fields: str) -> None:
    """Press a verdict under the request, say why, send it."""
    request = await message(page, "Please review version 1")
    await request.get_by_text(verdict, exact=True).click()
    form = await modal(page, title)
    for label, words in fields.items():
        await form.get_by_label(label.replace("_", " ")).fill(words)
    await sent(page, form, title)


async def test_asked_commented_held_revoked_and_approved(stroll: Visit, town: Town) -> None:
    await town.alice.command("/press-release", channel="teamsync")
    await town.alice.fill(**EXAMPLE)
    await town.alice.submit()
    await town.settled()
    alice, bob, dana = [await stroll(who) for who in ("alice", "bob", "dana")]
    await ask(alice)
    await suggest(dana)
    suggestion = await message(alice, "Dana suggests new words")
    await suggestion.get_by_text("Accept", exact=True).click()
    await expect(card_of(alice, HEADLINE)).to_contain_text("version 2")
    await expect(await message(bob, "Version 2 by")).to_contain_text("Dana")
    await picture(bob, "review-3-accepted")

    await judge(dana, "Hold", "Hold", It_waits_until="the works council has seen the notice")
    await expect(card_of(bob, HEADLINE)).to_contain_text("1 hold")
    await picture(dana, "review-4-held")
    request = await message(dana, "Please review version 1")
    await request.get_by_role("button", name="More actions").click()
    await request.get_by_role("menuitem", name="Revoke my verdict").click()
    await expect(card_of(bob, HEADLINE)).not_to_contain_text("1 hold")

    await judge(bob, "Approve", "Approve")
    await judge(dana, "Approve", "Approve")
    await expect(card_of(alice, HEADLINE)).to_contain_text("Approved")
    form = await edit_section(alice, "Problem")
    await form.get_by_label("3. Problem").fill("Somebody spends 40 minutes after each meeting.")
    await form.get_by_role("button", name="Save").click()
    await expect(card_of(alice, HEADLINE)).to_contain_text("1 section stale")
    await picture(alice, "review-5-stale")
    await judge(bob, "Approve", "Approve")
    await judge(dana, "Approve", "Approve")
    await expect(card_of(alice, HEADLINE)).to_contain_text("Approved")
    await thread_of(alice)
    await picture(alice, "review-6-approved")
