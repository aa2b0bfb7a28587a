"""How long it takes to deliver what is due, beside the time that Slack's rates make it take.

Measured is the delivery: all that is due stands in the outbox when the replicas start. Beside it
stands the same crowd when nothing is written yet: that costs what `bench/due.py` measures.

Slack takes several hundred posts a minute of a workspace; the bot's pace is four a second after a
burst of 50. At that pace 50 owners wait for nothing, and 200 workspaces would need more than two
cores can send. So two crowds are measured whose bound is the rate and not the machine: 200
workspaces of 50 owners at half a post a second, and ten of 200 owners at the bot's own pace. The
least there can be is the time of one workspace: what comes after its burst, at its rate.
"""

import asyncio

from bench.goals import Crowd
from bench.outage import outage
from bench.replica import end
from bench.results import Result
from bot.delivery import Pace
from storage.lanes import Rate

WIDE = Crowd(workspaces=200, owners=50, goals=2)
DEEP = Crowd(workspaces=10, owners=200, goals=2)
SLOW = Rate(per_second=0.5, burst=5)
BOUND = 1.05
LONGEST = 300.0


async def measure() -> list[Result]:
    """Let each crowd be delivered to, the wide one by one replica and by two."""
    return [
        *await deliver(WIDE, SLOW, replicas=2),
        *await deliver(DEEP, Pace().workspace),
        *await deliver(WIDE, SLOW, bound=None),
        *await deliver(WIDE, SLOW, replicas=2, written=False, bound=None),
    ]


async def deliver(
    crowd: Crowd,
    rate: Rate,
    *,
    replicas: int = 1,
    written: bool = True,
    bound: float | None = BOUND,
) -> list[Result]:
    """Deliver to a crowd at a rate of posts in each workspace."""
    least = (crowd.owners - rate.burst) / rate.per_second
    async with outage(crowd, workspace=rate) as here:
        if written:
            await here.write()
        running = await asyncio.gather(*(here.where.start() for _ in range(replicas)))
        try:
            seconds = await here.until_sent(LONGEST)
        finally:
            for process in running:
                await end(process)
        got = here.got()
    what = f"{crowd.messages:,} messages in {crowd.workspaces} workspaces"
    how = f"{rate.per_second:g} a second after {rate.burst}, {replicas} at work"
    how += "" if written else ", not written yet"
    return [
        Result("slack_bound", seconds, f"s, {what}, {how}, beside the least", least, bound),
        Result(
            "slack_bound", sum(count != 1 for count in got), f"lost or twice of {what}", bound=0.0
        ),
    ]
