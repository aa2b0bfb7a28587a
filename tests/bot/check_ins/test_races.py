"""Somebody answers at the moment at which a reminder is about to leave."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.initiatives import reminders
from domain.check_ins import Occurrence, State
from storage import check_ins, wanted
from storage.claims import claim
from storage.database import Database
from tests.storage.conftest import ACME, install_acme
from tests.storage.office import ALICE, TERMS, Office, daily, move_in

pytestmark = pytest.mark.postgres

SUNDAY = datetime(2026, 3, 1, 12, tzinfo=UTC)
MONDAY = datetime(2026, 3, 2, 8, tzinfo=UTC)
LATER = MONDAY + timedelta(minutes=5)


async def due(database: Database) -> tuple[Office, Occurrence]:
    """Return an office with one check-in that is asked for, in the outbox."""
    await install_acme(database)
    office = await move_in(database, SUNDAY)
    goal = await office.goal("Notes", daily(), SUNDAY)
    await office.tick(MONDAY)
    return office, await office.open(goal, MONDAY)


async def claimed(session: AsyncSession) -> int:
    found = await claim(session, LATER, 10, TERMS, wanted.GUARDS)
    await session.commit()
    return len(found)


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
async def test_a_reminder_does_not_slip_out_while_the_answer_is_being_saved(
    database: Database,
) -> None:
    office, asked = await due(database)
    async with database.transaction(ACME, LATER) as tx:
        await check_ins.answer(tx, asked, by=ALICE, state=State.SUBMITTED)
        await reminders.retell(tx, [asked.id])
        async with database.session(writes=True) as other:
            assert await claimed(other) == 0  # it is being changed: passed over
    async with database.session(writes=True) as other:
        assert await claimed(other) == 0
    [row] = await office.outbox()
    assert (row.state, row.error) == ("dropped", "answered")


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
async def test_a_reminder_that_was_just_claimed_is_edited_once_it_stands(
    database: Database,
) -> None:
    office, asked = await due(database)
    async with database.session(writes=True) as other:
        assert await claimed(other) == 1
    async with database.transaction(ACME, LATER) as tx:
        await check_ins.answer(tx, asked, by=ALICE, state=State.SUBMITTED)
        await reminders.retell(tx, [asked.id])
    post, edit = await office.outbox()
    assert (post.state, edit.kind, edit.state) == ("sending", "edit", "queued")
    assert edit.payload["text"].startswith("Answered: 1 goal.")
