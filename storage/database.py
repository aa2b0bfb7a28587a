"""The engine and the transaction: the only place that commits.

SQLite and PostgreSQL are both first-class. On SQLite a writing transaction begins with
`BEGIN IMMEDIATE`, so that two writers queue at the start instead of failing in the middle; on
PostgreSQL rows that are read in order to be changed are locked with `FOR UPDATE`.

SQLite itself lets whoever asks first after a commit write next, and whoever sleeps misses it: a
loop of batches would shut everybody else out. So the writers of one process stand in line.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlmodel.ext.asyncio.session import AsyncSession
from ulid import ULID

from domain.people import WorkspaceId

BUSY_SECONDS = 1.5
"""How long a writer waits for another one: well inside Slack's three seconds."""

USEFUL_SECONDS = 0.4
"""How long it waits if nothing is lost without it: an act may keep several such things."""

_ALONE = "workback_alone"
"""An option of SQLite's connections: each statement is by itself."""

OUT_OF_ORDER = (DBAPIError, PoolTimeout, OSError)
"""What SQLAlchemy and the drivers raise when the database cannot answer."""

DRIVERS = frozenset({"sqlite+aiosqlite", "postgresql+psycopg"})
"""What SQLAlchemy is given: see `async_url`."""

UNREACHABLE = (OperationalError, InterfaceError, PoolTimeout, OSError)
"""Those of them that say it is locked or away: the same may succeed later."""


def new_id(prefix: str) -> str:
    """Return a new record id such as `ini_01J…`: sortable by time, unguessable, typed by eye."""
    return f"{prefix}_{ULID()}"


@dataclass
class Transaction:
    """One workspace's view of the database, for the length of one transaction.

    Every query takes its workspace from here; `now` is the moment of the act, UTC.
    """

    session: AsyncSession
    workspace_id: WorkspaceId
    now: datetime
    announced: bool = False
    """Set when something was put into the outbox: the delivery is woken after the commit."""


