"""What is typed into a check-in is kept as it was meant, whatever happens meanwhile."""

from datetime import timedelta

from sqlmodel import col, select

from domain.check_ins import Kind, State
from domain.numbers import plain_number
from playground.person import Actor
from playground.things import Message
from storage.tables import LineRow, OccurrenceRow, ReadingRow
from tests.bot.check_ins.test_check_ins import due, kpi_fields, until_due
from tests.bot.conftest import Town
from tests.bot.documents.test_walk import write
from tests.bot.goals.test_goals import set_goal

CUMULATIVE = {
    "title": "Pilot teams sign up",
    "kpi_1_name": "Sign-ups",
    "kpi_1_kind": "cumulative",
    "kpi_1_unit": "teams",
    "kpi_1_baseline": "0",
    "kpi_1_target": "120",
}


async def values(town: Town) -> list[str]:
    """Return all readings in the order they came."""
    async with town.house.services.database.session(writes=False) as session:
        query = select(ReadingRow).order_by(col(ReadingRow.recorded_at), col(ReadingRow.id))
        return [plain_number(row.value) for row in await session.exec(query)]


async def states(town: Town) -> list[str]:
    """Return what became of each check-in, the oldest first."""
    async with town.house.services.database.session(writes=False) as session:
        query = (
            select(OccurrenceRow)
            .where(OccurrenceRow.kind == Kind.CHECK_IN)
            .order_by(col(OccurrenceRow.local_date))
        )
        return [row.state for row in await session.exec(query)]


def key(town: Town, beginning: str, number: int = 0) -> str:
    """Return the block id of an input of Alice's modal."""
    return [k for k in town.alice.modal.inputs if k.startswith(beginning)][number]


async def type_and_save(town: Town, **more: str) -> None:
    """Check in as Alice with `/checkin`."""
    await town.alice.command("/checkin", channel="teamsync")
    fields = {key(town, beginning): value for beginning, value in more.items()}
    await town.alice.fill(**fields)
    outcome = await town.alice.submit()
    assert not outcome.trouble, outcome
    assert "recorded" in town.alice.modal.text
    await town.alice.close()


async def closed(person: Actor, words: str) -> None:
    """Wait until a person's newest message says something."""
    await person.waits_for(lambda: words in person.newest().text)


def summaries(town: Town) -> list[Message]:
    return [m for m in town.thread(town.posts()[0]) if "checked in" in m.text]


async def test_a_sum_does_not_grow_where_nothing_has_changed(town: Town) -> None:
    await write(town)
    await set_goal(town, **CUMULATIVE)
    await type_and_save(town, kpi_="40")
    await type_and_save(town, kpi_="10")
    await town.alice.command("/checkin", channel="teamsync")
    assert "50 so far" in str(town.alice.modal.view.blocks)
    await town.alice.click("Record unchanged")
    assert "1 goal recorded" in town.alice.modal.text
    assert await values(town) == ["40", "10"]
    await town.slack.until(lambda: len(summaries(town)) == 3)
    assert "*50 teams*" in str(summaries(town)[-1].blocks)


async def test_a_sum_is_corrected_by_its_last_value(town: Town) -> None:
    await write(town)
    await set_goal(town, **CUMULATIVE)
    await type_and_save(town, kpi_="40")
    await type_and_save(town, kpi_="10")
    await town.slack.until(lambda: len(summaries(town)) == 2)
    await town.alice.click("Correct a value", within=summaries(town)[-1])
    assert "It says 10" in str(town.alice.modal.view.blocks)
    await town.alice.submit()
    assert "Write the right value" in str(town.alice.modal.errors)
    await town.alice.fill(**{key(town, "kpi_"): "1"})
    assert not (await town.alice.submit()).trouble
    corrected = "Alice corrected a value on “Pilot teams sign up”: Sign-ups from 50 to 41 teams"
    await town.slack.until(lambda: corrected in str([m.text for m in town.thread(town.posts()[0])]))


async def test_what_was_typed_beside_unchanged_values_is_kept(town: Town) -> None:
    await write(town)
    await set_goal(town)
    await type_and_save(town, kpi_="28")
    await town.alice.command("/checkin", channel="teamsync")
    typed = {key(town, "note_"): "Waiting for the new model.", key(town, "sure_"): "0.5"}
    await town.alice.fill(**typed)
    await town.alice.click("Record unchanged")
    assert "1 goal recorded" in town.alice.modal.text
    await town.slack.until(lambda: "Waiting for the new model." in str(summaries(town)[-1].blocks))
    assert "It could go either way, 50%" in str(summaries(town)[-1].blocks)
    assert await values(town) == ["28", "28"]


