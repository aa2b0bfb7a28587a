"""Numbers come in on schedule, without anybody chasing."""

import asyncio
from datetime import timedelta

from sqlmodel import func, select

from domain.check_ins import Kind
from playground.things import Message
from storage.tables import ScheduleRow
from tests.bot.conftest import Town
from tests.bot.documents.test_walk import write
from tests.bot.goals.test_goals import set_goal


async def until_due(town: Town, kind: Kind = Kind.CHECK_IN) -> None:
    """Move the clock to the next date of a kind, and tick."""
    query = select(func.min(ScheduleRow.next_due_at)).where(ScheduleRow.kind == kind)
    async with town.house.services.database.session(writes=False) as session:
        at = (await session.exec(query)).one()
    assert at is not None
    town.clock.move_to(at + timedelta(seconds=1))
    await town.house.heartbeat.tick()


async def due(town: Town) -> Message:
    """Let the next check-in come, and return the message that asks."""
    before = len(town.alice.sees())
    await until_due(town)
    await town.slack.until(lambda: len(town.alice.sees()) > before)
    return town.alice.newest()


async def kpi_fields(town: Town) -> list[str]:
    return [key for key in town.alice.modal.inputs if key.startswith("kpi_")]


async def test_one_message_asks_for_all_that_is_due_and_one_modal_takes_it(town: Town) -> None:
    await write(town)
    await set_goal(town)
    await set_goal(town, title="Teams keep using it", kpi_1_name="Weekly minutes")
    asked = await due(town)
    assert "Two goals are due today. 2 KPIs in all: “Notes are ready" in asked.text
    assert not (await town.alice.click("Update", within=asked)).trouble
    fields = await kpi_fields(town)
    assert len(fields) == 2
    await town.alice.fill(**{fields[0]: "16", fields[1]: "20"})
    assert not (await town.alice.submit()).trouble
    assert "2 goals recorded" in town.alice.modal.text
    await town.slack.until(lambda: "checked in" in str(town.thread(town.posts()[0])))
    thread = str(town.thread(town.posts()[0]))
    assert "*16 minutes*" in thread
    assert "planned" in thread
    await town.slack.until(lambda: "Answered: 2 goals" in town.alice.newest().text)


async def test_unchanged_takes_one_click(town: Town) -> None:
    await write(town)
    await set_goal(town)
    asked = await due(town)
    await town.alice.click("Update", within=asked)
    await town.alice.fill(**{(await kpi_fields(town))[0]: "16"})
    await town.alice.submit()
    await town.alice.close()
    asked = await due(town)
    await town.alice.click("Update", within=asked)
    assert "Last time 16" in str(town.alice.modal.view.blocks)
    await town.alice.click("Record unchanged")
    assert "1 goal recorded" in town.alice.modal.text


async def test_checkin_works_at_any_time_and_nobody_is_asked_twice(town: Town) -> None:
    await write(town)
    await set_goal(town)
    await town.alice.command("/checkin", channel="teamsync")
    await town.alice.fill(**{(await kpi_fields(town))[0]: "25"})
    assert not (await town.alice.submit()).trouble
    await town.slack.until(lambda: "checked in" in str(town.thread(town.posts()[0])))


async def test_without_goals_it_says_how_to_set_one(town: Town) -> None:
    await town.alice.command("/checkin", channel="teamsync")
    assert "You own no goals" in town.alice.told("teamsync").text


async def test_a_word_is_no_number_and_nothing_is_lost(town: Town) -> None:
    await write(town)
    await set_goal(town)
    await town.alice.command("/checkin", channel="teamsync")
    field = (await kpi_fields(town))[0]
    note = next(key for key in town.alice.modal.inputs if key.startswith("note_"))
    await town.alice.fill(**{field: "about ten", note: "Typed and not lost."})
    await town.alice.submit()
    assert "is not a number" in town.alice.modal.errors[field]
    assert town.alice.modal.inputs[note] == "Typed and not lost."


async def test_snooze_moves_only_this_one(town: Town) -> None:
    await write(town)
    await set_goal(town)
    asked = await due(town)
    await town.alice.choose("check_ins.snooze", "1h", within=asked)
    assert "I will ask again at " in town.alice.newest().text
    assert "<!date^" in str(town.alice.newest().blocks)
    town.clock.move(timedelta(hours=2))
    await town.house.heartbeat.tick()
    await town.slack.until(lambda: "still without an answer" in town.alice.newest().text)


