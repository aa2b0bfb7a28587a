"""How long it takes to deliver what is due, beside the time that Slack's rates make it take.

Slack takes several hundred posts a minute of a workspace; the bot's pace is four a second after a
burst of 50. At that pace 50 owners wait for nothing, and 200 workspaces would need more than two
cores can send. So two crowds are measured whose bound is the rate and not the machine: 200
workspaces of 50 owners at half a post a second, and ten of 200 owners at the bot's own pace. The
least there can be is the time of one workspace: what comes after its burst, at its rate.
"""

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
    """Let one replica deliver to each crowd."""
    return [*await deliver(WIDE, SLOW), *await deliver(DEEP, Pace().workspace)]


async def deliver(crowd: Crowd, rate: Rate) -> list[Result]:
    """Deliver to a crowd at a rate of posts in each workspace."""
    least = (crowd.owners - rate.burst) / rate.per_second
    async with outage(crowd, workspace=rate) as here:
        replica = await here.where.start()
        try:
            seconds = await here.until_sent(LONGEST)
        finally:
            await end(replica)
        got = here.got()
    what = f"{crowd.messages:,} messages in {crowd.workspaces} workspaces"
    each = f"{rate.per_second:g} a second after {rate.burst}"
    return [
        Result("slack_bound", seconds, f"s, {what}, {each}, beside the least", least, BOUND),
        Result(
            "slack_bound", sum(count != 1 for count in got), f"lost or twice of {what}", bound=0.0
        ),
    ]
