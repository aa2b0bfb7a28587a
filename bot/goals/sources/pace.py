"""How often a source may send: a bucket for each, in memory, in every process."""

import math
from collections import OrderedDict

RATE = 5.0
"""Requests a second, in the long run."""
BURST = 30.0
MOST_KNOWN = 10_000
"""Sources that are remembered; the one that was silent longest is forgotten."""


class Pace:
    """Buckets by name; a full one holds `BURST` requests."""

    def __init__(self) -> None:
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, name: str, now: float) -> int:
        """Take one request out; return 0, or in how many whole seconds there is room again."""
        left, seen = self._buckets.pop(name, (BURST, now))
        left = min(BURST, left + max(0.0, now - seen) * RATE)
        allowed = left >= 1
        self._buckets[name] = (left - 1 if allowed else left, now)
        if len(self._buckets) > MOST_KNOWN:
            self._buckets.popitem(last=False)
        return 0 if allowed else math.ceil((1 - left) / RATE)
