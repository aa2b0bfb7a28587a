"""How long it takes to deliver what is due, beside the time that Slack's rates make it take.

Slack takes about four posts a second of a workspace, after a burst; with 50 owners nothing would
wait. So the crowd here has fewer workspaces and more owners in each, and the bound is the time of
one workspace: what comes after its burst, at its rate.
"""

from bench.goals import Crowd
from bench.outage import outage
from bench.replica import end
from bench.results import Result
from bot.delivery import Pace

CROWD = Crowd(workspaces=10, owners=200, goals=2)
BOUND = 1.05
LONGEST = 180.0


async def measure(crowd: Crowd = CROWD) -> list[Result]:
    """Let one replica deliver at Slack's pace."""
    rate = Pace().workspace
    least = (crowd.owners - rate.burst) / rate.per_second
    async with outage(crowd, at_slacks_pace=True) as here:
        replica = await here.where.start()
        try:
            seconds = await here.until_sent(LONGEST)
        finally:
            await end(replica)
        got = here.got()
    what = f"s, {crowd.messages:,} messages in {crowd.workspaces} workspaces"
    return [
        Result("slack_bound", seconds, f"{what}, beside the least there can be", least, BOUND),
        Result("slack_bound", sum(count != 1 for count in got), "lost or twice", bound=0.0),
    ]
