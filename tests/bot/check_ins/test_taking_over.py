"""Who answers for a goal whose owner has left Slack."""

import asyncio

from storage import goals
from tests.bot.check_ins.test_check_ins import until_due
from tests.bot.conftest import Town
from tests.bot.documents.test_walk import write
from tests.bot.goals.test_goals import set_goal
from tests.storage.conftest import ACME


async def owner_of_all(town: Town) -> set[str]:
    async with town.house.services.database.reading(ACME, town.clock.now()) as tx:
        return {goal.owner_id for goal in await goals.listed(tx, goals.Scope())}


async def test_the_backup_takes_a_goal_over_once(town: Town) -> None:
    await write(town)
    await set_goal(town, backup="bob")
    await town.slack.talk.change_person(town.alice.person, deleted=True)
    await until_due(town)
    await town.slack.until(town.bob.sees)
    asked = town.bob.newest()
    assert asked.text == "“Notes are ready before people leave the room” has no owner any more."
    await asyncio.gather(*(town.bob.click("Take it over", within=asked) for _ in range(2)))
    await town.slack.until(lambda: len(town.bob.sees()) == 3)
    already, now = sorted(message.text for message in town.bob.sees()[1:])
    assert already == "It is yours already. You will be asked for its values."
    assert now.startswith("“Notes are ready before people leave the room” is yours now.")
    assert await owner_of_all(town) == {town.bob.id}
