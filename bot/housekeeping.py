"""Housekeeping: once an hour, what has had its time is thrown away."""

import time
from collections import Counter
from datetime import timedelta

import structlog

from bot.clock import Clock
from bot.config import Settings
from bot.kit import metrics
from storage.database import Database
from storage.housekeeping import Terms, delete_archived, sweep
from storage.purging import purge

EVERY = 3600.0
"""Seconds between two rounds."""

FIRST = 60.0
"""Seconds from the start to the first round: a bot that is restarted often keeps house too."""

log = structlog.get_logger()


class Housekeeping:
    """Deletes in batches what the settings do not keep; every replica does, and they share it."""

    def __init__(self, database: Database, clock: Clock, settings: Settings) -> None:
        self._database = database
        self._clock = clock
        self._terms = Terms(
            sent=timedelta(days=settings.keep_sent_days),
            dead=timedelta(days=settings.keep_dead_days),
            grace=timedelta(days=settings.grace_days),
        )
        self._stopping = False

    async def tick(self) -> None:
        """Keep house once. Raises what the database raises: the next round goes on with it."""
        now, started = self._clock.now(), time.perf_counter()
        swept = await sweep(self._database, now, self._terms, self._goes_on)
        swept += await purge(self._database, now - self._terms.grace, self._goes_on)
        archived = await delete_archived(self._database, now, self._goes_on)
        swept += Counter({"initiative": archived} if archived else {})
        for table, number in swept.items():
            metrics.SWEPT.labels(table).inc(number)
        metrics.SWEEP_SECONDS.observe(time.perf_counter() - started)
        if swept:
            log.info("kept house", **swept)

    def stop(self) -> None:
        """Begin no further batch."""
        self._stopping = True

    def _goes_on(self) -> bool:
        return not self._stopping
