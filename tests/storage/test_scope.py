"""Scope items and their flags, in numbers of queries that do not grow."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlmodel import col, select

from domain.people import PersonId
from domain.scope import Citation, Item, Place, State
from storage import scope, scope_flags
from storage.asking import Said
from storage.claims import claim
from storage.database import Database
from storage.tables import OutboxRow
from tests.statements import asked
from tests.storage.conftest import ACME, NOON
from tests.storage.office import ALICE, BOB, DANA, TERMS, Office, move_in

pytestmark = pytest.mark.usefixtures("acme")


@pytest.fixture
async def office(database: Database) -> Office:
    return await move_in(database, NOON)


def written(title: str, *cites: str, owner: PersonId | None = None, **more: object) -> Any:
    citations = [Citation(promise=c, cited="one", current="one", version=3) for c in cites]
    return {
        "title": title, "owner_id": owner, "created_by": ALICE, "citations": citations, **more
    }  # fmt: skip


async def add(office: Office, *items: Any) -> list[Item]:
    async with office.database.transaction(ACME, NOON) as tx:
        await scope.add(tx, items, office.home.id)
        return await scope.of_initiative(tx, office.home.id)


async def change(office: Office, promise: str, now: str, minutes: int = 0) -> list[str]:
    """Change a promise and tell who is to check; return who was told."""
    async with office.database.transaction(ACME, NOON + timedelta(minutes=minutes)) as tx:
        await scope_flags.mark_changed(tx, office.home.id, {promise: now}, BOB)
        flags = await scope_flags.flagged(tx, office.home.id)
        news = {flag.owner_id for flag in flags if flag.is_new}
        said = {
            owner: Said(", ".join(f.title for f in flags if f.owner_id == owner)) for owner in news
        }
        await scope_flags.post(tx, office.home.id, said)
        return sorted(news)


async def messages(office: Office) -> list[tuple[str, str, str]]:
    async with office.database.session(writes=False) as session:
        query = select(OutboxRow).where(col(OutboxRow.guard).startswith("scope:"))
        rows = await session.exec(query)
        return sorted((row.conversation, row.state, row.payload["text"]) for row in rows)


async def test_an_item_comes_back_as_it_was_written(office: Office) -> None:
    more = {"effort": Decimal("2.5"), "value": 4, "confidence": 80, "state": State.UNDER_WAY}
    (item,) = await add(office, written("Speaker model", "US-1", "PR-solution", owner=BOB, **more))
    assert (item.title, item.effort, item.state) == (
        "Speaker model", Decimal("2.5"), State.UNDER_WAY
    )  # fmt: skip
    assert [c.promise for c in item.citations] == ["PR-solution", "US-1"]
    async with office.database.transaction(ACME, NOON) as tx:
        locked = await scope.find(tx, item.id, lock=True)
        assert locked == item
        await scope.change(tx, item, decision=Place.OUT, reason="No.")
        await scope.cite(tx, item, item.citations[:1])
        changed = await scope.find(tx, item.id)
        assert changed is not None
        assert (changed.place, changed.revision, len(changed.citations)) == (Place.OUT, 2, 1)
        assert await scope.find(tx, "item_other") is None


async def test_a_change_flags_who_cites_it_and_going_back_takes_the_flag_away(
    office: Office,
) -> None:
    await add(office, written("One", "US-1"), written("Two", "US-2"), written("None"))
    await change(office, "US-1", "two")
    async with office.database.reading(ACME, NOON) as tx:
        one, two, none = await scope.of_initiative(tx, office.home.id)
        assert [i.is_flagged for i in (one, two, none)] == [True, False, False]
        assert (one.changed[0].changed_by, one.changed[0].changed_at) == (BOB, NOON)
    await change(office, "US-1", "one")
    async with office.database.reading(ACME, NOON) as tx:
        assert await scope_flags.flagged(tx, office.home.id) == []


async def test_each_owner_is_told_once_in_one_message_however_often_it_changes(
    office: Office,
) -> None:
    await add(
        office,
        written("One", "US-1", owner=BOB),
        written("Two", "US-2", owner=BOB),
        written("Nobody's", "US-1"),
        written("Out", "US-1", owner=BOB, decision=Place.OUT),
    )
    assert await change(office, "US-1", "two") == [BOB, DANA]
    assert await change(office, "US-1", "three", 1) == []
    assert await change(office, "US-2", "", 2) == [BOB]
    assert await messages(office) == [
        (BOB, "dropped", "One"), (BOB, "queued", "One, Two"), (DANA, "queued", "Nobody's")
    ]  # fmt: skip


async def test_who_has_checked_meanwhile_hears_nothing(office: Office) -> None:
    (item,) = await add(office, written("One", "US-1", owner=BOB))
    await change(office, "US-1", "two")
    async with office.database.reading(ACME, NOON) as tx:
        assert await scope_flags.still_flagged(tx, f"{BOB}/{office.home.id}") is None
    async with office.database.session(writes=True) as session:
        early = await claim(session, NOON, 100, TERMS, scope_flags.GUARDS)
        assert not [row for row in early if row.guard]
    async with office.database.transaction(ACME, NOON) as tx:
        agreed = item.citations[0].model_copy(update={"cited": "two", "current": "two"})
        await scope.cite(tx, item, [agreed])
        assert await scope_flags.still_flagged(tx, f"{BOB}/{office.home.id}") == "checked"


async def test_what_waits_is_counted_for_who_owns_the_item_or_the_initiative(
    office: Office,
) -> None:
    await add(
        office,
        written("Bob's", "US-1", owner=BOB),
        written("Nobody's", "US-1"),
        written("Candidate"),
        written("Proposed", "US-1", owner=BOB, proposed=True),
        written("Out", "US-1", decision=Place.OUT),
    )
    await change(office, "US-1", "two")
    async with office.database.reading(ACME, NOON) as tx:
        mine = await scope_flags.waiting_for(tx, DANA)
        bobs = await scope_flags.waiting_for(tx, BOB)
        assert await scope.count_citing(tx, office.home.id, "US-1") == 3
    assert [(p.to_check, p.to_decide) for p in mine] == [(1, 2)]
    assert [(p.to_check, p.to_decide) for p in bobs] == [(1, 0)]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_the_number_of_statements_does_not_grow_with_the_items(office: Office) -> None:
    async def statements() -> tuple[int, int]:
        with asked(office.database) as flagging:
            await change(office, "US-1", str(len(numbers)))
        with asked(office.database) as reading:
            async with office.database.reading(ACME, NOON) as tx:
                await scope.of_initiative(tx, office.home.id)
                await scope.promised(tx, office.home.id)
                await scope_flags.waiting_for(tx, ALICE)
        return len(flagging), len(reading)

    numbers: list[tuple[int, int]] = []
    for size in (10, 490):
        more = [
            written(f"Item {n}", "US-1", owner=PersonId(f"U{size}{n % 40}")) for n in range(size)
        ]
        await add(office, *more)
        numbers.append(await statements())
    assert numbers[0] == numbers[1]
    assert max(numbers[1]) <= 12
