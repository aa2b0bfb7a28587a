"""The clock's door: a handful of fixed jobs that tick. What is due stands in the database.

APScheduler only ticks: its store is memory, each job runs once at a time, ticks that were missed
become one. A job a goal would be dropped or delayed in bulk, and a shared store would double it
in every replica (docs/decisions/0001-the-house.md).
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, timedelta

import structlog
from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.clock import Clock

Job = Callable[[], Awaitable[None]]

log = structlog.get_logger()


class Schedule:
    """Runs fixed jobs in the running event loop, from `start` to `stop`."""

    def __init__(self) -> None:
        self._scheduler = AsyncIOScheduler(
            jobstores={"default": MemoryJobStore()},
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
            timezone=UTC,
        )
        self._running: set[asyncio.Task[None]] = set()

    def every(self, seconds: float, name: str, job: Job, *, first: float | None = None) -> None:
        """Run a job again and again, never twice at once; a fault waits for the next tick.

        It runs after `seconds`, or for the first time already after `first`.
        """

        async def run() -> None:
            task = asyncio.current_task()
            if task is not None:
                self._running.add(task)
            try:
                await job()
            except Exception as fault:  # noqa: BLE001  (whatever it is, the next tick may succeed)
                log.warning("a job failed", job=name, fault=f"{type(fault).__name__}: {fault}")
            finally:
                self._running.discard(task)

        begin = Clock().now() + timedelta(seconds=seconds if first is None else first)
        self._scheduler.add_job(
            run, "interval", seconds=seconds, id=name, name=name, next_run_time=begin
        )

    def start(self) -> None:
        """Begin to tick."""
        self._scheduler.start()

    async def stop(self) -> None:
        """Tick no more, and let a job that runs come to its end."""
        if self._scheduler.running:
            self._scheduler.pause()
            if self._running:
                await asyncio.wait(self._running)
            self._scheduler.shutdown(wait=False)
