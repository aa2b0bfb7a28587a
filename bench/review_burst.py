"""What 20 verdicts within a second take, in a review with 300 comments on version 12.

Twenty people press *Approve* at once, in the playground, with the usual pace of posts. Measured
are the acknowledgements, how often the two messages that show the progress were edited, and the
Slack calls of each act.
"""

import asyncio
import statistics
import time

from bench import crowd_review
from bench.results import Result, p99
from bench.servers import place
from playground.person import Actor
from playground.server import Playground

REVIEWERS, COMMENTS, VERSIONS = 20, 300, 12
EDITS = 8.0
"""Edits of both messages together, for 20 verdicts."""
CALLS = 3.0
_PATIENCE = 120.0


async def measure() -> list[Result]:
    """Fill a review, then let all approve at once."""
    async with place() as here, here.workback() as (port, _):
        here.slack.connect_http(f"http://127.0.0.1:{port}/slack/events")
        people = await crowd_review.fill(
            here.slack, reviewers=REVIEWERS, comments=COMMENTS, versions=VERSIONS
        )
        calls = await _looks(here.slack)
        taken, edits = await burst(here.slack, people)
    words = f"{REVIEWERS} verdicts at once, {COMMENTS} comments"
    return [
        Result("review_burst", statistics.median(taken), f"ms, median, {words}"),
        Result("review_burst", p99(taken), f"ms, p99, {words}"),
        Result("review_burst", edits, f"edits of two messages, {words}", bound=EDITS),
        Result("review_burst", calls, "Slack calls of an act, at most", bound=CALLS),
    ]


async def burst(slack: Playground, people: list[Actor]) -> tuple[list[float], int]:
    """Let everybody approve at once; return the milliseconds of each, and the edits that follow."""
    asked = await crowd_review.request(slack)
    for person in people:
        assert not (await person.click("Approve", within=asked)).trouble
    slack.traffic.exchanges.clear()

    async def approve(person: Actor) -> float:
        started = time.perf_counter()
        outcome = await person.submit()
        assert not outcome.trouble, outcome
        return (time.perf_counter() - started) * 1000

    taken = list(await asyncio.gather(*map(approve, people)))
    done = f"{len(people)} of {len(people)} approvals"
    await slack.until(lambda: done in str(asked.blocks), timeout=_PATIENCE)
    return taken, len(slack.traffic.calls("chat.update"))


async def _looks(slack: Playground) -> int:
    """Return the most Slack calls that an act of looking takes."""
    asked, most = await crowd_review.request(slack), 0
    alice = slack.person("alice")
    for what in ("/workback review WB-1", "/workback show WB-1", "/workback history WB-1"):
        slack.traffic.exchanges.clear()
        outcome = await alice.command(what, channel=crowd_review.CHANNEL)
        assert not outcome.trouble, what
        most = max(most, len(slack.traffic.calls()))
        await alice.close()
    slack.traffic.exchanges.clear()
    assert not (await slack.person("U9000").click("Request changes", within=asked)).trouble
    most = max(most, len(slack.traffic.calls()))
    await slack.person("U9000").close()
    return most
