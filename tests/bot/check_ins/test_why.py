"""Everybody can ask why a check-in came, and why it did not."""

from datetime import timedelta

from domain.people import PersonId, WorkspaceId
from storage import calendars
from tests.bot.check_ins.test_away import next_day
from tests.bot.check_ins.test_check_ins import due, until_due
from tests.bot.conftest import Town
from tests.bot.documents.test_walk import write
from tests.bot.goals.test_goals import set_goal

ACME = WorkspaceId("T01ACME")


def modal(town: Town) -> str:
    return str(town.alice.modal.view.blocks)


async def why_of_goal(town: Town) -> str:
    """Look at a goal's check-ins as Alice, by way of `/goal list`."""
    await town.alice.command("/goal list", channel="teamsync")
    await town.alice.click("See")
    await town.alice.click("Check-ins")
    return modal(town)


async def test_who_got_one_sees_why_goal_by_goal(town: Town) -> None:
    await write(town)
    await set_goal(town)
    await set_goal(town, title="Teams keep using it", kpi_1_name="Weekly minutes")
    asked = await due(town)
    await town.settled()
    await town.alice.click("check_ins.why", within=asked, menu="check_ins.open_more")
    told = modal(town)
    assert "Notes are ready before people leave the room" in told
    assert "Teams keep using it" in told
    assert told.count("Asked on time.") == 2
    assert told.count("Sent to <@U01ALICE>.") == 2
    first = next(block for block in town.alice.modal.view.blocks if "accessory" in block)
    await town.alice.click("All check-ins", menu=first["block_id"])
    assert "The next one:" in modal(town)


async def test_who_got_none_because_of_time_away_sees_that(town: Town) -> None:
    await write(town)
    await set_goal(town)
    day = await next_day(town)
    await town.alice.command("/checkin away", channel="teamsync")
    await town.alice.fill(first=str(day), last=str(day))
    assert not (await town.alice.submit()).trouble
    await town.alice.close()
    await town.alice.command("/checkin why", channel="teamsync")
    assert "Next: " in modal(town)
    assert f"It was to come on {day.day} {day:%B}: away." in modal(town)
    await town.alice.click("Why?")
    assert "every Monday at 09:00, the owner's time in Berlin" in modal(town)
    assert f"Away on {day.day} {day:%B %Y}" in modal(town)


async def test_who_got_none_because_it_was_held_back_sees_that(town: Town) -> None:
    """Alice notes that she is away after the message was written and before it could leave."""
    await write(town)
    await set_goal(town)
    await town.settled()
    town.slack.faults.rate_limit("chat.postMessage", 30, times=1)
    await until_due(town)
    await town.held_back()
    today = town.clock.now().date()
    async with town.house.services.database.transaction(ACME, town.clock.now()) as tx:
        await calendars.set_away(tx, PersonId("U01ALICE"), today, today)
    town.clock.move(timedelta(seconds=60))
    town.house.delivery.wake()
    await town.settled()
    told = await why_of_goal(town)
    assert "It was due." in told
    assert "Not sent to <@U01ALICE>: they are away." in told


async def test_a_paused_goal_says_why_nobody_is_asked(town: Town) -> None:
    await write(town)
    await set_goal(town)
    asked = await due(town)
    await town.alice.click("check_ins.pause", within=asked, menu="check_ins.open_more")
    await town.alice.command("/checkin why", channel="teamsync")
    assert "Nobody is asked: the goal is paused." in modal(town)


async def test_without_goals_why_says_how_to_begin(town: Town) -> None:
    await town.alice.command("/checkin why", channel="teamsync")
    assert "You own no goals" in modal(town)
