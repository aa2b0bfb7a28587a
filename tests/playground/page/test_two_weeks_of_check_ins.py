"""Two weeks of check-ins, over two changes of the clocks, by two people in two zones.

docs/tutorial/two-weeks-of-check-ins.md tells it in the same words. Alice is in Berlin, where the
clocks go back on Sunday, 25 October 2026; Bob is in New York, where they do on 1 November.
"""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.async_api import Locator, Page, expect

from bot.documents.example import EXAMPLE
from tests.bot.conftest import Town
from tests.playground.browser import Visit, picture
from tests.playground.page.test_the_first_hour import card_of, leave, modal, say, top

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]

BEGIN = datetime(2026, 10, 16, 8, tzinfo=UTC)
"""Friday, 10:00 in Berlin."""

HEADLINE = EXAMPLE["headline"]
TUTORIAL = Path(__file__).parents[3] / "docs" / "tutorial" / "two-weeks-of-check-ins.md"


class Goal(NamedTuple):
    """What is typed into the modal of a goal."""

    title: str
    promise: str
    measure: str
    way: str
    unit: str
    baseline: str
    target: str
    owner: str = ""
    backup: str = ""


NOTES = Goal(
    "Notes are ready before people leave the room",
    "PR-problem",
    "Minutes until notes are ready",
    "Down, from the baseline to the target",
    "minutes",
    "30",
    "5",
    backup="Bob",
)
TEAMS = Goal(
    "Teams keep using it after the first month",
    "PR-headline",
    "Weekly active teams",
    "Up, from the baseline to the target",
    "teams",
    "0",
    "120",
)
ITEMS = Goal(
    "No action item is forgotten",
    "PR-solution",
    "Action items done in time",
    "Stays at or above the target",
    "%",
    "",
    "90",
    owner="Bob",
)


async def set_goal(page: Page, goal: Goal) -> None:
    """Set a goal by its command, in #teamsync."""
    await say(page, f"/goal {goal.title}")
    form = await modal(page, "New goal")
    promises = form.get_by_label("Promises it serves")
    named = re.compile(rf"^{goal.promise}:")
    option = promises.get_by_role("option", name=named, include_hidden=True)
    await promises.select_option(label=await option.inner_text())
    for label, who in (("Owner", goal.owner), ("Backup", goal.backup)):
        if who:
            await form.get_by_label(label).select_option(label=who)
    whose = goal.owner or "Alice"
    await expect(form).to_contain_text(f"In the owner's time zone: {whose} is in")
    await form.get_by_label("Which way is good?").select_option(label=goal.way)
    free = form.get_by_label("Baseline (optional)")  # of a level, once the form fits it
    await expect(free).to_have_count(0 if goal.baseline else 1)
    fields = (
        ("What is measured", goal.measure),
        ("Unit", goal.unit),
        ("Baseline", goal.baseline),
        ("Target", goal.target),
    )
    for label, words in fields:
        if words:
            await form.get_by_label(label).first.fill(words)
    await form.get_by_role("button", name="Create goal").click()
    await expect(top(page)).to_contain_text("is active, with 1 KPI")
    await leave(page)


async def pass_time(page: Page, step: str, until: str) -> Locator:
    """Press a button of the clock; return what the page tells of what happened meanwhile."""
    await page.get_by_role("button", name="Clock").click()
    await page.get_by_role("button", name=step, exact=True).click()
    told = page.get_by_role("region", name="What happened meanwhile")
    await expect(told).to_contain_text(f"→ {until}.", timeout=60_000)
    return told


async def answer(page: Page, **values: str) -> None:
    """Answer the newest check-in, by the names of the KPIs."""
    asked = page.get_by_role("log").first.get_by_role("article")
    await asked.get_by_role("button", name="Update").last.click()
    form = await modal(page, "Check-in")
    for name, value in values.items():
        await form.get_by_label(name.replace("_", " ")).fill(value)
    await picture(page, f"weeks-answer-{'-'.join(values.values())}")
    await form.get_by_role("button", name="Save", exact=True).click()
    await expect(top(page)).to_contain_text("recorded")
    await top(page).get_by_role("button", name="Done").click()
    await expect(page.get_by_role("dialog")).to_have_count(0)


async def messages(page: Page) -> Locator:
    """Look at what Workback told the person; return the newest message."""
    await page.get_by_role("navigation").get_by_role("button", name=re.compile("Workback")).click()
    await page.get_by_role("tab", name="Messages").click()
    return page.get_by_role("log").first.get_by_role("article").last


async def begin(stroll: Visit, town: Town) -> tuple[Page, Page]:
    """Write the press release, set three goals, and let Bob accept the one that he shall own."""
    town.clock.move_to(BEGIN)
    await town.alice.command("/press-release", channel="teamsync")
    await town.alice.fill(**EXAMPLE)
    await town.alice.submit()
    alice, bob = await stroll("alice"), await stroll("bob", "app/messages")
    for goal in (NOTES, TEAMS, ITEMS):
        await set_goal(alice, goal)
    await expect(bob.get_by_role("log").first).to_contain_text("Alice asks you to own a goal")
    await bob.get_by_role("log").first.get_by_role("button", name="Accept").click()
    await expect(bob.get_by_role("log").first).to_contain_text("is yours now")
    return alice, bob


