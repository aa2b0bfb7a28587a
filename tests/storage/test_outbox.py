from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from sqlmodel import col, select

from storage import claims, lanes, outbox
from storage.claims import Terms
from storage.database import Database
from storage.lanes import Rate
from storage.tables import LaneRow, OutboxRow
from tests.storage.conftest import ACME, NOON

pytestmark = pytest.mark.usefixtures("acme")

CHANNEL, OTHER = "C01TEAMSYNC", "C01GENERAL"
FAST = Rate(1000, 1000)
TERMS = Terms(conversation=Rate(1, 3), workspace=FAST, edits=FAST)


async def post(
    database: Database,
    text: str,
    *,
    conversation: str = CHANNEL,
    now: datetime = NOON,
    place: str | None = None,
    key: str | None = None,
    not_before: datetime | None = None,
    expires_at: datetime | None = None,
) -> None:
    async with database.transaction(ACME, now) as tx:
        await outbox.post(
            tx,
            conversation=conversation,
            text=text,
            about="a test",
            place=place,
            dedupe_key=key,
            not_before=not_before,
            expires_at=expires_at,
        )


async def edit(database: Database, text: str, place: str = "card:1") -> None:
    async with database.transaction(ACME, NOON) as tx:
        await outbox.edit(tx, place=place, text=text, about="a test")


async def rows(database: Database) -> Sequence[OutboxRow]:
    async with database.session(writes=False) as session:
        return list(await session.exec(select(OutboxRow).order_by(col(OutboxRow.id))))


async def claim(database: Database, now: datetime = NOON, terms: Terms = TERMS) -> list[OutboxRow]:
    async with database.session(writes=True) as session:
        claimed = await claims.claim(session, now, 100, terms)
        await session.commit()
    return claimed


async def sent(database: Database, row: OutboxRow) -> bool:
    async with database.session(writes=True) as session:
        mine = await claims.mine(session, [row])
        await claims.settle_sent(session, [(row, "1.2") for row in mine], NOON)
        await claims.remember(session, [(row, row.conversation, "1.2") for row in mine], NOON)
        await session.commit()
    return bool(mine)


async def test_what_is_rolled_back_is_not_said(database: Database) -> None:
    async def fails() -> None:
        async with database.transaction(ACME, NOON) as tx:
            await outbox.post(tx, conversation=CHANNEL, text="no", about="a test")
            raise LookupError

    with pytest.raises(LookupError):
        await fails()
    assert not await rows(database)


async def test_a_commit_wakes_the_delivery(database: Database) -> None:
    woken: list[bool] = []
    database.when_announced(lambda: woken.append(True))
    await post(database, "one")
    assert woken == [True]


async def test_a_second_post_with_the_same_key_is_the_first_one(database: Database) -> None:
    await post(database, "one", key="welcome")
    await post(database, "two", key="welcome")
    assert [row.payload["text"] for row in await rows(database)] == ["one"]


async def test_one_row_a_conversation_is_claimed_in_order(database: Database) -> None:
    for text in ("a1", "a2"):
        await post(database, text)
    await post(database, "b1", conversation=OTHER)
    first = await claim(database)
    assert [row.payload["text"] for row in first] == ["a1", "b1"]
    assert await claim(database) == []
    assert await sent(database, first[0])
    assert [row.payload["text"] for row in await claim(database)] == ["a2"]


async def test_a_later_reminder_does_not_hold_up_its_conversation(database: Database) -> None:
    await post(database, "tomorrow", not_before=NOON + timedelta(days=1))
    await post(database, "now")
    assert [row.payload["text"] for row in await claim(database)] == ["now"]


async def test_an_expired_row_is_dropped(database: Database) -> None:
    await post(database, "late", expires_at=NOON + timedelta(minutes=1))
    assert await claim(database, NOON + timedelta(minutes=2)) == []
    assert [(row.state, row.error) for row in await rows(database)] == [("dropped", "expired")]


async def test_an_edit_folds_into_a_post_that_has_not_left(database: Database) -> None:
    await post(database, "draft", place="card:1")
    await edit(database, "final")
    assert [(row.kind, row.payload["text"]) for row in await rows(database)] == [("post", "final")]


async def test_a_burst_of_edits_becomes_one_call(database: Database) -> None:
    await post(database, "card", place="card:1")
    [row] = await claim(database)
    assert await sent(database, row)
    for number in range(20):
        await edit(database, f"edit {number}")
    [_, waiting] = await rows(database)
    assert (waiting.kind, waiting.payload["text"]) == ("edit", "edit 19")


async def test_an_edit_does_not_touch_a_post_that_is_being_sent(database: Database) -> None:
    await post(database, "card", place="card:1")
    [row] = await claim(database)
    await edit(database, "later")
    assert [r.payload["text"] for r in await rows(database)] == ["card", "later"]
    assert await claim(database) == []
    assert await sent(database, row)
    assert [r.payload["text"] for r in await claim(database)] == ["later"]


async def test_an_edit_does_not_change_a_post_that_may_have_left(database: Database) -> None:
    await post(database, "card", place="card:1")
    [row] = await claim(database)
    async with database.session(writes=True) as session:
        assert await claims.settle(session, row, state="queued")
        await session.commit()
    await edit(database, "later")
    assert [r.payload["text"] for r in await rows(database)] == ["card", "later"]


async def test_an_edit_of_nothing_is_nothing(database: Database) -> None:
    await edit(database, "text", place="card:unknown")
    assert not await rows(database)


