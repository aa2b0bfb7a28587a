"""How soon the first message is in Slack when 100,000 goals are due at the same instant.

A process that asks and delivers is started on a full database; the seconds count from the moment
it works, its first tick a fifth of a second later included, until Slack has the first message.
"""

import time

from bench.due import CROWD, Place, postgres, sqlite
from bench.goals import Crowd
from bench.outage import outage
from bench.replica import end
from bench.results import Result

BOUND = 1.0


async def measure() -> list[Result]:
    """Measure both databases."""
    return [await first("SQLite", sqlite), await first("PostgreSQL", postgres)]


async def first(name: str, place: Place, crowd: Crowd = CROWD) -> Result:
    """Start a replica and wait for its first message."""
    async with outage(crowd, place=place) as here:
        replica = await here.where.start()
        begun = time.perf_counter()
        try:
            await here.slack.until(lambda: here.slack.traffic.calls("chat.postMessage"), timeout=60)
        finally:
            await end(replica)
        seconds = time.perf_counter() - begun
    what = f"s to the first message of {crowd.size:,} due goals on {name}"
    return Result("first_message", seconds, what, bound=BOUND)
