"""A record of every call between Slack and the app, in both directions."""

import asyncio
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from playground.things import Json
from playground.world import Clock

Direction = Literal["to_slack", "to_app"]

KEPT = 2_000
"""How many calls are remembered; the oldest are forgotten first."""

_NO_ANSWER = 0


@dataclass
class Exchange:
    """One call and its answer."""

    number: int
    at: datetime
    direction: Direction
    method: str
    """A Web API method, or what is delivered: "/workback", "block_actions", "app_home_opened"."""
    payload: Json
    answer: Any = None
    status: int = _NO_ANSWER
    """The HTTP status of the answer; 0 if none came."""
    seconds: float = 0.0
    act: str | None = None
    """What somebody did that led to it, if that is known: "Alice: /workback new"."""
    trouble: str | None = None
    """Why the app's answer was no good."""


class Traffic:
    """Remembers calls; read `exchanges`, oldest first."""

    def __init__(self, clock: Clock) -> None:
        self.exchanges: deque[Exchange] = deque(maxlen=KEPT)
        self._clock = clock
        self._count = 0
        self._acts: list[str] = []
        self._observers: list[Callable[[], None]] = []

    def subscribe(self, observer: Callable[[], None]) -> Callable[[], None]:
        """Call `observer` after each exchange, until the returned function is called."""
        self._observers.append(observer)

        def leave() -> None:
            if observer in self._observers:
                self._observers.remove(observer)

        return leave

    def calls(self, method: str | None = None) -> list[Exchange]:
        """Return the app's Web API calls, all or those of one method."""
        return [
            exchange
            for exchange in self.exchanges
            if exchange.direction == "to_slack" and method in (None, exchange.method)
        ]

    def deliveries(self, method: str | None = None) -> list[Exchange]:
        """Return what was delivered to the app, all or one kind."""
        return [
            exchange
            for exchange in self.exchanges
            if exchange.direction == "to_app" and method in (None, exchange.method)
        ]

    def clear(self) -> None:
        """Forget everything so far."""
        self.exchanges.clear()
        self._tell()

    @contextmanager
    def act(self, words: str) -> Iterator[None]:
        """Say what a person is doing; calls meanwhile are put down to it."""
        self._acts.append(words)
        try:
            yield
        finally:
            self._acts.remove(words)

    @contextmanager
    def exchange(self, direction: Direction, method: str, payload: Json) -> Iterator[Exchange]:
        """Record a call; fill in `answer` and `status` inside the block."""
        self._count += 1
        # Two acts at once leave no way to tell whose call it is: then nobody's name stands there.
        act = self._acts[0] if len(self._acts) == 1 else None
        record = Exchange(self._count, self._clock.now(), direction, method, payload, act=act)
        self.exchanges.append(record)
        started = asyncio.get_running_loop().time()
        try:
            yield record
        finally:
            record.seconds = asyncio.get_running_loop().time() - started
            self._tell()

    def _tell(self) -> None:
        for observer in list(self._observers):
            observer()
