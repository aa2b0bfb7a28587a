"""What was read a moment ago is exact here at once, and elsewhere after a moment."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from bot.kit.recent import Recent
from domain.people import Channel, ChannelId, WorkspaceId
from storage import people, workspaces
from storage.database import Database
from storage.tables import WorkspaceRow

ACME, OTHER = WorkspaceId("T01ACME"), WorkspaceId("T02OTHER")
TEAM = ChannelId("C01")
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


class Asker:
    """Asks for a channel's name, and counts how often that went to the database."""

    def __init__(self, database: Database, seconds: float) -> None:
        self.database = database
        self.recent = Recent(database, seconds)
        self.reads = 0

    async def read(self) -> str:
        self.reads += 1
        async with self.database.reading(ACME, NOW) as tx:
            known = await people.channel(tx, TEAM)
        return known[0].name if known else ""

    async def ask(self) -> str:
        return await self.recent.get(ACME, "name", self.read)


async def name_it(database: Database, name: str, workspace: WorkspaceId = ACME) -> None:
    async with database.transaction(workspace, NOW) as tx:
        await people.remember_channel(tx, Channel(id=TEAM, name=name, private=False))


@pytest.fixture(autouse=True)
async def both_workspaces(database: Database) -> None:
    async with database.session(writes=True) as session:
        for workspace in (ACME, OTHER):
            row = WorkspaceRow(
                id=workspace, name="", bot_user_id="U0BOT", scopes="", installed_at=NOW
            )
            await workspaces.install(session, row)
        await session.commit()


@pytest.fixture
async def replica(database_url: str) -> AsyncIterator[Database]:
    opened = Database(database_url)
    yield opened
    await opened.close()


async def test_many_who_ask_at_once_cause_one_read(database: Database) -> None:
    await name_it(database, "teamsync")
    asker = Asker(database, seconds=60)
    assert await asyncio.gather(*(asker.ask() for _ in range(64))) == ["teamsync"] * 64
    assert asker.reads == 1


async def test_a_commit_here_is_seen_at_once(database: Database) -> None:
    asker = Asker(database, seconds=60)
    for name in ("one", "two", "three"):
        await name_it(database, name)
        assert await asker.ask() == name


async def test_a_commit_that_ends_a_reading_in_flight_is_seen(database: Database) -> None:
    await name_it(database, "before")
    asker = Asker(database, seconds=60)
    has_read, may_go_on = asyncio.Event(), asyncio.Event()

    async def slow() -> str:
        found = await asker.read()
        has_read.set()
        await may_go_on.wait()
        return found

    early = asyncio.create_task(asker.recent.get(ACME, "name", slow))
    await has_read.wait()
    await name_it(database, "after")
    assert await asker.ask() == "after"
    may_go_on.set()
    assert await early == "before"
    assert await asker.ask() == "after"


async def test_another_workspaces_commit_changes_nothing(database: Database) -> None:
    await name_it(database, "teamsync")
    asker = Asker(database, seconds=60)
    await asker.ask()
    await name_it(database, "elsewhere", OTHER)
    await asker.ask()
    assert asker.reads == 1


async def test_a_replicas_commit_is_seen_when_the_moment_is_over(
    database: Database, replica: Database
) -> None:
    await name_it(database, "before")
    asker = Asker(database, seconds=0.05)
    assert await asker.ask() == "before"
    await name_it(replica, "after")
    await asyncio.sleep(0.06)
    assert await asker.ask() == "after"


async def test_a_failure_is_told_and_not_kept(database: Database) -> None:
    asker = Asker(database, seconds=60)

    async def fail() -> str:
        raise ConnectionError

    with pytest.raises(ConnectionError):
        await asker.recent.get(ACME, "name", fail)
    await name_it(database, "teamsync")
    assert await asker.ask() == "teamsync"


async def test_one_who_gives_up_does_not_end_the_reading_of_others(database: Database) -> None:
    asker = Asker(database, seconds=60)
    begun, may_go_on = asyncio.Event(), asyncio.Event()

    async def slow() -> str:
        begun.set()
        await may_go_on.wait()
        return "whole"

    first = asyncio.create_task(asker.recent.get(ACME, "name", slow))
    await begun.wait()
    second = asyncio.create_task(asker.recent.get(ACME, "name", slow))
    first.cancel()
    may_go_on.set()
    assert await second == "whole"
    with pytest.raises(asyncio.CancelledError):
        await first
