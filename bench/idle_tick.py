"""What a tick costs when nothing is due: with 10,000 goals and with a million, both databases.

Two databases stand side by side and are asked by turns, so that what else the machine does at a
moment counts for both.
"""

import statistics
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta

from sqlalchemy import text

from bench import due
from bench.goals import DUE, Crowd, seed
from bench.results import Result
from bot.clock import MovableClock
from bot.ticks import Ticks
from storage.database import Database
from storage.migrate import migrate

FEW, MANY = 10_000, 1_000_000
BOUND, GROWTH = 1.0, 1.2
TICKS, _ROUND = 4_000, 25

_ONE = Crowd(workspaces=1, owners=1, goals=1)

# goals that differ in nothing but their ids: a tick sees their schedules only
_NUMBERS = {
    "sqlite": (
        "WITH RECURSIVE n(i) AS "
        "(SELECT CAST(:low AS integer) UNION ALL SELECT i + 1 FROM n WHERE i < :high)"
    ),
    "postgresql": (
        "WITH n(i) AS (SELECT generate_series(CAST(:low AS integer), CAST(:high AS integer)))"
    ),
}


async def measure() -> list[Result]:
    """Tick with few goals and with many."""
    results = []
    for name, place in (("SQLite", due.sqlite), ("PostgreSQL", due.postgres)):
        with place() as small, place() as large:
            few, many = await ticks((small, FEW), (large, MANY))
        results += [
            Result("idle_tick", many, f"ms, median with {MANY:,} goals on {name}", bound=BOUND),
            Result("idle_tick", many, f"ms on {name}, beside {FEW:,} goals", few, GROWTH),
        ]
    return results


async def ticks(*places: tuple[str, int], times: int = TICKS) -> list[float]:
    """Return the median milliseconds of a tick in each of some databases with so many goals."""
    clock = MovableClock()
    clock.move_to(DUE - timedelta(days=1))
    databases = [await _filled(url, goals) for url, goals in places]
    ticking = [Ticks(database, clock).tick for database in databases]
    rounds: list[list[float]] = [[] for _ in ticking]
    for _ in range(times // _ROUND):
        for tick, found in zip(ticking, rounds, strict=True):
            found.append(await _median(tick))
    for database in databases:
        await database.close()
    return [statistics.median(found) for found in rounds]


async def _filled(url: str, goals: int) -> Database:
    database = Database(url)
    await migrate(database)
    await seed(database, _ONE)
    await _multiply(database, 1, goals)
    return database


async def _median(tick: Callable[[], Awaitable[None]]) -> float:
    times = []
    for _ in range(_ROUND):
        begun = time.perf_counter()
        await tick()
        times.append((time.perf_counter() - begun) * 1000)
    return statistics.median(times)


async def _multiply(database: Database, low: int, high: int) -> None:
    """Copy the one goal and its schedule so often."""
    numbers = _NUMBERS["sqlite" if database.is_sqlite else "postgresql"]
    async with database.session(writes=True) as session:
        connection = await session.connection()
        for table, other in (("goal", {}), ("schedule", {"goal_id": "'goal_' || i"})):
            columns = await connection.run_sync(_columns, table)
            values = {name: name for name in columns} | {"id": f"'{table}_' || i"} | other
            names, given = ", ".join(values), ", ".join(values.values())
            one = f"(SELECT * FROM {table} LIMIT 1) AS one"  # noqa: S608
            query = f"INSERT INTO {table} ({names}) {numbers} SELECT {given} FROM n, {one}"  # noqa: S608
            await connection.execute(text(query), {"low": low, "high": high})
        await session.commit()
    async with database.session(writes=True) as session:
        await (await session.connection()).execute(text("ANALYZE"))
        await session.commit()


def _columns(connection: object, table: str) -> list[str]:
    from sqlalchemy import inspect

    return [column["name"] for column in inspect(connection).get_columns(table)]
