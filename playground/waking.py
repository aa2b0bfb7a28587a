"""The bot's own work, done when the playground's clock says so instead of at its next tick."""

import asyncio
from datetime import datetime

from bot.digests.sending import next_due as next_digest
from bot.house import House
from storage import alarm

SAID_SECONDS = 10.0
"""Real seconds that the sending may take; what Slack holds up, by a fault, is left for later."""

_LOOK_SECONDS = 0.01


class Waking:
    """Does what the bot's clock does, one job after the other."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._services = house.services

    async def next_due(self) -> datetime | None:
        """Return when a schedule, a reminder, a kept message or a digest is due next."""
        database, now = self._services.database, self._services.clock.now()
        async with database.session(writes=False) as session:
            found = await alarm.next_after(session, now)
        dues = (found, await next_digest(database, now))
        return min((at for at in dues if at is not None), default=None)

    async def work(self) -> None:
        """Ask for what is due, remind, end silent reads, write digests, and send all of it."""
        await self._house.heartbeat.tick()
        await self._house.remind()
        await self._house.end_reads()
        await self._house.digests.tick()
        self._house.delivery.wake()
        deadline = asyncio.get_running_loop().time() + SAID_SECONDS
        while await self._waits() and asyncio.get_running_loop().time() < deadline:  # noqa: ASYNC110  (a database tells no events)
            await asyncio.sleep(_LOOK_SECONDS)

    async def _waits(self) -> bool:
        async with self._services.database.session(writes=False) as session:
            return await alarm.is_leaving(session, self._services.clock.now())
