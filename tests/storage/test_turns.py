"""Workspaces take turns: a crowd in one of them holds up no other."""

from datetime import datetime, timedelta

import pytest

from domain.people import WorkspaceId
from storage import claims, lanes, outbox, workspaces
from storage.claims import Terms
from storage.database import Database
from storage.lanes import Rate
from storage.tables import WorkspaceRow
from storage.turns import QUANTUM
from tests.storage.conftest import NOON

FAST = Rate(1000, 1000)
CROWD, QUIET, THIRD = WorkspaceId("T1CROWD"), WorkspaceId("T2QUIET"), WorkspaceId("T3THIRD")


@pytest.fixture(autouse=True)
async def installed(database: Database) -> None:
    async with database.session(writes=True) as session:
        for space in (CROWD, QUIET, THIRD):
            row = WorkspaceRow(id=space, name=space, bot_user_id="U0", scopes="", installed_at=NOON)
            await workspaces.install(session, row)
        await session.commit()


async def post(database: Database, space: WorkspaceId, *texts: str, priority: int = 10) -> None:
    """Write messages, each to somebody else."""
    async with database.transaction(space, NOON) as tx:
        for text in texts:
            await outbox.post(
                tx, conversation=f"U{text}", text=text, about="a test", priority=priority
            )


async def claim(
    database: Database, limit: int, workspace: Rate = FAST, now: datetime = NOON
) -> list[str]:
    async with database.session(writes=True) as session:
        rows = await claims.claim(session, now, limit, Terms(FAST, workspace, FAST))
        await session.commit()
    return [row.payload["text"] for row in rows]


async def test_who_has_little_to_say_does_not_wait_for_the_crowd(database: Database) -> None:
    await post(database, CROWD, *(f"c{number}" for number in range(50)))
    await post(database, QUIET, "q0", "q1")
    assert (await claim(database, 2 * QUANTUM))[:5] == ["c0", "q0", "c1", "q1", "c2"]


async def test_everybody_has_begun_before_anybody_goes_on(database: Database) -> None:
    for space, letter in ((CROWD, "c"), (QUIET, "q"), (THIRD, "t")):
        await post(database, space, *(f"{letter}{number}" for number in range(50)))
    assert await claim(database, 3) == ["c0", "q0", "t0"]
    assert await claim(database, 2) == ["c1", "c2"]


async def test_after_its_turn_the_crowd_lets_others_go_first(database: Database) -> None:
    await post(database, CROWD, *(f"c{number}" for number in range(50)))
    await post(database, QUIET, "q0", "q1", "q2")
    assert await claim(database, 2) == ["c0", "q0"]
    assert await claim(database, QUANTUM) == [f"c{number + 1}" for number in range(QUANTUM)]
    assert (await claim(database, QUANTUM))[:2] == ["q1", "q2"]


async def test_room_that_others_leave_is_the_crowds(database: Database) -> None:
    await post(database, CROWD, *(f"c{number}" for number in range(50)))
    await post(database, QUIET, "q0")
    texts = await claim(database, 2 * QUANTUM)
    assert sorted(texts) == sorted(["q0", *(f"c{number}" for number in range(2 * QUANTUM - 1))])


async def test_who_only_waits_for_conversations_holds_up_nobody(database: Database) -> None:
    """Ten workspaces are first in line, and all their conversations wait for Slack."""
    others = [WorkspaceId(f"T0WAITS{number}") for number in range(10)]
    async with database.session(writes=True) as session:
        for space in others:
            row = WorkspaceRow(id=space, name="", bot_user_id="U0", scopes="", installed_at=NOON)
            await workspaces.install(session, row)
            await lanes.hold(session, space, "Uw", NOON + timedelta(minutes=1), "ratelimited")
        await session.commit()
    for space in others:
        await post(database, space, "w")
    await post(database, QUIET, "q0")
    assert await claim(database, 3) == ["q0"]


async def test_among_equals_goes_first_who_has_spoken_least_lately(database: Database) -> None:
    slow = Rate(1, 10)
    await post(database, CROWD, "c0", "c1")
    await claim(database, 1, slow)
    await post(database, THIRD, "t0", "t1")
    await claim(database, 1, slow, NOON + timedelta(seconds=0.5))
    await post(database, QUIET, "q0")
    later = NOON + timedelta(seconds=0.5)
    assert [await claim(database, 1, slow, later) for _ in range(3)] == [["q0"], ["c1"], ["t1"]]


async def test_the_urgent_goes_before_the_patient_of_any_workspace(database: Database) -> None:
    await post(database, CROWD, *(f"c{number}" for number in range(20)))
    await post(database, QUIET, *(f"q{number}" for number in range(20)))
    await post(database, THIRD, "now", priority=0)
    assert await claim(database, 1) == ["now"]
    await post(database, QUIET, "click", priority=0)
    assert (await claim(database, 4))[0] == "click"


async def test_a_workspace_that_waits_for_its_rate_holds_up_no_other(database: Database) -> None:
    once = Rate(1, 1)
    await post(database, CROWD, *(f"c{number}" for number in range(20)))
    assert await claim(database, 10, once) == ["c0"]
    assert await claim(database, 10, once) == []
    await post(database, QUIET, "q0")
    assert await claim(database, 10, once) == ["q0"]
    assert await claim(database, 10, once, NOON + timedelta(seconds=1)) == ["c1"]


async def test_what_is_for_later_takes_no_turn(database: Database) -> None:
    async with database.transaction(CROWD, NOON) as tx:
        later = NOON + timedelta(seconds=30)
        await outbox.post(tx, conversation="U1", text="later", about="a test", not_before=later)
    await post(database, QUIET, "q0")
    assert await claim(database, 10) == ["q0"]
    assert await claim(database, 10, now=NOON + timedelta(seconds=30)) == ["later"]


async def test_what_is_left_of_a_rate_is_what_may_leave(database: Database) -> None:
    """As many leave as `left` says, whatever was spent before: it is the bucket's own count."""
    rate = Rate(1, 5)
    await post(database, CROWD, *(f"c{number}" for number in range(30)))
    for second, number in ((0, 5), (0, 0), (2, 2), (2.5, 0), (4, 2), (60, 5)):
        now = NOON + timedelta(seconds=second)
        assert len(await claim(database, 20, rate, now)) == number, second
