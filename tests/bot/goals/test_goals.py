"""The promises of a press release get owners, numbers and dates."""

from datetime import timedelta
from typing import Any

from tests.bot.conftest import Town
from tests.bot.documents.test_walk import TEAMSYNC, write

GOAL: dict[str, Any] = {
    "title": "Notes are ready before people leave the room",
    "promises": ["PR-problem", "PR-solution"],
    "kpi_1_name": "Minutes until notes are ready",
    "kpi_1_kind": "decrease",
    "kpi_1_unit": "minutes",
    "kpi_1_baseline": "30",
    "kpi_1_target": "5",
}


async def set_goal(town: Town, **more: Any) -> None:
    """Set a goal as Alice, in #teamsync."""
    outcome = await town.alice.command("/goal", channel="teamsync")
    assert not outcome.trouble
    await town.alice.fill(**{**GOAL, **more})
    outcome = await town.alice.submit()
    assert not outcome.trouble, outcome.answer
    assert "is active" in town.alice.modal.text, town.alice.modal.text
    await town.alice.close()


async def see(town: Town) -> None:
    outcome = await town.alice.command("/goal list", channel="teamsync")
    assert not outcome.trouble
    await town.alice.click("See")


async def test_a_goal_is_set_with_its_next_dates_in_sight(town: Town) -> None:
    await write(town)
    await town.alice.command("/goal Notes are ready", channel="teamsync")
    assert town.alice.modal.inputs["title"] == "Notes are ready"
    assert "The next five, in your time" in town.alice.modal.text
    assert "Berlin" in str(town.alice.modal.view.blocks)
    said = "The press release says “5 to 50 people”, “30 minutes”."
    assert said in town.alice.modal.text
    await town.alice.choose("every", "monthly")
    assert "Day of the month" in town.alice.modal.text
    assert town.alice.modal.inputs["title"] == "Notes are ready"
    await town.alice.choose("every", "weekly")
    await town.alice.fill(**GOAL)
    assert not (await town.alice.submit()).trouble
    await town.slack.until(lambda: len(town.thread(town.posts()[0])) == 1)
    assert "Alice set a goal" in town.thread(town.posts()[0])[0].text


async def test_a_goal_without_a_kpi_stays_a_draft(town: Town) -> None:
    await write(town)
    await town.alice.command("/goal", channel="teamsync")
    await town.alice.click("Without a KPI for now")
    await town.alice.fill(title="Teams keep using it")
    await town.alice.submit()
    assert "is a draft" in town.alice.modal.text
    await town.alice.close()
    await see(town)
    await town.alice.click("Make it active")
    assert "needs one KPI" in town.alice.modal.text
    await town.alice.close()
    await town.alice.click("Add a KPI")
    await town.alice.fill(
        kpi_1_name="Weekly active teams", kpi_1_unit="teams", kpi_1_baseline="0", kpi_1_target="120"
    )
    assert not (await town.alice.submit()).trouble


async def test_numbers_are_read_as_they_are_meant(town: Town) -> None:
    await write(town)
    await town.alice.command("/goal", channel="teamsync")
    await town.alice.fill(**{**GOAL, "kpi_1_target": "1,5k"})
    await town.alice.submit()
    assert "Write 1500" in town.alice.modal.errors["kpi_1_target"]
    await town.alice.fill(kpi_1_target="30")
    await town.alice.submit()
    assert "are both 30" in town.alice.modal.errors["kpi_1_target"]
    await town.alice.fill(kpi_1_target="5", due=str(town.clock.now().date()))
    await town.alice.submit()
    assert "is the day it starts" in town.alice.modal.errors["due"]


async def test_a_list_shows_status_and_what_nothing_serves(town: Town) -> None:
    await write(town)
    await set_goal(town)
    more = {"kpi_1_name": "Teams", "principles": ["Frugality"]}
    await set_goal(town, title="An orphan", promises=[], **more)
    await town.alice.command("/goal list", channel="teamsync")
    text = town.alice.modal.text
    assert "2 goals" in text
    assert "Pending" in text
    assert "serves no promise: an orphan" in text
    assert "No goal serves Customer Obsession" in text
    await town.alice.choose("goals.filter", "orphans")
    assert "1 goal" in town.alice.modal.text
    assert "An orphan" in town.alice.modal.text
    await town.alice.choose("goals.filter", "owner:U01ALICE")
    assert "2 goals" in town.alice.modal.text
    await town.alice.choose("goals.filter", "principle:Frugality")
    assert "1 goal" in town.alice.modal.text
    assert "An orphan" in town.alice.modal.text


