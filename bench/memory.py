"""How much memory Workback holds after its start and after 10,000 requests: it must not grow.

Requests differ: help in ever other channels, words it does not know, no words at all.
"""

from collections.abc import Callable
from itertools import count
from pathlib import Path

from bench.load import burst, command, lines_to
from bench.results import Result
from bench.servers import place

REQUESTS = 10_000
_CONNECTIONS = 8
_GROWTH = 3.0
"""Megabytes that the second half may add: an allocator's noise, 600 bytes a request."""


async def measure() -> list[Result]:
    """Ask 10,000 times and look at the process three times."""
    async with place() as here, here.workback() as (ours, pid):
        started = resident(pid)
        request = _requests(here.slack.signing_secret)
        async with lines_to(ours, _CONNECTIONS) as lines:
            await burst(lines, request, requests=REQUESTS // 2)
            half = resident(pid)
            await burst(lines, request, requests=REQUESTS // 2)
        ended = resident(pid)
    return [
        Result("memory", started, "MB after start"),
        Result("memory", ended, f"MB after {REQUESTS:,} requests"),
        Result("memory", ended - half, "MB more in their second half", bound=_GROWTH),
    ]


def resident(pid: int) -> float:
    """Return the megabytes a process holds."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def _requests(secret: str) -> Callable[[], bytes]:
    number = count()

    def request() -> bytes:
        found = next(number)
        words = ("help", f"hlep{found}", "")[found % 3]
        return command(secret, words, channel_id=f"C{found}")

    return request
