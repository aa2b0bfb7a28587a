"""`workback migrate`, on both databases."""

import pytest
from sqlalchemy import text

from storage.database import Database
from storage.migrate import migrate, newest
from tests.bot.cli.processes import Desk

pytestmark = pytest.mark.processes


async def test_an_empty_database_is_migrated_once(office: Desk, database_url: str) -> None:
    database = Database(database_url)
    await migrate(database, "base")
    for _ in range(2):
        ended = await office.workback("migrate")
        assert (ended.code, ended.err) == (0, "")
        assert ended.out == f"The database is at revision {newest()}.\n"
    await database.close()


async def test_a_database_goes_back_and_part_of_the_way_up(desk: Desk) -> None:
    for revision in ("0001", "base", "0001"):
        ended = await desk.workback("migrate", "--to", revision)
        assert (ended.code, ended.out) == (0, f"The database is at revision {revision}.\n")
    unknown = await desk.workback("migrate", "--to", "nowhere")
    assert unknown.code == 2
    assert "this version knows no revision nowhere" in unknown.err


async def test_a_database_that_is_newer_than_the_code(office: Desk, database_url: str) -> None:
    database = Database(database_url)
    async with database.engine.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = 'tomorrow'"))
    *refused, ended = await office.each(("migrate",), ("run",), ("export",), ("doctor",))
    for each in refused:
        assert "at revision tomorrow, which this version does not know" in each.sentence()
    assert ended.code == 1
    assert "✗ The database is at revision tomorrow" in ended.out
    await database.close()
