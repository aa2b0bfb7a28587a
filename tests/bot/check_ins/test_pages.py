"""A check-in of many goals has pages, and nothing that was typed on one of them is lost."""

import asyncio

from tests.bot.check_ins.test_answers import key, summaries, values
from tests.bot.check_ins.test_check_ins import due, kpi_fields
from tests.bot.conftest import Town
from tests.bot.documents.test_walk import write
from tests.bot.goals.test_goals import set_goal


async def eight_goals(town: Town) -> None:
    await write(town)
    for number in range(8):
        await set_goal(town, title=f"Goal {number}", kpi_1_name=f"Measure {number}")


async def test_pages_are_typed_one_by_one_and_saved_together(town: Town) -> None:
    await eight_goals(town)
    asked = await due(town)
    assert "Eight goals are due" in asked.text
    await town.alice.click("Update", within=asked)
    assert "Page 1 of 2" in town.alice.modal.text
    first = await kpi_fields(town)
    assert len(first) == 6
    note = key(town, "note_", 5)
    await town.alice.fill(**dict.fromkeys(first, "20"), **{note: "Six of eight."})
    assert not (await town.alice.submit()).trouble
    assert "Page 2 of 2" in town.alice.modal.text
    assert await values(town) == []
    second = await kpi_fields(town)
    assert len(second) == 2
    await town.alice.fill(**{second[0]: "21"})
    await town.alice.click("Back")
    assert "Page 1 of 2" in town.alice.modal.text
    assert [town.alice.modal.inputs[field] for field in first] == ["20"] * 6
    assert town.alice.modal.inputs[note] == "Six of eight."
    await town.alice.fill(**{first[0]: "19"})
    await town.alice.submit()
    assert town.alice.modal.inputs[second[0]] == "21"
    await town.alice.fill(**{second[1]: "about ten"})
    await town.alice.submit()
    assert "is not a number" in town.alice.modal.errors[second[1]]
    await town.alice.fill(**{second[1]: "22"})
    assert not (await town.alice.submit()).trouble
    assert "8 goals recorded" in town.alice.modal.text
    assert sorted(await values(town)) == ["19", "20", "20", "20", "20", "20", "21", "22"]
    await town.slack.until(lambda: len(summaries(town)) == 8)
    await town.slack.until(lambda: "Answered: 8 goals" in asked.text)


async def test_a_modal_that_was_closed_opens_with_what_was_typed(town: Town) -> None:
    await eight_goals(town)
    await town.alice.command("/checkin", channel="teamsync")
    fields = await kpi_fields(town)
    await town.alice.fill(**{fields[0]: "20"})
    await town.alice.submit()
    await town.alice.close()
    await town.alice.command("/checkin", channel="teamsync")
    assert "What you typed before is still here" in town.alice.modal.text
    assert town.alice.modal.inputs[fields[0]] == "20"
    await town.alice.submit()
    assert not (await town.alice.submit()).trouble
    assert "1 goal recorded" in town.alice.modal.text
    await town.alice.close()
    await town.alice.command("/checkin", channel="teamsync")
    assert "still here" not in town.alice.modal.text
    assert not town.alice.modal.inputs[fields[0]]


async def test_unchanged_is_for_one_page(town: Town) -> None:
    await eight_goals(town)
    await town.alice.command("/checkin", channel="teamsync")
    await town.alice.fill(**dict.fromkeys(await kpi_fields(town), "20"))
    await town.alice.submit()
    await town.alice.fill(**dict.fromkeys(await kpi_fields(town), "21"))
    await town.alice.submit()
    await town.alice.close()
    await town.alice.command("/checkin", channel="teamsync")
    await town.alice.click("Record unchanged")
    assert "Page 2 of 2" in town.alice.modal.text
    await town.alice.fill(**{(await kpi_fields(town))[0]: "18"})
    await town.alice.click("Record unchanged")
    assert "8 goals recorded" in town.alice.modal.text
    assert sorted(await values(town)) == ["18", *["20"] * 12, "21", "21", "21"]


async def test_the_last_page_pressed_twice_is_saved_once(town: Town) -> None:
    await eight_goals(town)
    await town.alice.command("/checkin", channel="teamsync")
    await town.alice.fill(**{(await kpi_fields(town))[0]: "20"})
    await town.alice.submit()
    await town.alice.fill(**{(await kpi_fields(town))[0]: "21"})
    form = town.alice.modal.view
    both = [town.slack.acts.submit(town.alice.person, form) for _ in range(2)]
    await asyncio.gather(*both)
    assert sorted(await values(town)) == ["20", "21"]
    await town.settled()
    assert len(summaries(town)) == 2
