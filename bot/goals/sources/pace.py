"""A doorman for each process: what floods is turned away before the database is asked.

How often a token may send is counted in the database, for all replicas together
(`storage.sources.spend`). This only keeps one process from drowning, so it counts by itself.
Requests that have proved who they are have a bucket of their own: somebody who knows a source's
name and not its secret locks nobody out who sends a token.
"""

import math
from collections import OrderedDict
from typing import Any

RATE = 5.0
"""Requests a second, in the long run."""
BURST = 30.0
MOST_KNOWN = 10_000
"""Buckets that are remembered; the one that was silent longest is forgotten."""


class Pace:
    """Buckets by name; a full one holds `BURST` requests."""

    def __init__(self) -> None:
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._proved: OrderedDict[str, None] = OrderedDict()

    def wait(self, source: str, proof: str, now: float) -> int:
        """Take one request out; return 0, or in how many whole seconds there is room again.

        `proof` is what the request shows for itself, not checked yet.
        """
        name = proof if proof in self._proved else f"{source} unproved"
        left, seen = self._buckets.pop(name, (BURST, now))
        left = min(BURST, left + max(0.0, now - seen) * RATE)
        allowed = left >= 1
        self._buckets[name] = (left - 1 if allowed else left, now)
        _forget(self._buckets)
        return 0 if allowed else math.ceil((1 - left) / RATE)

    def proved(self, proof: str) -> None:
        """Remember that what a request showed was right."""
        self._proved[proof] = None
        self._proved.move_to_end(proof)
        _forget(self._proved)

    def denied(self, proof: str) -> None:
        """Forget what was right once: a token was revoked."""
        self._proved.pop(proof, None)


def _forget(known: OrderedDict[str, Any]) -> None:
    if len(known) > MOST_KNOWN:
        known.popitem(last=False)
