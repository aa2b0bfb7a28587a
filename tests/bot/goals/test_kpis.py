"""KPIs of every kind are written, changed with a reason, and removed; nothing typed is lost."""

from datetime import timedelta

import pytest

from playground.person import Actor
from tests.bot.conftest import Town
from tests.bot.documents.test_walk import TEAMSYNC, write
from tests.bot.goals.test_goals import GOAL, see, set_goal

KINDS = {
    "increase": ("up", "10", "20", "Target", "target 20 teams"),
    "decrease": ("down", "20", "10", "Target", "target 10 teams"),
    "at_least": ("", "", "10", "Target", "at least 10 teams"),
    "at_most": ("", "12", "10", "Target", "at most 10 teams"),
    "cumulative": ("", "0", "90", "Target", "target 90 teams"),
}


def labels(person: Actor) -> dict[str, str]:
    """Return the label of each input, by its field."""
    blocks = person.modal.view.blocks
    return {b["block_id"]: b["label"]["text"] for b in blocks if b["type"] == "input"}


async def start(town: Town) -> None:
    await write(town)
    await town.alice.command("/goal", channel="teamsync")
    await town.alice.fill(**GOAL)


@pytest.mark.parametrize("kind", KINDS)
async def test_a_kpi_of_each_kind_makes_a_goal_active(town: Town, kind: str) -> None:
    _, baseline, target, label, shown = KINDS[kind]
    await write(town)
    await town.alice.command("/goal", channel="teamsync")
    await town.alice.choose("kpi_1_kind", kind)
    assert labels(town.alice)["kpi_1_target"] == label
    assert "kpi_1_upper" not in labels(town.alice)
    values = {"kpi_1_baseline": baseline, "kpi_1_target": target, "kpi_1_unit": "teams"}
    await town.alice.fill(title="An outcome", kpi_1_name="Teams", **values)
    await town.alice.submit()
    assert "is active, with 1 KPI" in town.alice.modal.text
    await town.alice.click("See the goal")
    assert shown in town.alice.modal.text


async def test_a_band_asks_for_its_edges_and_keeps_what_was_typed(town: Town) -> None:
    await start(town)
    await town.alice.choose("kpi_1_kind", "band")
    assert labels(town.alice)["kpi_1_target"] == "Lower edge"
    assert labels(town.alice)["kpi_1_upper"] == "Upper edge"
    assert town.alice.modal.inputs["kpi_1_target"] == "5"
    await town.alice.fill(kpi_1_upper="5")
    await town.alice.submit()
    assert town.alice.modal.errors == {"kpi_1_upper": "Write an upper edge above the lower one."}
    await town.alice.fill(kpi_1_upper="8")
    await town.alice.submit()
    await town.alice.click("See the goal")
    assert "between 5 minutes and 8 minutes" in town.alice.modal.text


async def test_all_that_is_wrong_is_told_at_once_and_nothing_typed_is_lost(town: Town) -> None:
    await start(town)
    typed = {
        "title": "\u202e \u200b",
        "backup": "alice",
        "due": str(town.clock.now().date() - timedelta(days=7)),
        "kpi_1_name": "\u200b",
        "kpi_1_unit": " ",
        "kpi_1_baseline": "1.500,75",
        "kpi_1_target": "1e400",
    }
    await town.alice.fill(**typed)
    assert not (await town.alice.submit()).trouble
    told = town.alice.modal.errors
    assert set(told) == set(typed)
    assert told["title"] == "Write what gets better for the customer."
    assert told["kpi_1_name"] == "Write what is measured."
    assert told["kpi_1_unit"] == "Write what is counted: minutes, %, teams, €."
    assert told["kpi_1_baseline"] == "“1.500,75” is not a number. Write 1500.75."
    assert told["kpi_1_target"].startswith("“1e400” is not a number.")
    assert "is before the start on" in told["due"]
    assert {field: town.alice.modal.inputs[field] for field in typed if field != "backup"} == {
        field: value for field, value in typed.items() if field != "backup"
    }


async def test_the_form_shows_as_many_kpis_as_there_will_be(town: Town) -> None:
    await start(town)
    await town.alice.click("Add a KPI")
    await town.alice.click("Add a KPI")
    assert labels(town.alice)["kpi_3_name"] == "What is measured"
    await town.alice.click("Leave out KPI 3")
    assert "kpi_3_name" not in labels(town.alice)
    await town.alice.fill(kpi_2_name="Teams", kpi_2_unit="teams", kpi_2_baseline="0")
    await town.alice.submit()
    assert town.alice.modal.errors == {"kpi_2_target": "This is a required field"}
    await town.alice.fill(kpi_2_target="120")
    await town.alice.submit()
    assert "is active, with 2 KPIs" in town.alice.modal.text


