"""Somebody else answers this time; the goals keep their owner."""

from datetime import timedelta

from tests.bot.check_ins.test_answers import closed, key, states
from tests.bot.check_ins.test_check_ins import due
from tests.bot.conftest import Town
from tests.bot.documents.test_walk import write
from tests.bot.goals.test_goals import GOAL, set_goal


async def test_who_is_handed_a_check_in_sees_all_of_it_and_can_hand_it_on(town: Town) -> None:
    await write(town)
    await set_goal(town)
    asked = await due(town)
    await town.alice.click("Hand over", within=asked)
    await town.alice.fill(person="bob")
    assert not (await town.alice.submit()).trouble
    await town.slack.until(town.bob.sees)
    handed = town.bob.newest()
    assert "You are asked this time: one goal is due: “Notes are ready" in handed.text
    assert "<@U01ALICE> asks you this time" in str(handed.blocks)
    assert "Minutes until notes are ready: no value yet" in str(handed.blocks)
    await town.slack.until(lambda: "Handed over to Bob" in asked.text)
    await town.bob.click("Hand over", within=handed)
    await town.bob.fill(person="charlie")
    assert not (await town.bob.submit()).trouble
    await town.slack.until(town.charlie.sees)
    await town.slack.until(lambda: "Handed over to Charlie" in handed.text)
    await town.charlie.click("Update", within=town.charlie.newest())
    field = next(k for k in town.charlie.modal.inputs if k.startswith("kpi_"))
    await town.charlie.fill(**{field: "12"})
    assert not (await town.charlie.submit()).trouble
    for person in (town.alice, town.bob, town.charlie):
        await closed(person, "Answered: 1 goal.")
    assert "It was <@U01CHARLIE>" in str(asked.blocks)


async def test_the_owner_can_still_answer_what_was_handed_on(town: Town) -> None:
    await write(town)
    await set_goal(town)
    asked = await due(town)
    await town.alice.click("Hand over", within=asked)
    await town.alice.fill(person="bob")
    await town.alice.submit()
    await town.slack.until(lambda: "Handed over to Bob" in asked.text)
    await town.alice.click("Update it myself", within=asked)
    await town.alice.fill(**{key(town, "kpi_"): "12"})
    assert not (await town.alice.submit()).trouble
    assert await states(town) == ["submitted"]
    await town.bob.waits_for(lambda: "It was <@U01ALICE>" in str(town.bob.newest().blocks))


async def test_nobody_is_asked_who_is_away_or_reads_nothing(town: Town) -> None:
    await write(town)
    await set_goal(town)
    asked = await due(town)
    today = town.clock.now().date()
    await town.bob.command("/checkin away", channel="teamsync")
    await town.bob.fill(first=str(today), last=str(today + timedelta(days=1)))
    assert not (await town.bob.submit()).trouble
    await town.alice.click("Hand over", within=asked)
    await town.alice.fill(person="alice")
    await town.alice.submit()
    assert "somebody else" in town.alice.modal.errors["person"]
    await town.alice.fill(person="bob")
    await town.alice.submit()
    assert "Bob is away today" in town.alice.modal.errors["person"]


async def test_nobody_is_asked_who_may_not_see_the_channel(town: Town) -> None:
    await write(town, "secret-project")
    await town.alice.command("/goal", channel="secret-project")
    await town.alice.fill(**GOAL)
    await town.alice.submit()
    await town.alice.close()
    asked = await due(town)
    await town.alice.click("Hand over", within=asked)
    await town.alice.fill(person="charlie")
    await town.alice.submit()
    assert "Charlie is not in #secret-project" in town.alice.modal.errors["person"]
    await town.alice.fill(person="bob")
    assert not (await town.alice.submit()).trouble
    await town.slack.until(town.bob.sees)
    assert town.charlie.sees() == []
