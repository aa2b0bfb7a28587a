"""Whoever pauses or retires a goal takes back what was asked for it, wherever it was done."""

from playground.things import Message
from tests.bot.check_ins.test_check_ins import due
from tests.bot.conftest import Town
from tests.bot.documents.test_walk import write
from tests.bot.goals.test_goals import see, set_goal

FIRST, SECOND = "Notes are ready before people leave the room", "Teams keep using it"


async def asked_and_seen(town: Town) -> Message:
    """Let Alice look at a goal that is asked for; return the message that asks."""
    await write(town)
    await set_goal(town)
    asked = await due(town)
    await see(town)
    return asked


async def test_a_goal_that_is_paused_is_asked_for_no_more(town: Town) -> None:
    asked = await asked_and_seen(town)
    await town.alice.click("Pause")
    await town.slack.until(lambda: "Paused: 1 goal." in asked.text)
    assert "Update" not in str(asked.blocks)


async def test_a_goal_that_is_retired_is_asked_for_no_more(town: Town) -> None:
    asked = await asked_and_seen(town)
    await town.alice.click("Retire…")
    await town.alice.fill(note="The half hour was never the problem.")
    assert not (await town.alice.submit()).trouble
    told = f"Retired: “{FIRST}”. Nobody is asked for it any more."
    await town.slack.until(lambda: asked.text == told)


async def test_the_other_goals_of_a_message_are_asked_for_as_before(town: Town) -> None:
    await write(town)
    await set_goal(town)
    await set_goal(town, title=SECOND, kpi_1_name="Weekly minutes")
    asked = await due(town)
    assert "Two goals" in asked.text
    await town.alice.command("/goal list", channel="teamsync")
    rows = [b for b in town.alice.modal.view.blocks if b["block_id"].startswith("goal_")]
    await town.alice.click("See", menu=next(b["block_id"] for b in rows if FIRST in str(b)))
    await town.alice.click("Pause")
    await town.slack.until(lambda: "Two goals" not in asked.text)
    assert SECOND in str(asked.blocks)
    assert FIRST not in str(asked.blocks)
