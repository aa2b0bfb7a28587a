"""The process that draws: one, started when the first chart is wanted."""

import asyncio
import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from bot.charts.drawing import draw
from domain.charts import Chart

LONGEST = 20.0
"""Seconds a chart may take, the start of the process included."""

CHARTS_A_PROCESS = 500
"""After so many a new process takes over: matplotlib's memory is let go."""


class Studio:
    """Draws charts away from the event loop, one after the other."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None

    async def draw(self, chart: Chart) -> bytes:
        """Return the PNG. TimeoutError if it takes too long, BrokenProcessPool if that ended."""
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(LONGEST):
                return await loop.run_in_executor(self._opened(), draw, chart)
        except (BrokenProcessPool, TimeoutError):
            self.close()
            raise

    def _opened(self) -> ProcessPoolExecutor:
        if self._pool is None:
            # fork would copy a process full of threads and connections
            self._pool = ProcessPoolExecutor(
                max_workers=1,
                mp_context=multiprocessing.get_context("spawn"),
                max_tasks_per_child=CHARTS_A_PROCESS,
            )
        return self._pool

    def close(self) -> None:
        """End the process; the next chart starts another one."""
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(wait=False, cancel_futures=True)


STUDIO = Studio()
"""Of this process: a chart needs nothing of the house that wants it."""
