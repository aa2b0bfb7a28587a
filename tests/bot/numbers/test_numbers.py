"""Each number of the press release gets a KPI or a reason, and is open again once it says more."""

import asyncio
import csv
from base64 import b64decode
from io import StringIO

from playground.person import Actor
from tests.bot.conftest import Town
from tests.bot.documents.test_walk import TEAMSYNC, write
from tests.bot.goals.test_goals import see, set_goal

WORDS = {**TEAMSYNC, "problem": "It takes 30 minutes. Nobody has 30 minutes."}


def row(person: Actor, phrase: str) -> str:
    """Return the record of a number's row."""
    blocks = person.modal.view.blocks
    found = [block["block_id"] for block in blocks if f"*“{phrase}”*" in str(block)]
    return str(found[0])


async def begin(town: Town) -> None:
    """Write a press release with three numbers, and a goal that is about none of them."""
    await write(town, **WORDS, authors=["bob"])
    await set_goal(town, kpi_1_baseline="40", kpi_1_target="8")


async def look(person: Actor) -> None:
    await person.command("/workback alignment", channel="teamsync")
    await person.click("Numbers")


async def test_numbers_are_settled_until_their_sentence_changes(town: Town) -> None:
    await begin(town)
    await town.alice.command("/workback alignment", channel="teamsync")
    assert "Numbers without a KPI (3)" in town.alice.modal.text
    await town.alice.click("Decide")
    assert "3 of 3 numbers open" in town.alice.modal.text
    await town.alice.choose(row(town.alice, "30 minutes"), "GOAL-1 Minutes until notes are ready")
    assert "linked to Minutes until notes are ready (GOAL-1)" in town.alice.modal.text
    await town.alice.choose(row(town.alice, "5 to 50 people"), "Waive…")
    await town.alice.fill(reason="  ")
    await town.alice.submit()
    assert "Write why" in town.alice.modal.errors["reason"]
    await town.alice.fill(reason="=1+1 It says who, not what.")
    assert not (await town.alice.submit()).trouble
    assert "1 of 3 numbers open" in town.alice.modal.text
    await town.alice.command("/workback alignment", channel="teamsync")
    assert "Numbers without a KPI (1)" in town.alice.modal.text
    assert "8 minutes for “30 minutes”" in town.alice.modal.text
    await see(town)
    assert "promised as “30 minutes” (PR-problem)" in town.alice.modal.text
    await change_the_problem(town)
    await town.settled()
    note = next(m for m in town.thread(await town.card()) if "saved version 2" in m.text)
    assert "“30 minutes” (PR-problem) is open again:* its sentence has changed" in str(note.blocks)
    await look(town.alice)
    assert f"since <@{town.alice.id}> linked it to Minutes" in town.alice.modal.text
    await check_the_file(town)


async def change_the_problem(town: Town) -> None:
    await town.bob.click("Edit", within=await town.card())
    await town.bob.fill(problem="It takes 30 minutes. Nobody here has 30 minutes.")
    assert not (await town.bob.submit()).trouble


async def check_the_file(town: Town) -> None:
    await town.alice.command("/workback alignment", channel="teamsync")
    await town.alice.click("Export")
    await town.settled()
    [file] = [f for f in town.slack.world.files.values() if f.name == "WB-1-alignment.csv"]
    rows = list(csv.DictReader(StringIO(b64decode(file.content).decode("utf-8-sig"))))
    told = {value for found in rows for value in found.values()}
    assert "“5 to 50 people” waived by Alice: =1+1 It says who, not what." in told
    assert "“30 minutes” has to be decided again: its sentence has changed" in told


async def test_two_who_decide_at_once_lose_nothing(town: Town) -> None:
    await begin(town)
    await asyncio.gather(look(town.alice), look(town.bob))
    await town.bob.choose(row(town.bob, "30 minutes"), "Waive…")
    stale = row(town.alice, "30 minutes")
    kpi = "GOAL-1 Minutes until notes are ready"
    await asyncio.gather(*(town.alice.choose(stale, kpi) for _ in range(2)))
    assert "yours was not kept" not in town.alice.modal.text
    await town.bob.fill(reason="It is today's number.")
    await town.bob.submit()
    assert "Alice has just decided about “30 minutes”" in town.bob.modal.text
    assert town.bob.modal.inputs["reason"] == "It is today's number."
    await town.bob.submit()
    assert f"waived by <@{town.bob.id}>" in town.bob.modal.text
    await town.alice.choose(row(town.alice, "30 minutes"), "Open it again")
    assert "Bob has just decided about “30 minutes”" in town.alice.modal.text
    await town.alice.choose(row(town.alice, "30 minutes"), "Open it again")
    assert "3 of 3 numbers open" in town.alice.modal.text


async def test_a_sentence_that_changed_meanwhile_is_read_first(town: Town) -> None:
    await begin(town)
    await look(town.alice)
    await change_the_problem(town)
    kpi = "GOAL-1 Minutes until notes are ready"
    await town.alice.choose(row(town.alice, "30 minutes"), kpi)
    assert "has just changed" in town.alice.modal.text
    assert "Nobody here has 30 minutes." in town.alice.modal.text
    assert "3 of 3 numbers open" in town.alice.modal.text
    await town.charlie.command("/workback alignment", channel="teamsync")
    await town.charlie.click("Numbers")
    assert "3 of 3 numbers open" in town.charlie.modal.text
    assert "static_select" not in str(town.charlie.modal.view.blocks)


async def test_a_number_of_the_same_value_and_unit_is_confirmed_in_one_click(town: Town) -> None:
    await write(town, **WORDS, authors=["bob"])
    await set_goal(town)
    await look(town.alice)
    assert "3 of 3 numbers open" in town.alice.modal.text
    said = "Minutes until notes are ready (GOAL-1) has this value and unit. Is it about this?"
    assert town.alice.modal.text.count(said) == 2  # 30 minutes, in two sections
    await look(town.bob)
    people = row(town.alice, "5 to 50 people")
    of_people = next(b for b in town.alice.modal.view.blocks if b["block_id"] == people)
    assert "*open*" in of_people["text"]["text"]
    first = f"link/{row(town.alice, '30 minutes')}"
    await town.alice.click("Link", menu=first)
    assert "linked to Minutes until notes are ready (GOAL-1)" in town.alice.modal.text
    assert "2 of 3 numbers open" in town.alice.modal.text
    await town.bob.click("Link", menu=first)
    assert "yours was not kept" not in town.bob.modal.text  # both meant the same
    await town.charlie.command("/workback alignment", channel="teamsync")
    await town.charlie.click("Numbers")
    assert "Is it about this?" in town.charlie.modal.text
    assert "numbers.link" not in str(town.charlie.modal.view.blocks)
