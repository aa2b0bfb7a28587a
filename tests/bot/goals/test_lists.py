"""Goals are listed by channel, owner, rank and principle; orphans are shown, nothing is hidden."""

import asyncio
import re

from domain.people import WorkspaceId
from storage import goals
from tests.bot.conftest import Town
from tests.bot.documents.test_walk import TEAMSYNC, write
from tests.bot.goals.test_goals import GOAL, see, set_goal

ACME = WorkspaceId("T01ACME")
ALPHA = {**TEAMSYNC, "headline": "Introducing Alpha — The First Letter"}


def titles(words: str) -> list[str]:
    """Return the titles of the goals in a list, in its order."""
    return re.findall(r":white_circle:  \*(.+?)\*", words)


async def set_one(town: Town, key: str, channel: str = "teamsync", **more: object) -> None:
    await town.alice.command(f"/goal {key}", channel=channel)
    await town.alice.fill(**{**GOAL, **more})
    await town.alice.submit()
    await town.alice.close()


async def test_goals_that_are_set_at_the_same_instant_have_ranks_of_their_own(town: Town) -> None:
    await write(town, **TEAMSYNC, authors=["bob", "dana"])
    people = (town.alice, town.bob, town.slack.person("dana"))
    for number, person in enumerate(people):
        await person.command("/goal WB-1", channel="teamsync")
        await person.fill(**{**GOAL, "title": f"Goal {number}"})
    outcomes = await asyncio.gather(*(person.submit() for person in people))
    assert not any(outcome.trouble for outcome in outcomes)
    for person in people:
        await person.close()
    async with town.house.services.database.reading(ACME, town.clock.now()) as tx:
        ranks = [goal.priority for goal in await goals.listed(tx, goals.Scope())]
    assert sorted(ranks) == [1, 2, 3]


async def test_a_channel_of_several_initiatives_lists_the_goals_of_all(town: Town) -> None:
    await write(town)
    await write(town, **ALPHA)
    await write(town, "secret-project", **{**TEAMSYNC, "headline": "Introducing Beta — The Second"})
    await set_one(town, "WB-1", title="First")
    await set_one(town, "WB-2", title="Second")
    await set_one(town, "WB-3", "secret-project", title="Third")
    await town.alice.command("/goal list", channel="teamsync")
    assert titles(town.alice.modal.text) == ["First", "Second"]
    assert "1.  WB-1  ·  " in town.alice.modal.text
    assert "1.  WB-2  ·  " in town.alice.modal.text
    await town.alice.close()
    await town.alice.command("/goal list WB-2", channel="teamsync")
    assert titles(town.alice.modal.text) == ["Second"]
    await town.alice.close()
    await town.alice.command("/goal list", channel="general")
    assert titles(town.alice.modal.text) == ["First", "Second", "Third"]
    await town.alice.choose("goals.filter", "#secret-project")
    assert titles(town.alice.modal.text) == ["Third"]
    dana = town.slack.person("dana")
    await dana.command("/goal list", channel="general")
    assert titles(dana.modal.text) == ["First", "Second"]
    assert "secret-project" not in str(dana.modal.view.blocks)


async def test_the_words_typed_behind_the_command_survive_the_choice(town: Town) -> None:
    await write(town)
    await write(town, **ALPHA)
    await town.alice.command("/goal Notes are ready / in time", channel="teamsync")
    rows = [b["accessory"]["value"] for b in town.alice.told("teamsync").blocks if "accessory" in b]
    assert all(row.endswith("/Notes are ready / in time") for row in rows)
    picker = town.alice.told("teamsync")
    second = [b["block_id"] for b in picker.blocks if "WB-2" in str(b)]
    await town.alice.click("Choose", within=picker, menu=second[0])
    assert town.alice.modal.inputs["title"] == "Notes are ready / in time"
    assert "For Alpha, WB-2." in town.alice.modal.text


async def test_a_goal_whose_promises_are_gone_is_an_orphan(town: Town) -> None:
    await write(town)
    await set_goal(town, promises=["PR-quote"])
    await town.alice.click("Edit", within=await town.card())
    await town.alice.fill(quote_text="", quote_person="", quote_role="")
    assert not (await town.alice.submit()).trouble
    await town.alice.command("/goal list", channel="teamsync")
    assert "serves no promise: an orphan, PR-quote gone" in town.alice.modal.text
    await town.alice.choose("goals.filter", "orphans")
    assert titles(town.alice.modal.text) == [GOAL["title"]]
    await town.alice.click("See")
    assert "PR-quote gone" in town.alice.modal.text
    await town.alice.click("Edit")
    assert "PR-quote is gone from the documents." in str(town.alice.modal.view.blocks)
    await town.alice.fill(promises=["PR-solution"])
    await town.alice.submit()
    await see(town)
    assert "serves PR-solution  " in town.alice.modal.text.replace("\n", "  ")
    assert "gone" not in town.alice.modal.text


async def test_a_promise_that_goes_while_it_is_chosen_is_told(town: Town) -> None:
    await write(town, **TEAMSYNC, authors=["bob"])
    await town.alice.command("/goal", channel="teamsync")
    await town.alice.fill(**{**GOAL, "promises": ["PR-quote", "PR-solution"]})
    await town.bob.click("Edit", within=await town.card())
    await town.bob.fill(quote_text="", quote_person="", quote_role="")
    assert not (await town.bob.submit()).trouble
    await town.alice.submit()
    told = "Gone from the documents meanwhile: PR-quote. Take it out, or choose another one."
    assert town.alice.modal.errors == {"promises": told}
    await town.alice.fill(promises=["PR-solution"])
    await town.alice.submit()
    await town.alice.click("See the goal")
    assert "serves PR-solution" in town.alice.modal.text


async def test_another_rank_lets_the_others_make_room(town: Town) -> None:
    await write(town)
    for number in range(1, 4):
        await set_goal(town, title=f"Outcome {number}")
    await town.alice.command("/goal list", channel="teamsync")
    third = [b["block_id"] for b in town.alice.modal.view.blocks if "Outcome 3" in str(b)]
    await town.alice.click("See", menu=third[0])
    await town.alice.click("Edit")
    await town.alice.fill(rank="1")
    await town.alice.submit()
    await town.alice.command("/goal list", channel="teamsync")
    assert titles(town.alice.modal.text) == ["Outcome 3", "Outcome 1", "Outcome 2"]
    assert re.findall(r"^(\d)\.  ", town.alice.modal.text, re.MULTILINE) == ["1", "2", "3"]
    await town.alice.choose("goals.filter", "priority:2")
    assert titles(town.alice.modal.text) == ["Outcome 1"]


async def test_a_goal_says_how_often_it_is_asked_for(town: Town) -> None:
    await write(town)
    await set_goal(town, principles=["Frugality", "Think Big"])
    await see(town)
    assert "asked every Monday at 09:00  ·  Frugality, Think Big" in town.alice.modal.text