async def test_the_numbers_that_are_typed_decide_whether_a_reason_is_asked_for(town: Town) -> None:
    """The plan leads from 30 to 5: long after its start, 5 is on track."""
    await write(town)
    await set_goal(town)
    town.clock.move(timedelta(days=30))
    await town.alice.command("/checkin", channel="teamsync")
    note = key(town, "note_")
    await town.alice.fill(**{key(town, "kpi_"): "5", key(town, "sure_"): "0.1"})
    await town.alice.submit()
    assert "the numbers say on track, and you say 10%" in town.alice.modal.errors[note]
    await town.alice.fill(**{note: "The pilot ends next week."})
    assert not (await town.alice.submit()).trouble
    await town.alice.close()
    await town.alice.command("/goal list", channel="teamsync")
    await town.alice.click("See")
    assert "No, 10%: “The pilot ends next week.”" in str(town.alice.modal.view.blocks)


async def test_a_second_answer_on_the_same_day_counts(town: Town) -> None:
    await write(town)
    await set_goal(town, every="monthly", day="28")
    await type_and_save(town, kpi_="28", sure_="0.9")
    await type_and_save(town, kpi_="27", sure_="0.5", note_="I was too sure.")
    await town.alice.command("/goal list", channel="teamsync")
    await town.alice.click("See")
    assert "It could go either way, 50%" in str(town.alice.modal.view.blocks)
    async with town.house.services.database.session(writes=False) as session:
        whys = [row.why for row in await session.exec(select(LineRow).order_by(col(LineRow.id)))]
    assert whys == ["answered_early", "answered_again"]


async def test_a_goal_that_was_paused_meanwhile_takes_no_answer_and_says_so(town: Town) -> None:
    await write(town)
    await set_goal(town)
    asked = await due(town)
    await town.alice.click("Update", within=asked)
    await town.alice.fill(**{key(town, "kpi_"): "16", key(town, "note_"): "Typed and not lost."})
    form = town.alice.modal.view
    await town.alice.click("check_ins.pause", within=asked, menu="check_ins.open_more")
    assert await states(town) == ["cancelled"]
    await town.slack.acts.submit(town.alice.person, form)
    assert "Not recorded: “Notes are ready" in str(form.blocks) + town.alice.modal.text
    assert await states(town) == ["cancelled"]
    assert await values(town) == []
    await town.slack.until(lambda: "Paused: 1 goal" in asked.text)


async def test_a_review_of_the_goal_is_not_answered_by_a_check_in(town: Town) -> None:
    await write(town)
    await set_goal(town)
    await until_due(town, Kind.REVIEW)
    await type_and_save(town, kpi_="16")
    async with town.house.services.database.session(writes=False) as session:
        query = select(OccurrenceRow.state).where(OccurrenceRow.kind == Kind.REVIEW)
        assert (await session.exec(query)).all() == [State.OPEN]


async def test_what_was_skipped_or_missed_can_still_be_answered_from_its_message(
    town: Town,
) -> None:
    await write(town)
    await set_goal(town)
    asked = await due(town)
    await town.alice.click("Skip", within=asked)
    await town.alice.fill(reason="<!channel> *The numbers* come on Friday.")
    assert not (await town.alice.submit()).trouble
    await town.slack.until(lambda: "Skipped: 1 goal" in town.alice.newest().text)
    told = town.alice.newest()
    assert told.text == "Skipped: 1 goal. The next check-in comes as planned."
    quoted = next(block for block in told.blocks if block["type"] == "rich_text")
    assert "<!channel> *The numbers* come on Friday." in str(quoted)
    await town.alice.click("Update anyway", within=told)
    await town.alice.fill(**{key(town, "kpi_"): "16"})
    assert not (await town.alice.submit()).trouble
    assert await states(town) == ["submitted"]
    await town.slack.until(lambda: "Answered: 1 goal" in town.alice.newest().text)


async def test_the_message_asks_for_what_is_left(town: Town) -> None:
    await write(town)
    await set_goal(town, backup="bob")
    await set_goal(town, title="Teams keep using it", kpi_1_name="Weekly minutes", backup="bob")
    asked = await due(town)
    town.clock.move(timedelta(days=2, hours=1))
    for _ in range(2):
        await town.house.heartbeat.tick()
        town.clock.move(timedelta(days=1))
    await town.slack.until(town.bob.sees)
    await town.alice.click("Update", within=asked)
    fields = await kpi_fields(town)
    await town.alice.fill(**{fields[0]: "16"})
    assert not (await town.alice.submit()).trouble
    await town.alice.close()

    def told(message: Message) -> str:
        return str(message.blocks)

    await town.slack.until(lambda: "One goal is still due.* 1 of 2 is answered" in told(asked))
    await town.slack.until(lambda: "1 of 2 is answered" in told(town.bob.newest()))
    assert "has not answered: one goal is due" in told(town.bob.newest())
    await town.alice.click("Update", within=asked)
    assert await kpi_fields(town) == [fields[1]]
    await town.alice.fill(**{fields[1]: "20"})
    assert not (await town.alice.submit()).trouble
    for person in (town.alice, town.bob):
        await closed(person, "Answered: 2 goals.")
    await town.slack.until(lambda: "Thank you" in told(asked))
    assert "It was <@U01ALICE>" in told(town.bob.newest())
