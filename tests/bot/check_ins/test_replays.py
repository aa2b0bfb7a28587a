"""What Slack delivers again, or a person clicks again, is one answer."""

import asyncio

from sqlmodel import select

from storage.tables import ReadingRow
from tests.bot.check_ins.test_check_ins import due, kpi_fields
from tests.bot.conftest import Town
from tests.bot.documents.test_walk import write
from tests.bot.goals.test_goals import set_goal


async def values(town: Town) -> list[str]:
    async with town.house.services.database.session(writes=False) as session:
        return [f"{row.value:g}" for row in await session.exec(select(ReadingRow))]


async def test_scenario_25_a_doubled_and_a_replayed_submission_is_one_reading(town: Town) -> None:
    await write(town)
    await set_goal(town)
    asked = await due(town)
    await town.alice.click("Update", within=asked)
    await town.alice.fill(**{(await kpi_fields(town))[0]: "20"})
    view, person = town.alice.modal.view, town.alice.person
    await asyncio.gather(*(town.slack.acts.submit(person, view) for _ in range(3)))
    await town.slack.acts.submit(person, view)  # and again, when all is answered
    await town.settled()
    assert await values(town) == ["20"]
    said = [m for m in town.thread(town.posts()[0]) if "checked in" in m.text]
    assert len(said) == 1
