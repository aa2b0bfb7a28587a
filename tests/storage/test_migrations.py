"""The schema goes up and down, and agrees with the tables, on both databases."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy.engine import Connection
from sqlmodel import SQLModel

from storage.database import Database
from storage.migrate import current, is_modelled, migrate, newest


def differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(
        connection, opts={"compare_type": True, "include_object": is_modelled}
    )
    return list(compare_metadata(context, SQLModel.metadata))


async def test_tables_and_migrations_agree(database: Database) -> None:
    async with database.engine.connect() as connection:
        assert await connection.run_sync(differences) == []


async def test_the_schema_goes_down_and_up_again(database: Database) -> None:
    await migrate(database, "base")
    assert await current(database) == ""
    await migrate(database)
    assert await current(database) == newest()
