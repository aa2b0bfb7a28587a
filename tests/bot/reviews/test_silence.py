"""Silent reads: comments stay sealed, the end comes once, and the owner decides."""

import asyncio
from datetime import timedelta

from playground.things import Message
from tests.bot.conftest import Town
from tests.bot.documents.test_walk import TEAMSYNC, write
from tests.bot.reviews.test_reviews import ask, shown


def thread(town: Town) -> str:
    return str(town.thread(town.posts()[0]))


async def begin(town: Town, *reviewers: str) -> Message:
    """Ask for a review, begin a silent read of 20 minutes in it, and return its message."""
    await ask(town, *reviewers, needed="1")
    await town.alice.click("See review", within=town.posts()[0])
    await town.alice.click("Silent read")
    assert not (await town.alice.submit()).trouble
    await town.slack.until(lambda: "A silent read of version 1" in thread(town))
    return town.thread(town.posts()[0])[-1]


async def comment(town: Town, who: str, read: Message) -> None:
    person = town.slack.person(who)
    await person.click("Comment", within=read)
    await person.choose("section", "problem")
    await person.choose("kind", "blocking")
    await person.choose("words", f"{who} asks who did the survey")
    assert not (await person.submit()).trouble
    assert "Kept, and sealed" in person.modal.text
    await person.close()


async def finish(town: Town, who: str, read: Message, feeling: str) -> None:
    person = town.slack.person(who)
    await person.click("Done reading", within=read)
    await person.fill(feeling=feeling)
    assert not (await person.submit()).trouble


async def test_all_read_in_silence_and_the_owner_decides(town: Town) -> None:
    read = await begin(town, "bob", "dana", "erin")
    assert "Reading: Bob, Dana, Erin" in shown(read)
    await comment(town, "bob", read)
    await finish(town, "bob", read, "5")
    await town.bob.click("Done reading", within=read)
    assert "You are done already" in town.bob.newest("teamsync").text
    await finish(town, "dana", read, "5")
    await town.slack.until(lambda: "Done: Bob, Dana" in thread(town))
    await town.settled()
    assert "who did the survey" not in thread(town)
    assert "blocking" not in shown(town.posts()[0])
    await finish(town, "erin", read, "2")
    await town.slack.until(lambda: "bob asks who did the survey" in thread(town))
    await town.slack.until(lambda: "1 blocking" in shown(town.posts()[0]))
    assert "5  I would use it tomorrow: 2" in thread(town)
    assert "2  Doubtful: 1" in thread(town)
    assert f"<@{town.alice.id}>, the silent read of version 1" in thread(town)
    read = next(m for m in town.thread(town.posts()[0]) if m.ts == read.ts)
    await town.bob.click("Decide", within=read)
    assert "Only Alice" in town.bob.newest("teamsync").text
    await town.alice.click("Decide", within=read)
    await town.alice.fill(
        outcome="no_go", conditions="Ask 50 teams first.", dissent="Bob would build it."
    )
    assert not (await town.alice.submit()).trouble
    await town.slack.until(lambda: "*NO-GO*, decided by Alice" in thread(town))
    await town.alice.click("See review", within=town.posts()[0])
    await town.alice.click("Decisions")
    assert "decided NO-GO on version 1 after a silent read" in town.alice.modal.text
    assert "Dissent: Bob would build it." in town.alice.modal.text


async def test_the_end_comes_once_when_the_time_is_over(town: Town) -> None:
    read = await begin(town, "bob", "dana")
    await comment(town, "dana", read)
    await finish(town, "bob", read, "1")
    dana = town.slack.person("dana")
    await dana.click("Done reading", within=read)
    town.clock.move(timedelta(minutes=19))
    await town.house.end_reads()
    await town.settled()
    assert "has ended" not in thread(town)
    town.clock.move(timedelta(minutes=2))
    await asyncio.gather(*(town.house.end_reads() for _ in range(4)))
    await town.slack.until(lambda: "dana asks who did the survey" in thread(town))
    await town.house.end_reads()
    await town.settled()
    replies = town.thread(town.posts()[0])
    assert sum("has ended with 1 comment" in m.text for m in replies) == 1
    assert sum("Dana blocks on Problem" in m.text for m in replies) == 1
    assert "1 of 2 readers read to the end" in thread(town)
    assert "Fewer than three said how it feels" in thread(town)
    assert not (await dana.submit()).trouble
    assert not dana.has_modal


async def test_a_review_begins_with_a_silent_read_and_there_is_one_at_a_time(town: Town) -> None:
    await write(town, **TEAMSYNC)
    await town.alice.command("/workback review", channel="teamsync")
    await town.alice.fill(reviewers=["bob"], minutes="10")
    assert not (await town.alice.submit()).trouble
    await town.slack.until(lambda: "A silent read of version 1" in thread(town))
    await town.slack.until(lambda: "See review" in shown(town.posts()[0]))
    await town.alice.click("See review", within=town.posts()[0])
    await town.alice.click("Silent read")
    assert "A silent read of this review goes on" in (
        town.alice.modal.text + town.alice.newest("teamsync").text
    )
