"""Replicas that are killed every two seconds, with a Slack that loses replies and says 429.

One, two and four of them on one PostgreSQL; whoever is killed is started anew. Counted is what
each person got in Slack: nothing lost, nothing twice.
"""

import asyncio
import itertools

from bench.goals import Crowd
from bench.outage import Outage, outage
from bench.replica import Process, end
from bench.results import Result

CROWD = Crowd(workspaces=4, owners=1_000, goals=1)
REPLICAS = (1, 2, 4)
EVERY = 2.0
LONGEST = 120.0
LOST, LIMITED = 20, 10


async def measure(crowd: Crowd = CROWD, every: float = EVERY) -> list[Result]:
    """Measure each number of replicas."""
    results = []
    for replicas in REPLICAS:
        async with outage(crowd) as here:
            seconds, killed = await killing(here, replicas, every)
            got = here.got()
        what = f"{replicas} replicas, {killed} killed"
        lost, twice = sum(count == 0 for count in got), sum(count > 1 for count in got)
        results += [
            Result("replicas_kill", lost, f"lost of {len(got):,}, {what}", bound=0.0),
            Result("replicas_kill", twice, f"twice, {what}", bound=0.0),
            Result("replicas_kill", crowd.messages / seconds, f"messages a second, {what}"),
        ]
    return results


async def killing(here: Outage, replicas: int, every: float) -> tuple[float, int]:
    """Let replicas work while one after the other is killed; return seconds and deaths."""
    here.slack.faults.lose_reply("chat.postMessage", times=LOST)
    here.slack.faults.rate_limit("chat.postMessage", retry_after=1, times=LIMITED)
    running = list(await asyncio.gather(*(here.where.start() for _ in range(replicas))))
    deaths: list[int] = []
    killer = asyncio.create_task(_kill(here, running, deaths, every))
    try:
        seconds = await here.until_sent(LONGEST)
    finally:
        killer.cancel()
        await asyncio.gather(killer, return_exceptions=True)
        for process in running:
            await end(process)
    return seconds, len(deaths)


async def _kill(here: Outage, running: list[Process], deaths: list[int], every: float) -> None:
    """Kill the next one in turn, and start another in its place."""
    for turn in itertools.count():
        await asyncio.sleep(every)
        place = turn % len(running)
        await end(running[place])
        deaths.append(turn)
        running[place] = await here.where.start()
