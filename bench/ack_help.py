"""How fast `/workback help` is acknowledged, beside a bare Bolt app with one listener.

`ack_help` asks in one channel, as people do. `ack_help_anew` asks in a channel nobody asked in
a moment ago, so that each request reads the database.
"""

from itertools import count

from bench.load import command, in_turn
from bench.results import Result, compare
from bench.servers import place

BOUND = 1.5
_SIZES = ((1, 24, 150), (64, 12, 960))
"""Connections, rounds, requests a round."""


async def measure() -> list[Result]:
    """Compare at 1 and at 64 connections."""
    results = []
    async with place() as here, here.workback() as (ours, _), here.bare() as bare:
        secret = here.slack.signing_secret
        channels = count()

        def anew() -> bytes:
            return command(secret, "help", channel_id=f"C{next(channels)}")

        for connections, rounds, requests in _SIZES:
            same = command(secret, "help")
            for question, request, bound in (
                ("ack_help", lambda same=same: same, BOUND),
                ("ack_help_anew", anew, None),
            ):
                taken = await in_turn(
                    ours,
                    bare,
                    request,
                    connections=connections,
                    rounds=rounds,
                    requests=requests,
                    expects=b"press release",
                )
                results += compare(question, f"at {connections}", *taken, bound)
    return results
