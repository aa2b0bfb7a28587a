"""A check-in says what holds when it leaves, not what held when it was due."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from domain.check_ins import Occurrence, State
from domain.kpis import Point
from storage import check_ins, readings, wording
from storage.asking import Ask, Brief
from storage.database import Database
from storage.tables import OutboxRow
from tests.storage.conftest import ACME
from tests.storage.office import ALICE, BOB, Office, daily, move_in

pytestmark = pytest.mark.usefixtures("acme")

SUNDAY = datetime(2026, 3, 1, 12, tzinfo=UTC)
MONDAY = datetime(2026, 3, 2, 8, tzinfo=UTC)
"""Nine o'clock in Berlin."""
LATER = MONDAY + timedelta(minutes=10)


@pytest.fixture
async def office(database: Database) -> Office:
    return await move_in(database, SUNDAY)


async def ask_of(office: Office, row: OutboxRow) -> Ask | None:
    async with office.database.reading(ACME, LATER) as tx:
        [ask] = await wording.asks_of(tx, [Brief.model_validate(row.payload["brief"])])
    return ask


async def test_a_value_that_came_in_meanwhile_is_seen(office: Office) -> None:
    await office.goal("Notes", daily(), SUNDAY)
    await office.tick(MONDAY)
    [row] = await office.outbox()
    before = await ask_of(office, row)
    assert before is not None
    [measured] = before.items[0].standing.measured
    assert measured.points == []
    kpi = measured.kpi
    async with office.database.transaction(ACME, LATER) as tx:
        await readings.put(tx, kpi.id, Decimal(21), source_key="1", source="api")
    after = await ask_of(office, row)
    assert after is not None
    [measured] = after.items[0].standing.measured
    assert measured.points == [Point(at=LATER, value=Decimal(21))]
    assert measured.fresh == "api"


async def test_what_was_answered_meanwhile_is_not_asked_for(office: Office) -> None:
    notes = await office.goal("Notes", daily(), SUNDAY)
    await office.goal("Teams", daily(), SUNDAY)
    assert await office.tick(MONDAY) == ["ask: Notes, Teams"]
    await answered(office, await office.open(notes, MONDAY))
    assert await office.texts(await office.outbox(), LATER) == ["ask: Teams"]


async def answered(office: Office, occurrence: Occurrence) -> None:
    async with office.database.transaction(ACME, LATER) as tx:
        await check_ins.answer(tx, occurrence, by=ALICE, state=State.SUBMITTED)


async def test_of_what_is_all_answered_nothing_is_said(office: Office) -> None:
    goal = await office.goal("Notes", daily(), SUNDAY)
    await office.tick(MONDAY)
    await answered(office, await office.open(goal, MONDAY))
    [row] = await office.outbox()
    assert await ask_of(office, row) is None


async def test_what_was_snoozed_or_handed_on_is_not_asked_of_the_owner(office: Office) -> None:
    snoozed = await office.goal("Snoozed", daily(), SUNDAY)
    handed = await office.goal("Handed", daily(), SUNDAY)
    await office.goal("Kept", daily(), SUNDAY)
    await office.tick(MONDAY)
    async with office.database.transaction(ACME, MONDAY) as tx:
        [found] = await check_ins.open_of_goal(tx, snoozed.id)
        await check_ins.snooze(tx, found, MONDAY + timedelta(hours=1), "10:00", ALICE)
        [found] = await check_ins.open_of_goal(tx, handed.id)
        await check_ins.ask_instead(tx, found, BOB, "to Bob", ALICE)
    assert await office.texts(await office.outbox(), LATER) == ["ask: Kept"]


async def test_a_message_about_nothing_known_says_nothing(office: Office) -> None:
    brief = Brief(
        person_id=ALICE,
        owner_id=ALICE,
        purpose="ask",
        kind="check_in",
        bundle=f"check_in:{ALICE}:{date(2026, 3, 2)}",
    )
    async with office.database.reading(ACME, LATER) as tx:
        assert await wording.asks_of(tx, [brief]) == [None]
