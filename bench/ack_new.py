"""How fast `/workback new` opens its modal, beside a bare Bolt listener that opens the same one.

The bare one is handed the finished view; Workback asks its database who the person is and where
they are, builds the view and has it checked.
"""

import json

from bench.bare import VIEW
from bench.load import burst, command, in_turn, lines_to
from bench.results import Result, compare
from bench.servers import Place, place

_SIZES = ((1, 12, 40), (16, 8, 160))
"""Connections, rounds, requests a round."""


async def measure() -> list[Result]:
    """Compare at 1 and at 16 connections."""
    results = []
    async with place() as here, here.workback() as (ours, _):
        await _record(here, ours)
        async with here.bare() as bare:
            for connections, rounds, requests in _SIZES:
                taken = await in_turn(
                    ours,
                    bare,
                    lambda: new(here),
                    connections=connections,
                    rounds=rounds,
                    requests=requests,
                )
                results += compare("ack_new", f"at {connections}", *taken, None)
    return results


def new(here: Place) -> bytes:
    """Return a signed `/workback new` with a trigger of its own."""
    alice = here.slack.person("alice").id
    trigger = here.slack.triggers.issue(alice, channel="C01TEAMSYNC")
    return command(here.slack.signing_secret, "new", trigger_id=trigger)


async def _record(here: Place, ours: int) -> None:
    """Let Workback open the modal once, and keep it for the bare app."""
    async with lines_to(ours, 1) as lines:
        await burst(lines, lambda: new(here), requests=1)
    view = here.slack.traffic.calls("views.open")[-1].payload["view"]
    view = json.loads(view) if isinstance(view, str) else view
    (here.folder / VIEW).write_text(json.dumps(view), encoding="utf-8")
