"""Many outcomes at once: one transaction for all, and none is lost with another."""

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event, text, update
from sqlmodel import col

from bot.features import MEANS
from domain.people import PersonId
from storage.asking import Ask, Brief, Said
from storage.materialise import materialise
from storage.tables import OutboxRow
from tests.bot.delivery.conftest import ALICE, QUICK, Post
from tests.storage.office import daily, move_in

CROWD = [f"U{number:04}" for number in range(40)]


@pytest.fixture
def crowd(mail: Post) -> Post:
    """Slack knows forty people."""
    alice = mail.slack.world.people[ALICE]
    for key in CROWD:
        mail.slack.world.people[key] = alice.model_copy(update={"id": key, "name": key})
    return mail


async def test_a_burst_costs_few_commits(crowd: Post) -> None:
    for person in CROWD:
        await crowd.post(f"to {person}", person)
    commits: list[object] = []
    event.listen(crowd.database.engine.sync_engine, "commit", commits.append)
    async with crowd.sending():
        await crowd.until_state(*["sent"] * len(CROWD))
    assert [crowd.told(person) for person in CROWD] == [[f"to {person}"] for person in CROWD]
    assert len(commits) < len(CROWD)  # a claim and an outcome each would be twice as many


async def test_a_lease_that_was_lost_takes_no_other_with_it(crowd: Post) -> None:
    crowd.slack.faults.delay("chat.postMessage", 0.3)
    for person in CROWD[:3]:
        await crowd.post("hello", person)
    async with crowd.sending():
        await crowd.slack.until(lambda: len(crowd.slack.traffic.calls()) == 3)
        async with crowd.database.session(writes=True) as session:
            lost = col(OutboxRow.conversation) == CROWD[1]
            await session.exec(update(OutboxRow).where(lost).values(lease_token="another's"))
            await session.commit()
        await crowd.until_state("sent", "sending", "sent")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_an_outcome_that_cannot_be_written_takes_no_other_with_it(crowd: Post) -> None:
    async with crowd.database.session(writes=True) as session:
        await (await session.connection()).execute(
            text(
                "CREATE TRIGGER spoilt BEFORE UPDATE OF slack_ts ON outbox "
                f"WHEN NEW.conversation = '{CROWD[1]}' AND NEW.state = 'sent' "
                "BEGIN SELECT RAISE(ABORT, 'spoilt'); END"
            )
        )
        await session.commit()
    for person in CROWD[:3]:
        await crowd.post("hello", person)
    async with crowd.sending():
        await crowd.until_state("sent", "sending", "sent")


async def test_what_nobody_has_to_answer_any_more_is_dropped(crowd: Post) -> None:
    brief = Brief(
        person_id=ALICE, owner_id=ALICE, purpose="ask", kind="check_in", bundle="check_in:nothing"
    )
    await crowd.post("", ALICE, brief=brief)
    await crowd.post("hello", CROWD[0])
    async with crowd.sending():
        await crowd.until_state("dropped", "sent")
    [dropped, _] = await crowd.rows()
    assert (dropped.error, crowd.told(ALICE)) == ("nothing_to_ask", [])


async def test_an_ask_that_cannot_be_put_into_words_takes_no_other_with_it(crowd: Post) -> None:
    def render(ask: Ask) -> Said:
        if ask.brief.owner_id == ALICE:
            raise ZeroDivisionError
        return Said(ask.items[0].goal.title)

    due = datetime(2026, 3, 3, 8, tzinfo=UTC)  # nine o'clock in Berlin
    now = due - timedelta(days=1)
    office = await move_in(crowd.database, now)
    for owner in (ALICE, CROWD[0]):
        await office.goal(f"Of {owner}", daily(), now, owner=PersonId(owner))
    crowd.clock.move_to(due)
    while (await materialise(crowd.database, due)).due:
        pass
    async with crowd.sending(means=replace(MEANS, render=render)):
        await crowd.until_state("sent", "dead")
    [_, dead] = await crowd.rows()
    assert (dead.error, crowd.told(ALICE)) == ("no_words", [])
    assert crowd.told(CROWD[0]) == [f"Of {CROWD[0]}"]


async def test_a_process_that_stood_still_past_its_lease_sends_nothing_by_it(crowd: Post) -> None:
    """Somebody else may be at it: the row is claimed anew, and looked for first."""
    stalls = iter([0.6])

    def render(ask: Ask) -> Said:
        time.sleep(next(stalls, 0.0))  # the whole process stands still, once
        return Said(ask.items[0].goal.title)

    due = datetime(2026, 3, 3, 8, tzinfo=UTC)  # nine o'clock in Berlin
    office = await move_in(crowd.database, due - timedelta(days=1))
    await office.goal("Notes", daily(), due - timedelta(days=1), owner=PersonId(CROWD[0]))
    crowd.clock.move_to(due)
    await materialise(crowd.database, due)
    short = replace(QUICK, lease=timedelta(seconds=0.5))
    async with crowd.sending(short, replace(MEANS, render=render)):
        await crowd.until_state("sent")
    [row] = await crowd.rows()
    assert (crowd.told(CROWD[0]), row.attempts) == (["Notes"], 2)
    assert len(crowd.slack.traffic.calls("conversations.history")) == 1
    assert len(crowd.slack.traffic.calls("chat.postMessage")) == 1
