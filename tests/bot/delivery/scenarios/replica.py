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

from bot.clock import MovableClock
from bot.config import Settings
from bot.delivery import Delivery, Pace
from bot.features import GUARDS, RENDER
from bot.kit.clients import Clients
from bot.schedule import Schedule
from bot.ticks import Ticks
from domain.people import WorkspaceId
from playground.server import Playground
from storage.database import Database
from storage.lanes import Rate

Process = asyncio.subprocess.Process

LEASE = timedelta(seconds=1.5)
"""Of a process that dies; others have longer than any call lasts on a busy machine."""

_LONG_LEASE = timedelta(minutes=2)
_FAST = Rate(10_000, 10_000)


@asynccontextmanager
async def replica(
    database_url: str, slack: Playground, at: datetime, *, dies: bool = False
) -> AsyncIterator[Process]:
    """Run a replica whose clock begins at a moment; it is killed at the end if it still runs."""
    told = (database_url, slack.api_url, slack.bot_token, at.isoformat(), str(int(dies)))
    command = (sys.executable, "-m", "tests.bot.delivery.scenarios.replica", *told)
    process = await asyncio.create_subprocess_exec(*command)
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def work(database_url: str, api_url: str, bot_token: str, at: datetime, dies: bool) -> None:  # noqa: FBT001
    """Tick and deliver until the process is killed."""
    settings = Settings(
        _env_file=None,
        slack_bot_token=bot_token,
        slack_signing_secret="secret",
        slack_api_url=api_url,
        posts_per_second=10_000,
    )
    clock, database = MovableClock(), Database(database_url)
    clock.move_to(at)

    async def token(_workspace: WorkspaceId) -> str:
        if dies:  # a row is claimed, and nothing of it has been sent
            os.kill(os.getpid(), signal.SIGKILL)
        return bot_token

    async with Clients(api_url) as clients:
        pace = Pace(_FAST, _FAST, 10_000, look_every=0.05, lease=LEASE if dies else _LONG_LEASE)
        delivery = Delivery(database, clients, token, clock, settings, pace, GUARDS)
        database.when_announced(delivery.wake)
        delivery.start()
        schedule = Schedule()
        schedule.every(0.1, "check-ins", Ticks(database, clock, RENDER).tick)
        schedule.start()
        await asyncio.Event().wait()


if __name__ == "__main__":
    url, api, bot, moment, deadly = sys.argv[1:]
    asyncio.run(work(url, api, bot, datetime.fromisoformat(moment), deadly == "1"))
