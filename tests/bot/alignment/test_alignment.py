"""Promises, goals, KPIs and work side by side: seen, shared once, taken out, and by no stranger."""

import asyncio
import csv
from base64 import b64decode
from io import StringIO

from tests.bot.conftest import Town
from tests.bot.documents.test_walk import TEAMSYNC, write
from tests.bot.goals.test_goals import set_goal
from tests.bot.scope.test_ledger import add, ledger


async def filled(town: Town) -> None:
    await write(town, **{**TEAMSYNC, "solution": "=1+1 Notes 5 minutes after the call."})
    await set_goal(town)
    await ledger(town.alice)
    await add(town.alice, "Speaker model", promises=["PR-problem"])
    await town.alice.close()


async def test_what_hangs_together_and_what_does_not(town: Town) -> None:
    await write(town, **TEAMSYNC)
    await town.alice.command("/workback alignment", channel="teamsync")
    text = town.alice.modal.text
    assert "No goals yet" in text
    assert "Promises that no goal serves (1)" in text
    assert "PR-solution" in text
    await town.alice.close()
    await set_goal(town)
    await town.alice.command("/workback alignment WB-1", channel="general")
    text = town.alice.modal.text
    assert "GOAL-1" in text
    assert "measured by" in text
    assert "built by *nothing yet*" in text
    await town.alice.click("Principles")
    assert "Nothing serves" in town.alice.modal.text


async def test_it_is_shared_in_the_thread_once(town: Town) -> None:
    await filled(town)
    await town.alice.command("/workback alignment", channel="teamsync")
    await asyncio.gather(town.alice.click("Share"), town.alice.click("Share"))
    await town.settled()
    told = [m for m in town.thread(town.posts()[0]) if m.text.startswith("Alignment of")]
    assert len(told) == 1
    assert "GOAL-1" in str(told[0].blocks)


async def test_it_goes_out_as_a_table_without_formulas(town: Town) -> None:
    await filled(town)
    await town.alice.command("/workback alignment", channel="teamsync")
    await town.alice.click("Export")
    await town.settled()
    [file] = [f for f in town.slack.world.files.values() if f.name == "WB-1-alignment.csv"]
    rows = list(csv.DictReader(StringIO(b64decode(file.content).decode("utf-8-sig"))))
    assert rows[0]["goal"] == "GOAL-1"
    assert {row["gap"] for row in rows} >= {"no work serves it"}
    assert not [cell for row in rows for cell in row.values() if cell.startswith("=")]


async def test_nobody_sees_what_they_may_not(town: Town) -> None:
    await write(town, channel="secret-project", **TEAMSYNC)
    dana = town.slack.person("dana")
    await dana.command("/workback alignment WB-1", channel="general")
    assert "There is no WB-1" in dana.told("general").text
