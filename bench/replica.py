"""A replica in a process of its own: it asks for what is due and delivers; benches kill it."""

import asyncio
import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import timedelta

import uvloop

from bench.servers import ROOT
from bot.clock import MovableClock
from bot.config import Settings
from bot.delivery import Delivery, Pace
from bot.features import MEANS
from bot.kit.clients import Clients
from bot.schedule import Schedule
from bot.serve import freeze
from bot.ticks import Ticks
from domain.people import WorkspaceId
from storage.database import Database
from storage.lanes import Rate

Process = subprocess.Popen[bytes]

FAST = Rate(10_000, 10_000)


@dataclass(frozen=True)
class Where:
    """What a replica is told on its command line."""

    database_url: str
    api_url: str
    token: str
    shift: float
    """Seconds its clock is off, so that what is due stands in the past."""
    workspace: Rate | None = None
    """Keep this rate of posts in a workspace and Slack's others; otherwise as fast as it can."""

    async def start(self) -> Process:
        """Start a replica and wait until it works."""
        arguments = (
            self.database_url,
            self.api_url,
            self.token,
            str(self.shift),
            *(
                [str(self.workspace.per_second), str(self.workspace.burst)]
                if self.workspace
                else []
            ),
        )
        command = (sys.executable, "-m", "bench.replica", *arguments)
        process = subprocess.Popen(  # noqa: ASYNC220  (returns at once)
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT
        )
        assert process.stdout is not None
        assert await asyncio.to_thread(process.stdout.readline) == b"works\n"
        return process


async def end(process: Process) -> None:
    """Kill a replica as `kill -9` does, and wait until it is gone."""
    process.kill()
    await asyncio.to_thread(process.wait)


async def work(where: Where) -> None:
    """Tick and deliver until the process is killed, or whoever started it has died."""
    settings = Settings(
        _env_file=None,
        slack_bot_token=where.token,
        slack_signing_secret=where.token,
        slack_api_url=where.api_url,
        posts_per_second=1 if where.workspace else 10_000,
    )
    pace = Pace(FAST, FAST, 10_000, look_every=0.05, lease=timedelta(seconds=2))
    if where.workspace:
        pace = Pace(where.workspace)
    clock, database = MovableClock(timedelta(seconds=where.shift)), Database(where.database_url)

    async def token(_workspace: WorkspaceId) -> str:
        return where.token

    async with Clients(where.api_url) as clients:
        delivery = Delivery(database, clients, token, clock, settings, MEANS, pace)
        database.when_announced(delivery.wake)
        delivery.start()
        schedule = Schedule()
        schedule.every(0.2, "check-ins", Ticks(database, clock).tick)
        schedule.start()
        freeze()
        print("works", flush=True)
        with open(os.devnull, "w") as nobody:  # noqa: ASYNC230, PTH123  (nobody reads on: a full pipe would stop it)
            os.dup2(nobody.fileno(), sys.stdout.fileno())
        await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    url, api_url, token, shift, *rate = sys.argv[1:]
    workspace = Rate(float(rate[0]), int(rate[1])) if rate else None
    uvloop.run(work(Where(url, api_url, token, float(shift), workspace)))
