"""A check-in's timeline tells all that happened to it, in order, and nothing anybody typed."""

from datetime import timedelta

import pytest

from domain.check_ins import Why
from storage import check_ins
from storage.database import Database
from storage.timeline import told
from tests.storage.conftest import ACME, NOON
from tests.storage.office import ALICE, daily, move_in

pytestmark = pytest.mark.usefixtures("acme")


async def test_what_was_asked_sent_and_skipped_stands_in_order(database: Database) -> None:
    office = await move_in(database, NOON)
    goal = await office.goal("Notes nobody may read here", daily(), NOON)
    due_at = (await office.schedule(goal)).next_due_at
    assert due_at is not None
    await office.tick(due_at + timedelta(minutes=35))
    async with database.session(writes=False) as session:
        known = await told(session, goal.id)
        [found] = known.check_ins
        assert (await told(session, found.id)).check_ins == [found]
        assert await told(session, ALICE) == await told(session, "WB-1") == known
        assert known.schedules[0].next_due_at == due_at + timedelta(days=1)
        for unknown in ("goal_unknown", "chk_unknown", "WB-2", "U00NOBODY", ""):
            nothing = await told(session, unknown)
            assert (nothing.schedules, nothing.check_ins) == ([], [])
    async with database.transaction(ACME, due_at + timedelta(hours=1)) as tx:
        await check_ins.note(tx, found.id, Why.SKIPPED_BY, "my secret reason")
    async with database.session(writes=False) as session:
        [found] = (await told(session, goal.id)).check_ins
    said = [event.what for event in found.events]
    assert found.zone == "Europe/Berlin"
    assert said[0] == "Due."
    assert said[-1] == "Skipped by a person."
    assert any("late: Workback was not running" in words for words in said)
    assert any(words.startswith("Message ") and "written" in words for words in said)
    assert [event.at for event in found.events] == sorted(event.at for event in found.events)
    assert "secret" not in str(found)
    assert "Notes" not in str(found)
