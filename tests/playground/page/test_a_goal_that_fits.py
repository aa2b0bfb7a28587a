"""The form of a goal in a browser: it fits what is chosen, and what is typed survives."""

import pytest
from playwright.async_api import expect

from tests.bot.conftest import Town
from tests.bot.documents.test_walk import write
from tests.playground.browser import Visit, picture

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="package")]


async def test_the_form_of_a_goal_fits_what_is_chosen(town: Town, stroll: Visit) -> None:
    await write(town)
    page = await stroll("alice")
    await page.locator("#composer").fill("/goal Notes are ready")
    await page.keyboard.press("Enter")
    form = page.get_by_role("dialog", name="New goal")
    await form.get_by_label("What is measured").fill("Minutes until notes are ready")
    await form.get_by_label("Unit").fill("minutes")
    await form.get_by_label("Baseline").fill("30")
    await form.get_by_label("Target", exact=True).fill("1.500,75")
    await form.get_by_label("Which way is good?").select_option(label="Stays between two values")
    await form.get_by_label("Upper edge").fill("8")
    await expect(form.get_by_label("Lower edge")).to_have_value("1.500,75")
    await form.get_by_label("How often").select_option(label="By a cron rule")
    rule = form.get_by_label("Cron rule")
    await rule.fill("0 9 31 2 *")
    await rule.press("Enter")
    await expect(form.get_by_text("No dates yet.")).to_be_visible()
    await rule.fill("0 9 * * 1")
    await rule.press("Enter")
    await expect(form.get_by_text("The next five, in your time")).to_be_visible()
    await form.get_by_role("button", name="Create goal").click()
    told = "“1.500,75” is not a number. Write 1500.75."
    await expect(form.get_by_role("alert")).to_have_text(told)
    await picture(page, "goal-form")
    await form.get_by_label("Lower edge").fill("5")
    await form.get_by_role("button", name="Create goal").click()
    await expect(page.get_by_role("dialog")).to_contain_text("is active, with 1 KPI")