class Database:
    """A connection pool to SQLite or PostgreSQL."""

    def __init__(self, url: str, *, pool_size: int = 10) -> None:
        self.url = make_url(async_url(url))
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self._engine = _engine(self.url.render_as_string(hide_password=False), pool_size)
        self.writing = self._engine.execution_options(workback_writes=BUSY_SECONDS)
        """The engine, for migrations: its transactions begin as writers do."""
        self._glancing = self._engine.execution_options(**{_ALONE: True})
        self._wake: list[Callable[[], None]] = []
        self._commits: Counter[WorkspaceId] = Counter()
        self._line = asyncio.Lock()

    @property
    def engine(self) -> AsyncEngine:
        """The engine itself, for migrations and measurements."""
        return self._engine

    def when_announced(self, wake: Callable[[], None]) -> None:
        """Call `wake` after each commit that put something into the outbox."""
        self._wake.append(wake)

    def commits(self, workspace_id: WorkspaceId) -> int:
        """Return how often this process has committed in a workspace.

        What was read while it was less may be out of date.
        """
        return self._commits[workspace_id]

    @asynccontextmanager
    async def transaction(
        self, workspace_id: WorkspaceId, now: datetime, *, patience: float = BUSY_SECONDS
    ) -> AsyncIterator[Transaction]:
        """Open a writing transaction: committed at the end, rolled back by any exception.

        On SQLite it waits for other writers for at most `patience` seconds.
        """
        async with self.session(writes=True, patience=patience) as session:
            transaction = Transaction(session, workspace_id, now)
            yield transaction
            try:
                await session.commit()
            finally:  # a commit whose answer got lost may have happened
                self._commits[workspace_id] += 1
        if transaction.announced:
            self.wake()

    async def keep_if_possible(
        self,
        workspace_id: WorkspaceId,
        now: datetime,
        save: Callable[[Transaction], Awaitable[None]],
    ) -> None:
        """Save what is merely useful: a database that is busy, locked or away loses only that.

        For what was heard from Slack and can be asked again, and for read marks. Somebody waits
        for the answer meanwhile, so it does not stand in line for long.
        """
        with suppress(*UNREACHABLE):
            async with self.transaction(workspace_id, now, patience=USEFUL_SECONDS) as transaction:
                await save(transaction)

    @asynccontextmanager
    async def reading(self, workspace_id: WorkspaceId, now: datetime) -> AsyncIterator[Transaction]:
        """Open a transaction that only reads; it never waits for writers on SQLite."""
        async with self.session(writes=False) as session:
            yield Transaction(session, workspace_id, now)

    @asynccontextmanager
    async def glance(self) -> AsyncIterator[AsyncConnection]:
        """Open a connection for statements that only read, each by itself.

        For what is asked every second. On SQLite it is in no transaction: one around a single
        statement costs a third more. On PostgreSQL it is, and ends with a rollback: otherwise the
        driver prepares the statement, and a plan that is made for any moment reads whole tables.
        """
        async with self._glancing.connect() as connection:
            yield connection

    @asynccontextmanager
    async def session(
        self, *, writes: bool, patience: float = BUSY_SECONDS
    ) -> AsyncIterator[AsyncSession]:
        """Open a session of no workspace: for the outbox, the clock and the doctor only.

        Raises SQLAlchemy's TimeoutError for a writer who stood in line for too long.
        """
        if not writes:
            async with AsyncSession(self._engine, expire_on_commit=False) as session:
                yield session
            return
        async with (
            self._turn(patience) as engine,
            AsyncSession(engine, expire_on_commit=False) as session,
        ):
            yield session

    @asynccontextmanager
    async def _turn(self, patience: float) -> AsyncIterator[AsyncEngine]:
        """Wait for one's turn to write; on PostgreSQL all may write at once.

        Who stood in line waits for other processes only as long as is left of their patience.
        """
        if not self.is_sqlite:
            yield self.writing
            return
        clock = asyncio.get_running_loop().time
        until = clock() + patience
        try:
            async with asyncio.timeout_at(until):
                await self._line.acquire()
        except TimeoutError as late:
            raise PoolTimeout("another one writes for too long") from late
        try:
            yield self._writing_within(max(0.1, round(until - clock(), 1)))
        finally:
            self._line.release()

    def _writing_within(self, seconds: float) -> AsyncEngine:
        if seconds >= BUSY_SECONDS:
            return self.writing
        return self._engine.execution_options(workback_writes=seconds)

    def wake(self) -> None:
        """Tell whoever listens that the outbox has something new."""
        for wake in self._wake:
            wake()

    async def close(self) -> None:
        """Close all connections."""
        await self._engine.dispose()


def async_url(url: str) -> str:
    """Return the address with the asynchronous driver: aiosqlite, or psycopg for PostgreSQL."""
    for plain, driver in (
        ("sqlite://", "sqlite+aiosqlite://"),
        ("postgres://", "postgresql+psycopg://"),
        ("postgresql://", "postgresql+psycopg://"),
    ):
        if url.startswith(plain):
            return driver + url.removeprefix(plain)
    return url


def _engine(url: str, pool_size: int) -> AsyncEngine:
    if not url.startswith("sqlite"):
        return create_async_engine(
            url,
            pool_size=pool_size,
            max_overflow=0,
            pool_timeout=BUSY_SECONDS,
            hide_parameters=True,  # they are people's words, and faults are logged
            pool_pre_ping=True,
            connect_args={"connect_timeout": 2},
        )
    engine = create_async_engine(
        url,
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=BUSY_SECONDS,
        hide_parameters=True,
        connect_args={"timeout": BUSY_SECONDS},
    )
    event.listen(engine.sync_engine, "connect", _prepare_sqlite)
    event.listen(engine.sync_engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver must not begin transactions of its own
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    if options.get(_ALONE):
        return
    seconds = options.get("workback_writes")
    if seconds is None:
        connection.exec_driver_sql("BEGIN")
        return
    if connection.info.get("waits", BUSY_SECONDS) != seconds:
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {int(seconds * 1000)}")
        connection.info["waits"] = seconds
    connection.exec_driver_sql("BEGIN IMMEDIATE")
