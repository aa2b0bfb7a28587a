"""A process that does nothing but deliver: for tests that kill it."""

import asyncio
import sys
from datetime import timedelta

from bot.clock import Clock
from bot.config import Settings
from bot.delivery import Delivery, Pace
from bot.features import MEANS
from bot.kit.clients import Clients
from domain.people import WorkspaceId
from storage.database import Database
from storage.lanes import Rate


async def work(database_url: str, api_url: str, bot_token: str, lease_seconds: float) -> None:
    """Deliver until the process is killed."""
    settings = Settings(
        _env_file=None,
        slack_bot_token=bot_token,
        slack_signing_secret="secret",
        slack_api_url=api_url,
        posts_per_second=10_000,
    )
    fast = Rate(10_000, 10_000)
    pace = Pace(fast, fast, 10_000, look_every=0.05, lease=timedelta(seconds=lease_seconds))

    async def token(_workspace: WorkspaceId) -> str:
        return bot_token

    async with Clients(api_url) as clients:
        Delivery(Database(database_url), clients, token, Clock(), settings, MEANS, pace).start()
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(work(sys.argv[1], sys.argv[2], sys.argv[3], float(sys.argv[4])))
