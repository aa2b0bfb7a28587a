"""A database that is locked, gone or full of refusals: the modal keeps the words, then saves."""

import asyncio
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import aiohttp
import psycopg
import pytest
from sqlalchemy import event
from sqlalchemy.engine import Connection
from structlog.testing import capture_logs

from tests.bot.conftest import Town

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
on_postgres = pytest.mark.parametrize(
    "database_url", [pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True
)

LOCKS = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("locked", flush=True)
sys.stdin.read()
"""


async def begin(town: Town) -> None:
    await town.alice.command("/press-release", channel="teamsync")
    await town.alice.fill(headline="Words that stay", solution="x" * 3_000)


async def fails_to_save(town: Town) -> None:
    """Submit, and find the modal open with every word, a sentence and a reference."""
    assert not (await town.alice.submit()).trouble
    [sentence] = town.alice.modal.errors.values()
    assert sentence.startswith(("Not saved: our database did not answer", "Not saved: it took"))
    assert "Your text is still here" in sentence
    assert "Reference " in sentence
    assert town.alice.modal.inputs["headline"] == "Words that stay"
    assert town.alice.modal.inputs["solution"] == "x" * 3_000
    assert all(e.seconds < 3 for e in town.slack.traffic.deliveries("view_submission"))


async def saves(town: Town) -> None:
    """Submit again, with nothing restarted, and find the card."""
    assert not (await town.alice.submit()).trouble
    assert not town.alice.has_modal
    assert "Words that stay" in (await town.card()).text
    assert len(town.posts()) == 1


def file_of(town: Town) -> Path:
    return Path(str(town.house.services.database.url.database))


@asynccontextmanager
async def locked(path: Path) -> AsyncIterator[None]:
    """Let another process hold the file's write lock."""
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", LOCKS, str(path), stdin=pipe, stdout=pipe
    )
    assert process.stdin is not None
    assert process.stdout is not None
    assert await process.stdout.readline() == b"locked\n"
    yield
    process.stdin.close()
    await process.wait()


@on_sqlite
async def test_a_file_that_another_process_locks(town: Town) -> None:
    await begin(town)
    async with locked(file_of(town)):
        await fails_to_save(town)
        await fails_to_save(town)
    await saves(town)


@on_sqlite
async def test_a_file_that_is_locked_can_still_be_read(town: Town) -> None:
    await begin(town)
    await saves(town)
    async with locked(file_of(town)):
        await town.alice.command("/workback history", channel="teamsync")
        assert "Version 1" in town.alice.modal.text
        await town.alice.close()
        await town.alice.click("Read", within=town.posts()[-1])
        assert "x" * 3_000 in town.alice.modal.text
        await town.alice.close()
        await town.alice.open_home()
        assert "WB-1" in str(town.alice.home.blocks)


@contextmanager
def unwritable(town: Town) -> Iterator[None]:
    """Let SQLite refuse every change, as it does where the file may only be read."""

    def read_only(connection: Connection) -> None:
        connection.exec_driver_sql("PRAGMA query_only = ON")

    engine = town.house.services.database.engine.sync_engine
    event.listen(engine, "begin", read_only, insert=True)
    yield
    event.remove(engine, "begin", read_only)
    event.listen(engine, "begin", writable, insert=True)


def writable(connection: Connection) -> None:
    connection.exec_driver_sql("PRAGMA query_only = OFF")


@on_sqlite
async def test_a_file_that_may_only_be_read(town: Town) -> None:
    await begin(town)
    with unwritable(town):
        await fails_to_save(town)
    await saves(town)


@on_sqlite
async def test_a_file_that_is_not_there(town: Town) -> None:
    await begin(town)
    folder = file_of(town).parent
    await town.house.services.database.engine.dispose()
    away = folder.rename(folder.with_name(f"{folder.name}-away"))
    await fails_to_save(town)
    await town.house.services.database.engine.dispose()
    away.rename(folder)
    await saves(town)


class Server:
    """The PostgreSQL behind a town, as its administrator has it."""

    def __init__(self, address: str, town: Town) -> None:
        self.connection = psycopg.connect(address, autocommit=True)
        self.name = str(town.house.services.database.url.database)

    def terminate(self) -> int:
        """End all connections of the town; return how many there were."""
        ended = self.connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s",
            (self.name,),
        )
        return len(ended.fetchall())

    def refuse(self) -> None:
        """Let nobody in, and end the connections that there are."""
        self.connection.execute(f"ALTER DATABASE {self.name} ALLOW_CONNECTIONS false".encode())
        self.terminate()

    def let_in(self) -> None:
        """Let everybody in again."""
        self.connection.execute(f"ALTER DATABASE {self.name} ALLOW_CONNECTIONS true".encode())

    async def until_locked(self) -> None:
        """Wait until somebody in the database waits for a lock."""
        waiting = "SELECT 1 FROM pg_stat_activity WHERE datname = %s AND wait_event_type = 'Lock'"
        async with asyncio.timeout(2):
            while not self.connection.execute(waiting, (self.name,)).fetchall():  # noqa: ASYNC110  (no database event)
                await asyncio.sleep(0.01)


@pytest.fixture
def server(town: Town, postgres_server: str) -> Iterator[Server]:
    opened = Server(postgres_server, town)
    yield opened
    opened.let_in()
    opened.connection.close()


@on_postgres
async def test_connections_that_are_ended_between_two_clicks(town: Town, server: Server) -> None:
    await begin(town)
    assert server.terminate() > 0
    await saves(town)


@on_postgres
async def test_a_server_that_refuses_connections(town: Town, server: Server) -> None:
    await begin(town)
    server.refuse()
    await fails_to_save(town)
    await town.bob.command("/press-release", channel="teamsync")
    [whisper] = [m for m in town.bob.sees("teamsync") if m.ephemeral_to]
    assert "our database did not answer" in whisper.text
    async with aiohttp.ClientSession() as session, session.get(f"{town.address}/readyz") as answer:
        assert answer.status == 503
    server.let_in()
    await saves(town)


@on_postgres
async def test_connections_that_are_ended_in_the_middle_of_saving(
    town: Town, server: Server, database_url: str
) -> None:
    await begin(town)
    holder = psycopg.connect(database_url)
    holder.execute("LOCK TABLE initiative IN ACCESS EXCLUSIVE MODE")
    saving = asyncio.create_task(town.alice.submit())
    await server.until_locked()
    with capture_logs() as logged:
        server.terminate()
        await saving
    holder.close()
    assert "Not saved: our database did not answer" in str(town.alice.modal.errors)
    [fault] = [entry["exc_info"] for entry in logged if entry["event"] == "an act failed"]
    assert "INSERT INTO initiative" in str(fault)
    assert "Words that stay" not in str(fault)
    await saves(town)


@on_postgres
async def test_what_was_saved_before_the_database_went_is_sent_when_it_is_back(
    town: Town, server: Server
) -> None:
    town.slack.faults.delay("chat.postMessage", 0.5, times=1)
    await begin(town)
    await town.alice.submit()
    await town.slack.until(lambda: town.slack.traffic.calls("chat.postMessage"))
    server.refuse()
    await town.card()
    server.let_in()
    town.clock.move(town.house.delivery._terms.lease * 2)
    await town.alice.click("Edit", within=town.posts()[-1])
    await town.alice.fill(problem="Saved after the night.")
    await town.alice.submit()
    await town.slack.until(lambda: "version 2" in str(town.posts()[-1].blocks), timeout=10)
    assert len(town.posts()) == 1