async def test_a_skip_needs_a_reason_and_explains_itself(town: Town) -> None:
    await write(town)
    await set_goal(town)
    asked = await due(town)
    await town.alice.click("Skip", within=asked)
    await town.alice.fill(reason="The numbers come out on Friday.")
    assert not (await town.alice.submit()).trouble
    await town.slack.until(lambda: "Skipped: 1 goal." in town.alice.newest().text)
    assert "The numbers come out on Friday." in str(town.alice.newest().blocks)
    await town.alice.command("/goal list", channel="teamsync")
    await town.alice.click("See")
    await town.alice.click("Check-ins")
    assert "skipped" in town.alice.modal.text
    assert "The numbers come out on Friday" in town.alice.modal.text


async def test_somebody_else_answers_this_time(town: Town) -> None:
    await write(town)
    await set_goal(town)
    asked = await due(town)
    await town.alice.click("Hand over", within=asked)
    await town.alice.fill(person="bob")
    assert not (await town.alice.submit()).trouble
    await town.slack.until(town.bob.sees)
    await town.bob.click("Update", within=town.bob.newest())
    field = next(key for key in town.bob.modal.inputs if key.startswith("kpi_"))
    await town.bob.fill(**{field: "12"})
    assert not (await town.bob.submit()).trouble
    await town.slack.until(lambda: "Bob checked in" in str(town.thread(town.posts()[0])))


async def test_a_stranger_cannot_answer(town: Town) -> None:
    await write(town)
    await set_goal(town)
    await town.alice.command("/goal list", channel="teamsync")
    goal = next(b["block_id"] for b in town.alice.modal.view.blocks if "accessory" in b)
    await town.alice.close()
    await town.bob.command("/goal list", channel="teamsync")
    await town.bob.click("See")
    assert "Update" not in str(town.bob.modal.view.blocks)
    assert goal


async def test_silence_climbs_the_ladder_and_shows_as_stale(town: Town) -> None:
    await write(town)
    await set_goal(town, backup="bob", every="monthly")
    await due(town)
    for _ in range(6):
        town.clock.move(timedelta(days=1))
        await town.house.heartbeat.tick()
    await town.slack.until(lambda: "still without an answer" in town.alice.newest().text)
    await town.slack.until(town.bob.sees)
    assert "has not answered" in town.bob.newest().text
    await town.alice.command("/goal list", channel="teamsync")
    assert "Stale" in town.alice.modal.text


async def test_a_value_is_corrected_and_the_thread_hears_it(town: Town) -> None:
    await write(town)
    await set_goal(town)
    await town.alice.command("/checkin", channel="teamsync")
    await town.alice.fill(**{(await kpi_fields(town))[0]: "160"})
    await town.alice.submit()
    await town.alice.close()
    await town.slack.until(lambda: "checked in" in str(town.thread(town.posts()[0])))
    said = town.thread(town.posts()[0])[-1]
    await town.alice.click("Correct a value", within=said)
    await town.alice.fill(**{(await kpi_fields(town))[0]: "16"})
    assert not (await town.alice.submit()).trouble
    await town.slack.until(lambda: "160 → *16 minutes*" in str(town.thread(town.posts()[0])))


async def test_a_double_click_is_one_reading(town: Town) -> None:
    await write(town)
    await set_goal(town)
    await town.alice.command("/checkin", channel="teamsync")
    await town.alice.fill(**{(await kpi_fields(town))[0]: "20"})
    view = town.alice.modal.view
    await asyncio.gather(*(town.slack.acts.submit(town.alice.person, view) for _ in range(2)))
    await town.slack.until(lambda: "checked in" in str(town.thread(town.posts()[0])))
    await town.alice.command("/workback history", channel="teamsync")
    summaries = [m for m in town.thread(town.posts()[0]) if "checked in on" in m.text]
    assert len(summaries) == 1


async def test_a_goal_review_asks_once_a_quarter(town: Town) -> None:
    await write(town)
    await set_goal(town)
    await until_due(town, Kind.REVIEW)
    await town.slack.until(lambda: "A quarter has passed" in str(town.alice.sees()))
    review = next(m for m in town.alice.sees() if "A quarter has passed" in m.text)
    await town.alice.click("Keep", within=review)
    assert "is kept" in town.alice.newest().text
    await town.alice.click("Keep", within=review)
    assert "answered already" in town.alice.newest().text
