"""A process that ticks and delivers at an hour of its own: for tests that run several, or kill it.

`dies` lets it kill itself, as `kill -9` would, between its first claim and the sending.
"""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from bot.clock import Clock, MovableClock
from bot.config import Settings
from bot.delivery import Delivery, Pace
from bot.features import MEANS
from bot.kit.clients import Clients
from bot.schedule import Schedule
from bot.ticks import Ticks
from domain.people import WorkspaceId
from playground.server import Playground
from storage.database import Database
from storage.lanes import Rate

Process = asyncio.subprocess.Process

LEASE = timedelta(seconds=1.5)
_FAST = Rate(10_000, 10_000)


@asynccontextmanager
async def replica(
    database_url: str,
    slack: Playground,
    at: datetime,
    *,
    lease: timedelta = LEASE,
    dies: bool = False,
) -> AsyncIterator[Process]:
    """Run a replica in whose world it is that moment; it is killed at the end if it still runs.

    Replicas of one moment have one clock, however long each takes to start.
    """
    shift = (at - Clock().now()).total_seconds()
    seconds = (str(shift), str(lease.total_seconds()))
    told = (database_url, slack.api_url, slack.bot_token, *seconds, str(int(dies)))
    command = (sys.executable, "-m", "tests.bot.delivery.scenarios.replica", *told)
    process = await asyncio.create_subprocess_exec(*command)
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def work(
    database_url: str,
    api_url: str,
    bot_token: str,
    shift: timedelta,
    lease: timedelta,
    *,
    dies: bool,
) -> None:
    """Tick and deliver until the process is killed."""
    settings = Settings(
        _env_file=None,
        slack_bot_token=bot_token,
        slack_signing_secret="secret",
        slack_api_url=api_url,
        posts_per_second=10_000,
    )
    clock, database = MovableClock(shift), Database(database_url)

    async def token(_workspace: WorkspaceId) -> str:
        if dies:  # a row is claimed, and nothing of it has been sent
            os.kill(os.getpid(), signal.SIGKILL)
        return bot_token

    async with Clients(api_url) as clients:
        pace = Pace(_FAST, _FAST, 10_000, look_every=0.05, lease=lease)
        delivery = Delivery(database, clients, token, clock, settings, MEANS, pace)
        database.when_announced(delivery.wake)
        delivery.start()
        schedule = Schedule()
        schedule.every(0.1, "check-ins", Ticks(database, clock).tick)
        schedule.start()
        await asyncio.Event().wait()


if __name__ == "__main__":
    url, api, bot, *numbers, deadly = sys.argv[1:]
    off, lasts = (timedelta(seconds=float(number)) for number in numbers)
    asyncio.run(work(url, api, bot, off, lasts, dies=deadly == "1"))