async def test_a_stale_lease_cannot_write(database: Database) -> None:
    await post(database, "one")
    [stale] = await claim(database)
    [fresh] = await claim(database, NOON + timedelta(minutes=2))
    async with database.session(writes=True) as session:
        assert await claims.mine(session, [stale]) == []
        assert await claims.mine(session, [fresh]) == [fresh]
        assert not await claims.settle(session, stale, state="sent")
        assert await claims.settle(session, fresh, state="sent")


async def test_a_claim_notes_that_an_attempt_begins_and_hands_over_what_was_known(
    database: Database,
) -> None:
    await post(database, "one")
    [row] = await claim(database)
    assert (row.attempts, row.attempt_started_at) == (0, None)
    [again] = await claim(database, NOON + timedelta(minutes=2))
    assert (again.id, again.attempts, again.attempt_started_at) == (row.id, 1, NOON)


async def test_a_bucket_gives_a_burst_and_then_its_rate(database: Database) -> None:
    for text in "abcde":
        await post(database, text)
    texts = []
    for _ in range(4):
        for row in await claim(database):
            assert await sent(database, row)
            texts.append(row.payload["text"])
    assert texts == ["a", "b", "c"]
    [row] = await claim(database, NOON + timedelta(seconds=1))
    assert row.payload["text"] == "d"


async def test_a_bucket_survives_a_clock_that_goes_back(database: Database) -> None:
    for text in "abcd":
        await post(database, text, now=NOON - timedelta(hours=2))
    for _ in range(3):
        [row] = await claim(database)
        assert await sent(database, row)
    assert await claim(database) == []
    [row] = await claim(database, NOON - timedelta(hours=1))
    assert row.payload["text"] == "d"


async def test_a_held_conversation_waits_alone(database: Database) -> None:
    await post(database, "a")
    await post(database, "b", conversation=OTHER)
    for row in await claim(database):
        assert await sent(database, row)
    async with database.session(writes=True) as session:
        until = NOON + timedelta(seconds=30)
        await lanes.hold(session, ACME, CHANNEL, until, lanes.RATE_LIMITED)
        await session.commit()
    await post(database, "a2")
    await post(database, "b2", conversation=OTHER)
    assert [row.payload["text"] for row in await claim(database)] == ["b2"]
    async with database.session(writes=False) as session:
        assert await claims.next_moment(session, NOON) == NOON + timedelta(seconds=30)
    later = await claim(database, NOON + timedelta(seconds=30))
    assert [row.payload["text"] for row in later] == ["a2"]


async def closed(database: Database) -> None:
    """Close the channel with two rows in it, as the delivery does."""
    await post(database, "first", place="card:1")
    await post(database, "second")
    [row] = await claim(database)
    async with database.session(writes=True) as session:
        await claims.settle(
            session, row, state="dead", error="not_in_channel", attempt_started_at=None
        )
        await lanes.close(session, ACME, CHANNEL, "not_in_channel", NOON)
        await session.commit()


async def test_a_closed_lane_keeps_what_waits_and_gives_it_back_in_order(
    database: Database,
) -> None:
    await closed(database)
    await post(database, "third")
    assert [row.state for row in await rows(database)] == ["dead"] * 3
    await edit(database, "first, newer")
    async with database.transaction(ACME, NOON) as tx:
        assert await outbox.reopen_lane(tx, CHANNEL) == 3
    texts = []
    for second in range(1, 4):
        claimed = await claim(database, NOON + timedelta(seconds=second))
        assert await sent(database, claimed[0])
        texts.append(claimed[0].payload["text"])
    assert texts == ["first, newer", "second", "third"]


async def test_what_expired_meanwhile_stays_dead(database: Database) -> None:
    await closed(database)
    await post(database, "soon over", expires_at=NOON + timedelta(minutes=1))
    async with database.transaction(ACME, NOON + timedelta(minutes=2)) as tx:
        assert await outbox.reopen_lane(tx, CHANNEL) == 2


async def test_a_closed_lane_is_tried_again_by_a_much_later_post(database: Database) -> None:
    await closed(database)
    later = NOON + outbox.PROBE_AFTER
    await post(database, "third", now=later)
    assert [row.payload["text"] for row in await claim(database, later)] == ["first"]


async def test_the_doctor_sees_counts_dead_letters_and_stopped_lanes(database: Database) -> None:
    await closed(database)
    await post(database, "fine", conversation=OTHER)
    async with database.session(writes=True) as session:
        assert await outbox.counts(session) == {"dead": 2, "queued": 1}
        letters = await outbox.dead_letters(session)
        assert [(row.payload["text"], row.error) for row in letters] == [
            ("second", "not_in_channel"),
            ("first", "not_in_channel"),
        ]
        stopped = await lanes.stopped(session)
        assert [lane.closed_because for lane in stopped] == ["not_in_channel"]
        assert await outbox.requeue(session) == 2
        assert await outbox.counts(session) == {"queued": 3}


async def test_too_many_unanswered_attempts_are_the_last(database: Database) -> None:
    await post(database, "one")
    once = Terms(FAST, FAST, FAST, most_attempts=1)
    assert len(await claim(database, terms=once)) == 1
    assert await claim(database, NOON + timedelta(minutes=2), once) == []
    [dead] = await rows(database)
    assert (dead.state, dead.error) == ("dead", "never_answered")


async def test_an_open_lane_has_nothing_to_open(database: Database) -> None:
    async with database.transaction(ACME, NOON) as tx:
        assert await outbox.reopen_lane(tx, CHANNEL) == 0
    async with database.session(writes=False) as session:
        assert list(await session.exec(select(LaneRow))) == []
