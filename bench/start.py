"""How long Workback takes from its start to `/readyz`, beside a bare Bolt app until it listens.

`start` finds its database as it left it, `start_first` makes it. `import` is what Python spends on
modules alone, and being watched slows it; the costliest of them are printed above.
"""

import re
import statistics
import subprocess
import sys
import time

from bench.results import Result
from bench.servers import ROOT, Place, place

STARTS = 5
_TOP = 12
_LINE = re.compile(r"import time:\s*(\d+) \|\s*(\d+) \| (\s*)(\S+)")


async def measure() -> list[Result]:
    """Start both several times."""
    async with place() as here:
        first = await _ours(here)
        ours = [await _ours(here) for _ in range(STARTS)]
        bare = [await _bare(here) for _ in range(STARTS)]
    return [
        Result("start_first", first, "s"),
        Result("start", statistics.median(ours), "s, median", statistics.median(bare)),
        Result("import", _imports(), "s"),
    ]


async def _ours(here: Place) -> float:
    started = time.perf_counter()
    async with here.workback():
        return time.perf_counter() - started


async def _bare(here: Place) -> float:
    started = time.perf_counter()
    async with here.bare():
        return time.perf_counter() - started


def _imports() -> float:
    """Print the costliest modules; return the seconds of all."""
    told = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", "import bot.__main__, bot.serve"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stderr
    found = [
        (int(own), int(whole), len(deep), name) for own, whole, deep, name in _LINE.findall(told)
    ]
    for _, whole, _, name in sorted(found, key=lambda module: -module[1])[:_TOP]:
        print(f"{whole / 1e6:.3f} s {name}", file=sys.stderr)
    return sum(own for own, *_ in found) / 1e6
