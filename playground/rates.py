"""Slack's rate limits, so far as slack.md ("Rates") knows them."""

import time
from collections import defaultdict, deque
from math import ceil

from playground.refusals import RateLimitedError

_WINDOW_SECONDS = 60.0

_POSTS_PER_WORKSPACE = 300
"""A minute, for chat.postMessage: "several hundred"."""

_POSTS_PER_CHANNEL = 60
"""A minute: one a second, with short bursts allowed."""


class Rates:
    """Counts calls in a sliding minute of real time, whatever the movable clock shows."""

    def __init__(self) -> None:
        self._calls: dict[str, deque[float]] = defaultdict(deque)

    def count(self, method: str, per_minute: int, channel: str = "") -> None:
        """Count a call. Raises RateLimitedError where Slack would answer 429."""
        if method == "chat.postMessage":
            self._count(f"{method} {channel}", _POSTS_PER_CHANNEL)
            self._count(method, _POSTS_PER_WORKSPACE)
        else:
            self._count(method, per_minute)

    def _count(self, key: str, per_minute: int) -> None:
        now, calls = time.monotonic(), self._calls[key]
        while calls and calls[0] <= now - _WINDOW_SECONDS:
            calls.popleft()
        if len(calls) >= per_minute:
            raise RateLimitedError(ceil(calls[0] + _WINDOW_SECONDS - now))
        calls.append(now)