async def first_week(alice: Page, bob: Page) -> None:
    """Ask Alice at nine in Berlin, Bob at nine in New York, and remind Bob the day after."""
    told = await pass_time(alice, "To what is due next", "Mon 19 Oct, 09:00")
    await expect(told).to_contain_text("Two goals are due today. 2 KPIs in all")
    await expect(told).to_contain_text("TeamSync, 12 to 18 October: 4 decisions")
    await picture(alice, "weeks-1-due")
    asked = await messages(alice)
    await expect(asked).to_contain_text("Two goals are due today.")
    await picture(alice, "weeks-2-asked")
    await answer(alice, Minutes_until_notes_are_ready="28", Weekly_active_teams="4")
    await expect(asked).to_contain_text("Answered: 2 goals")

    told = await pass_time(alice, "To what is due next", "Mon 19 Oct, 15:00")
    await expect(told).to_contain_text("Bob")
    await pass_time(alice, "To what is due next", "Tue 20 Oct, 15:00")
    nudge = await messages(bob)
    await expect(nudge).to_contain_text("One goal is still without an answer.")
    await picture(bob, "weeks-3-nudge")
    await answer(bob, Action_items_done_in_time="86")


async def second_week(alice: Page, bob: Page) -> None:
    """Ask at nine on the other side of the change of the clocks, and hand this time over."""
    told = await pass_time(alice, "To what is due next", "Mon 26 Oct, 09:00")
    await expect(told).to_contain_text("TeamSync, 19 to 25 October: 3 goals with news.")
    await messages(alice)
    await answer(alice, Minutes_until_notes_are_ready="26", Weekly_active_teams="5")
    await alice.get_by_role("button", name=re.compile("^# ?teamsync|teamsync")).first.click()
    await card_of(alice, HEADLINE).get_by_role("button", name=re.compile("repl")).click()
    thread = alice.get_by_role("complementary", name="Thread")
    chart = thread.get_by_role("img", name=re.compile("Minutes until notes are ready"))
    await expect(chart).to_have_attribute("alt", re.compile("falls from 28 to 26"))
    drawn = "image => image.complete && image.naturalWidth > image.clientWidth"
    await chart.scroll_into_view_if_needed()
    assert await chart.evaluate(
        f"async image => {{ await image.decode(); return ({drawn})(image) }}"
    )
    await picture(alice, "weeks-4-chart")
    await alice.get_by_role("button", name="Close the thread").click()

    # nine in New York is still 14:00 in Berlin: the clocks there go back a week later
    told = await pass_time(alice, "To what is due next", "Mon 26 Oct, 14:00")
    await expect(told).to_contain_text("Bob")
    await messages(bob)
    await answer(bob, Action_items_done_in_time="92")


async def third_week(alice: Page, bob: Page) -> None:
    """Let Bob answer for Alice this time, in his own hour, and read the digest."""
    await pass_time(alice, "To what is due next", "Mon 2 Nov, 09:00")
    asked = await messages(alice)
    await asked.get_by_role("button", name="Hand over").click()
    form = await modal(alice, "Hand over")
    await form.get_by_label("Person").select_option(label="Bob")
    await form.get_by_role("button", name="Hand over").click()
    await expect(alice.get_by_role("dialog")).to_have_count(0)
    await (await messages(bob)).get_by_role("button", name="Update").click()
    form = await modal(bob, "Check-in")
    await expect(form.get_by_label("Weekly active teams")).to_be_visible()
    await picture(bob, "weeks-5-handed-over")
    await form.get_by_role("button", name="Cancel").click()
    await answer(bob, Minutes_until_notes_are_ready="23", Weekly_active_teams="7")

    told = await pass_time(bob, "To what is due next", "Mon 2 Nov, 9:00 AM")
    await expect(told).to_contain_text("One goal is due today.")
    told = await pass_time(alice, "Next Monday 09:00", "Mon 9 Nov, 09:00")
    await alice.get_by_role("navigation").get_by_role("button", name=re.compile("teamsync")).click()
    digest = alice.get_by_role("log").first.get_by_role("article").last
    await expect(digest).to_contain_text("TeamSync, 2 to 8 November")
    shown = await digest.inner_text()
    order = [ITEMS.title, NOTES.title, TEAMS.title]
    assert sorted(order, key=shown.index) == order
    assert "Stale, was On track" in shown
    await expect(digest.get_by_role("img", name=re.compile("Line chart"))).to_be_visible()
    await alice.get_by_role("button", name="Dismiss what happened").click()
    await alice.set_viewport_size({"width": 1280, "height": 940})  # for the picture: all of it
    await expect(digest.get_by_role("button", name="Goals of TeamSync")).to_be_in_viewport()
    await picture(alice, "weeks-6-digest")


async def test_two_weeks_over_two_changes_of_the_clocks(stroll: Visit, town: Town) -> None:
    alice, bob = await begin(stroll, town)
    await first_week(alice, bob)
    await second_week(alice, bob)
    await third_week(alice, bob)
    assert town.clock.now() - BEGIN < timedelta(days=25)


async def test_the_tutorial_has_the_words_of_this_walk() -> None:
    told = TUTORIAL.read_text(encoding="utf-8")
    for goal in (NOTES, TEAMS, ITEMS):
        for words in (goal.title, goal.promise.partition(":")[0], goal.measure, goal.way):
            assert words in told
        for words in filter(None, (goal.unit, goal.target, goal.baseline)):
            assert f"| {words} |" in told
    for moment in ("Mon 19 Oct, 09:00", "Tue 20 Oct, 15:00", "Mon 26 Oct, 09:00", "9:00 AM"):
        assert moment in told