async def test_a_goal_is_handed_over_when_the_other_accepts(town: Town) -> None:
    await write(town)
    await set_goal(town)
    await see(town)
    await town.alice.click("Hand over")
    await town.alice.fill(person="bob")
    assert not (await town.alice.submit()).trouble
    await town.slack.until(town.bob.sees)
    await town.bob.click("Accept", within=town.bob.newest())
    await town.slack.until(lambda: "Bob has taken over" in str(town.alice.sees()))
    await see(town)
    assert f"owner <@{town.bob.id}>" in town.alice.modal.text


async def test_a_target_changes_only_with_a_reason(town: Town) -> None:
    await write(town)
    await set_goal(town)
    await see(town)
    await town.alice.click("Change")
    await town.alice.fill(kpi_1_target="3")
    await town.alice.submit()
    assert "Write why" in town.alice.modal.errors["note"]
    await town.alice.fill(note="The pilot showed that 5 is not enough.")
    assert not (await town.alice.submit()).trouble
    await see(town)
    assert "target 3 minutes" in town.alice.modal.text
    await town.alice.click("Show the formula")
    assert "5 minutes → 3 minutes" in town.alice.modal.text
    assert "The pilot showed" in town.alice.modal.text


async def test_plans_follow_the_dates_and_the_search_the_title(town: Town) -> None:
    await write(town)
    await set_goal(town)
    await see(town)
    await town.alice.click("Edit")
    due = town.clock.now().date() + timedelta(days=300)
    await town.alice.fill(title="Penguins write the notes", due=str(due))
    assert not (await town.alice.submit()).trouble
    await see(town)
    await town.alice.click("Show the formula")
    assert f"plan moved, <@{town.alice.id}>: “promised for {due.day} " in town.alice.modal.text
    await town.alice.command("/workback find penguins", channel="teamsync")
    assert "Penguins write the notes" in town.alice.modal.text


async def test_two_who_edit_a_goal_at_once_keep_what_each_changed(town: Town) -> None:
    await write(town, **TEAMSYNC, authors=["bob"])
    await set_goal(town)
    for person in (town.alice, town.bob):
        await person.command("/goal list", channel="teamsync")
        await person.click("See")
        await person.click("Edit")
    later, latest = (town.clock.now().date() + timedelta(days=days) for days in (300, 330))
    await town.alice.fill(due=str(later))
    assert not (await town.alice.submit()).trouble
    await town.bob.fill(title="Bob's words", due=str(latest))
    await town.bob.submit()
    assert "changed the day it is promised for too" in town.bob.modal.text
    assert town.bob.modal.inputs["title"] == "Bob's words"
    assert town.bob.modal.inputs["due"] == str(latest)
    await town.bob.fill(due=str(later))
    assert not (await town.bob.submit()).trouble
    await see(town)
    assert "Bob's words" in town.alice.modal.text
    assert f"by {later.day} {later:%b}" in town.alice.modal.text


async def test_a_goal_is_paused_and_retired_with_what_was_learned(town: Town) -> None:
    await write(town)
    await set_goal(town)
    await see(town)
    await town.alice.click("Pause")
    assert "It is paused: nobody is asked" in town.alice.modal.text
    await town.alice.click("Make it active")
    assert "It is active" in town.alice.modal.text
    await town.alice.click("Pause")
    await town.alice.click("Retire…")
    await town.alice.fill(note="  ")
    await town.alice.submit()
    assert "what was learned" in town.alice.modal.errors["note"]
    await town.alice.fill(note="The half hour was never the problem.")
    assert not (await town.alice.submit()).trouble
    await town.alice.command("/goal list", channel="teamsync")
    assert "No goals yet" in town.alice.modal.text
    await town.alice.command("/goal list WB-1", channel="teamsync")
    assert "“5 to 50 people” in Target customer waits for a KPI" in town.alice.modal.text


async def test_an_outsider_sees_no_goal_of_a_private_channel(town: Town) -> None:
    await write(town, "secret-project", **TEAMSYNC)
    await town.alice.command("/goal", channel="secret-project")
    await town.alice.fill(**GOAL)
    assert not (await town.alice.submit()).trouble
    dana = town.slack.person("dana")
    await dana.command("/goal list WB-1", channel="general")
    assert "There is no WB-1" in dana.told("general").text
    await dana.command("/goal list", channel="general")
    assert "0 goals" in dana.modal.text


async def test_a_rule_that_cannot_fire_is_refused(town: Town) -> None:
    await write(town)
    await town.alice.command("/goal", channel="teamsync")
    await town.alice.choose("every", "cron")
    await town.alice.fill(**GOAL, cron="0 9 31 2 *")
    await town.alice.submit()
    assert "is not a cron rule" in town.alice.modal.errors["cron"]
