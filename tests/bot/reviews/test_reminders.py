"""Reminders are considerate: one a day, in working hours, and none for what is done."""

from datetime import UTC, datetime, time, timedelta

from playground.things import Message
from tests.bot.conftest import Town
from tests.bot.reviews.test_reviews import ask as ask_for_review
from tests.bot.reviews.test_reviews import judge

NEW_YORK_NINE = time(14, 30)
"""Half past nine in Bob's New York, in UTC, in winter."""


def monday(town: Town, at: time = NEW_YORK_NINE) -> datetime:
    """Return the next Monday at an hour in UTC."""
    day = town.clock.now().date()
    day += timedelta(days=7 - day.weekday())
    return datetime.combine(day, at, UTC)


async def ask(town: Town, *reviewers: str) -> Message:
    """Ask for a review on a Friday."""
    town.clock.move_to(monday(town, time(12)) + timedelta(days=4))
    return await ask_for_review(town, *reviewers)


def reminders(town: Town, who: str) -> list[Message]:
    return [m for m in town.slack.person(who).sees() if "for you" in m.text]


async def test_one_reminder_a_day_in_working_hours(town: Town) -> None:
    await ask(town, "bob")
    early, morning = monday(town, time(3)), monday(town)
    town.clock.move_to(early)
    await town.house.remind()
    town.clock.move_to(morning)
    await town.house.remind()
    await town.slack.until(lambda: reminders(town, "bob"))
    town.clock.move(timedelta(hours=2))
    await town.house.remind()
    town.clock.move(timedelta(days=1))
    await town.house.remind()
    await town.slack.until(lambda: len(reminders(town, "bob")) == 2)
    assert "1 review waits for you." in reminders(town, "bob")[0].text


async def test_after_a_week_one_is_reminded_once_a_week(town: Town) -> None:
    await ask(town, "bob")
    first = monday(town)
    for days in range(22):
        town.clock.move_to(first + timedelta(days=days))
        await town.house.remind()
    await town.settled()
    # five in the week after the Friday on which he was asked, then on three Mondays
    assert len(reminders(town, "bob")) == 8


async def test_what_is_answered_is_not_reminded_of(town: Town) -> None:
    await ask(town, "bob", "charlie")
    await judge(town, "bob", "Approve")
    here, in_tokyo = monday(town), monday(town, time(1, 30)) + timedelta(days=1)
    town.clock.move_to(here)
    await town.house.remind()
    town.clock.move_to(in_tokyo)
    await town.house.remind()
    await town.slack.until(lambda: reminders(town, "charlie"))
    assert reminders(town, "bob") == []


async def test_who_stopped_it_is_left_alone_and_the_weekend_too(town: Town) -> None:
    asked = await ask(town, "bob")
    await town.bob.click("Stop reminding me", within=asked)
    town.clock.move_to(monday(town))
    await town.house.remind()
    await town.alice.command("/faq What does it cost?", channel="teamsync")
    await town.alice.fill(owner="bob")
    assert not (await town.alice.submit()).trouble
    town.clock.move_to(monday(town) + timedelta(days=5))
    await town.house.remind()
    assert reminders(town, "bob") == []
    town.clock.move_to(monday(town) + timedelta(days=7))
    await town.house.remind()
    await town.slack.until(lambda: reminders(town, "bob"))
    assert "1 question waits for you." in reminders(town, "bob")[0].text


async def test_an_overdue_review_is_told_to_who_asked_once(town: Town) -> None:
    await ask(town, "bob")
    first = monday(town)
    for days in (0, 7, 14):
        town.clock.move_to(first + timedelta(days=days))
        await town.house.remind()
    await town.settled()
    assert len(reminders(town, "bob")) == 3
    overdue = [m for m in town.alice.sees() if "was due and is not done" in m.text]
    assert len(overdue) == 1
