"""A tick: what is due is asked for, who is silent is reminded, and the watchman is told we live."""

import asyncio
from datetime import datetime, timedelta

import aiohttp
import structlog

from bot.clock import Clock
from bot.kit import metrics
from storage import nudges
from storage.alarm import lag, look
from storage.database import Database
from storage.materialise import Round, materialise

EVERY = 1.0
"""Seconds between two ticks: how late a reminder may be when all is well."""

BETWEEN_PINGS = timedelta(minutes=1)
PING_SECONDS = 5.0

log = structlog.get_logger()


class Ticks:
    """Asks for what is due; every replica ticks, and the database shares the work."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._stopping = False

    async def tick(self) -> None:
        """Work off everything that is due now, a batch a transaction; an idle tick only looks."""
        now = self._clock.now()
        async with self._database.glance() as connection:
            alarm = await look(connection, now)
        due, silent = alarm.due, alarm.silent
        while due and not self._stopping:
            done = await materialise(self._database, now)
            _count(done)
            due = done.due > 0
        while silent and not self._stopping:
            reminded = await nudges.nudge(self._database, now)
            metrics.NUDGED.inc(reminded)
            silent = reminded > 0

    async def measure(self) -> None:
        """Bring the gauges up to date that say how far the bot is behind."""
        async with self._database.session(writes=False) as session:
            behind = await lag(session, self._clock.now())
        metrics.OVERDUE.set(behind.overdue.total_seconds())
        metrics.WAITING.set(behind.oldest.total_seconds())
        metrics.SET_ASIDE.set(behind.set_aside)

    def stop(self) -> None:
        """Begin no further batch."""
        self._stopping = True


class Heartbeat:
    """Tells a dead-man's switch, at most once a minute, that a tick was healthy."""

    def __init__(self, url: str | None, ticks: Ticks, clock: Clock) -> None:
        self._url = url
        self._ticks = ticks
        self._clock = clock
        self._pinged: datetime | None = None
        self._ping: asyncio.Task[None] | None = None

    async def tick(self) -> None:
        """Tick, and ping if that went well. Raises what the tick raises: then nobody is pinged."""
        await self._ticks.tick()
        now = self._clock.now()
        early = self._pinged is not None and abs(now - self._pinged) < BETWEEN_PINGS
        if self._url is not None and not early:
            self._pinged = now
            self._ping = asyncio.get_running_loop().create_task(self._send(self._url))

    async def measure(self) -> None:
        """Bring the gauges of the ticks up to date."""
        await self._ticks.measure()

    async def _send(self, url: str) -> None:
        timeout = aiohttp.ClientTimeout(total=PING_SECONDS)
        try:
            async with aiohttp.ClientSession(timeout=timeout) as session, session.get(url) as got:
                got.raise_for_status()
        except (aiohttp.ClientError, TimeoutError, OSError) as fault:
            log.warning("HEARTBEAT_URL does not answer", fault=type(fault).__name__)

    async def stop(self) -> None:
        """Let a ping that is under way come to its end."""
        self._ticks.stop()
        if self._ping is not None:
            await self._ping


def _count(done: Round) -> None:
    metrics.DUE.inc(done.due)
    metrics.LATE.inc(done.late)
    metrics.MISSED.inc(done.missed)
    if done.quarantined:
        metrics.QUARANTINED.inc(done.quarantined)
        log.warning("schedules were set aside: see workback doctor", number=done.quarantined)
