"""Writers of one process stand in line, and many rows are written as one was."""

import asyncio
from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import text
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlmodel import col, func, select

from domain.cadence import Cadence, Every
from storage import database as house
from storage.database import Database, Transaction
from storage.rows import insert_many, insert_new, put_many, update_many
from storage.tables import KpiRow, MessageRow, ReadingRow, ScheduleRow, WorkspaceRow
from tests.storage.conftest import ACME, NOON
from tests.storage.office import daily, move_in

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

HOSTILE = "'; DROP TABLE message; -- \\ \" \u202e 漢字 🙂 %s :x {}"


@on_sqlite
async def test_a_loop_of_batches_lets_a_writer_in_after_one(database: Database) -> None:
    order: list[str] = []
    begun = asyncio.Event()

    async def write(name: str) -> None:
        async with database.session(writes=True) as session:
            await (await session.connection()).execute(text("SELECT 1"))
            order.append(name)
            begun.set()
            await asyncio.sleep(0.02)
            await session.commit()

    async def batches() -> None:
        for _ in range(10):
            await write("batch")

    async with asyncio.TaskGroup() as group:
        group.create_task(batches())
        await begun.wait()
        group.create_task(write("click"))
    assert order.index("click") == 1


async def test_a_glance_sees_what_is_there_now(database: Database) -> None:
    """Each of its statements sees what is there; it keeps no old state for itself."""
    count = select(func.count()).select_from(WorkspaceRow)
    async with database.glance() as connection:
        before = (await connection.execute(count)).scalar_one()
        async with database.session(writes=True) as session:
            session.add(
                WorkspaceRow(id="T9", name="", bot_user_id="U9", scopes="", installed_at=NOON)
            )
            await session.commit()
        assert (await connection.execute(count)).scalar_one() == before + 1
    async with database.session(writes=True) as session:  # what is asked after it is one again
        await (await session.connection()).execute(text("DELETE FROM workspace WHERE id = 'T9'"))
        await session.rollback()
    async with database.glance() as connection:
        assert (await connection.execute(count)).scalar_one() == before + 1


@on_sqlite
async def test_what_is_merely_useful_does_not_keep_anybody_waiting(database: Database) -> None:
    asked: list[str] = []

    async def save(_tx: Transaction) -> None:
        asked.append("kept")

    async with database.session(writes=True) as session:
        await (await session.connection()).execute(text("SELECT 1"))
        begun = asyncio.get_running_loop().time()
        await database.keep_if_possible(ACME, NOON, save)
        waited = asyncio.get_running_loop().time() - begun
    assert asked == []
    assert waited < house.BUSY_SECONDS * 0.8
    await database.keep_if_possible(ACME, NOON, save)
    assert asked == ["kept"]


@on_sqlite
async def test_who_stands_in_line_for_too_long_is_told(database: Database) -> None:
    async with database.session(writes=True) as session:
        await (await session.connection()).execute(text("SELECT 1"))
        begun = asyncio.get_running_loop().time()
        with pytest.raises(PoolTimeout):
            async with database.session(writes=True):
                pass
        waited = asyncio.get_running_loop().time() - begun
    assert house.BUSY_SECONDS * 0.9 < waited < house.BUSY_SECONDS * 2
    async with database.session(writes=True) as session:  # the line goes on
        await (await session.connection()).execute(text("SELECT 1"))


@pytest.mark.usefixtures("acme")
async def test_many_rows_come_back_as_they_were_given(database: Database) -> None:
    office = await move_in(database, NOON)
    goal = await office.goal("Notes", daily(), NOON)
    async with database.session(writes=True) as session:
        kpi = (await session.exec(select(KpiRow.id))).one()
        rows = [
            {
                "id": f"red_{number}",
                "workspace_id": ACME,
                "kpi_id": kpi,
                "value": value,
                "at": NOON + timedelta(microseconds=number),
                "source": HOSTILE,
                "source_key": str(number),
                "by": None,
                "corrects": None,
                "recorded_at": NOON,
            }
            for number, value in enumerate((Decimal("1E+3"), Decimal("-0.10"), Decimal("9" * 30)))
        ]
        unique = ("kpi_id", "source", "source_key")
        assert await insert_new(session, ReadingRow, rows[:2], unique=unique) == 2
        assert await insert_new(session, ReadingRow, rows, unique=unique) == 1
        await session.commit()
    async with database.session(writes=False) as session:
        query = select(ReadingRow).where(ReadingRow.source == HOSTILE).order_by(col(ReadingRow.at))
        found = (await session.exec(query)).all()
    assert [row.model_dump() for row in found] == rows
    assert (await office.schedule(goal)).revision == 0


@pytest.mark.usefixtures("acme")
async def test_many_rows_change_only_over_what_was_read(database: Database) -> None:
    office = await move_in(database, NOON)
    rows = [await office.schedule(await office.goal(name, daily(), NOON)) for name in "ab"]
    rule = Cadence(every=Every.WEEKLY, starts=date(2026, 1, 1)).model_dump(mode="json")
    changes = [
        (
            {"id": row.id, "revision": row.revision + behind},
            {"revision": 7, "next_day": None, "last_day": date(2026, 2, 3), "rule": rule},
        )
        for row, behind in zip(rows, (0, 1), strict=True)
    ]
    async with database.session(writes=True) as session:
        assert await update_many(session, ScheduleRow, changes) == 1
        assert await update_many(session, ScheduleRow, []) == 0
        await session.commit()
    async with database.session(writes=False) as session:
        first, second = [await session.get_one(ScheduleRow, row.id) for row in rows]
    assert (first.revision, first.next_day, first.last_day) == (7, None, date(2026, 2, 3))
    assert first.rule == rule
    assert second.model_dump() == rows[1].model_dump()


@pytest.mark.usefixtures("acme")
async def test_many_rows_take_the_place_of_their_elders(database: Database) -> None:
    def message(place: str, ts: str) -> dict[str, object]:
        return {
            "workspace_id": ACME,
            "place": place,
            "conversation": "C1",
            "channel_id": "C1",
            "thread": None,
            "ts": ts,
            "posted_at": NOON,
        }

    async with database.session(writes=True) as session:
        await insert_many(session, MessageRow, [message("a", "1"), message("b", "1")])
        await put_many(session, MessageRow, [message("b", "2"), message("c", "2")])
        await put_many(session, MessageRow, [])
        await session.commit()
    async with database.session(writes=False) as session:
        found = (await session.exec(select(MessageRow).order_by(col(MessageRow.place)))).all()
    assert [(row.place, row.ts) for row in found] == [("a", "1"), ("b", "2"), ("c", "2")]