async def test_decimals_and_a_curve_in_steps(town: Town) -> None:
    await start(town)
    await town.alice.click("Decimals and curve")
    await town.alice.choose("kpi_1_decimals", "0")
    await town.alice.choose("kpi_1_curve", "stepped")
    assert town.alice.modal.inputs["kpi_1_baseline"] == "30"
    due = town.clock.now().date() + timedelta(days=100)
    half = due - timedelta(days=50)
    await town.alice.fill(due=str(due), kpi_1_target="5.5", kpi_1_steps=f"{half}: 40")
    await town.alice.submit()
    told = town.alice.modal.errors["kpi_1_decimals"]
    assert told == "Baseline or target has 1 decimal. Choose 1, or round it."
    told = town.alice.modal.errors["kpi_1_steps"]
    assert told == f"40 on {half} is not on the way from 30 to 5.5."
    await town.alice.fill(kpi_1_decimals="1", kpi_1_steps=f"{half}: 10.4")
    await town.alice.submit()
    assert "is active" in town.alice.modal.text
    await town.alice.click("See the goal")
    await town.alice.click("Change")
    assert town.alice.modal.inputs["kpi_1_steps"] == f"{half}: 10.4"
    assert town.alice.modal.inputs["kpi_1_decimals"] == "1"
    await town.alice.submit()
    assert not town.alice.has_modal
    await see(town)
    await town.alice.click("Change")
    await town.alice.choose("kpi_1_curve", "even")
    await town.alice.submit()
    assert "why the plan changes" in town.alice.modal.errors["note"]
    await town.alice.fill(note="The pilot ends earlier.")
    await town.alice.submit()
    assert not town.alice.has_modal


async def test_two_who_change_one_kpi_at_once_both_know(town: Town) -> None:
    await write(town, **TEAMSYNC, authors=["bob"])
    await set_goal(town)
    for person in (town.alice, town.bob):
        await person.command("/goal list", channel="teamsync")
        await person.click("See")
        await person.click("Change")
    await town.alice.fill(kpi_1_target="3", note="The pilot showed it.")
    await town.alice.submit()
    assert not town.alice.has_modal
    await town.bob.fill(kpi_1_target="4", note="A guess.")
    await town.bob.submit()
    assert "from 30 minutes to 3 minutes. Yours stands below" in town.bob.modal.text
    assert town.bob.modal.inputs["kpi_1_target"] == "4"
    assert town.bob.modal.inputs["note"] == "A guess."
    await town.bob.submit()
    assert not town.bob.has_modal
    await see(town)
    assert "target 4 minutes" in town.alice.modal.text
    await town.alice.click("Show the formula")
    assert "5 minutes → 3 minutes" in town.alice.modal.text
    assert "3 minutes → 4 minutes" in town.alice.modal.text


async def test_a_kpi_is_removed_but_not_the_last_of_an_active_goal(town: Town) -> None:
    await write(town)
    await set_goal(town)
    await see(town)
    await town.alice.click("Change")
    await town.alice.click("Remove")
    assert "needs a KPI, and this is its last" in town.alice.modal.text
    await town.alice.close()
    await town.alice.click("Add a KPI")
    second = {"kpi_1_name": "Weekly teams", "kpi_1_unit": "teams"}
    await town.alice.fill(**second, kpi_1_baseline="0", kpi_1_target="120")
    await town.alice.submit()
    await see(town)
    rows = [block["block_id"] for block in town.alice.modal.view.blocks]
    await town.alice.click("Change", menu=next(row for row in rows if row.startswith("kpi_")))
    await town.alice.click("Remove")
    assert "“Minutes until notes are ready” is removed." in town.alice.modal.text
    assert "target 5 minutes" not in town.alice.modal.text
    assert "target 120 teams" in town.alice.modal.text


async def test_the_twenty_first_kpi_is_refused_and_its_words_stay(town: Town) -> None:
    await write(town)
    await set_goal(town)
    for number in range(2, 22):
        await see(town)
        await town.alice.click("Add a KPI")
        await town.alice.fill(
            kpi_1_name=f"KPI {number}", kpi_1_unit="x", kpi_1_baseline="0", kpi_1_target="9"
        )
        await town.alice.submit()
    assert town.alice.modal.errors == {
        "kpi_1_name": "A goal takes 20 KPIs. Split it, or keep those that decide."
    }
    assert town.alice.modal.inputs["kpi_1_name"] == "KPI 21"


async def test_a_typed_title_that_is_too_long_opens_the_form_cut(town: Town) -> None:
    await write(town)
    assert not (await town.alice.command(f"/goal {'x' * 3000}", channel="teamsync")).trouble
    assert town.alice.modal.inputs["title"] == f"{'x' * 149}…"
