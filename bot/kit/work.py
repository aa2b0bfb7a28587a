"""Work that may outlast the three seconds of an act: it goes on, and the next look gets it."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

T = TypeVar("T")

PATIENCE = 1.2
"""Seconds that an act waits for it: enough for all but very large files."""

MOST = 32
"""Results kept at once; of more the oldest is let go, and made again if somebody asks."""


class Work:
    """What is being made, and what was made a moment ago, by key."""

    def __init__(self, patience: float = PATIENCE) -> None:
        self._patience = patience
        self._tasks: dict[str, asyncio.Task[Any]] = {}

    async def result(self, key: str, make: Callable[[], Coroutine[Any, Any, T]]) -> T | None:
        """Return what is made, None while that still takes. Raises what making it raised."""
        task: asyncio.Task[T] | None = self._tasks.get(key)
        if task is None:
            task = asyncio.get_running_loop().create_task(make(), name=f"work {key}")
            self._tasks[key] = task
            while len(self._tasks) > MOST:
                self._drop(next(iter(self._tasks)))
        done, _ = await asyncio.wait([task], timeout=self._patience)
        if not done:
            return None
        if task.exception() is not None:
            self._tasks.pop(key, None)  # the next try begins anew
        return task.result()

    def _drop(self, key: str) -> None:
        self._tasks.pop(key).cancel()

    def stop(self) -> None:
        """Give up what is not done."""
        for key in list(self._tasks):
            self._drop(key)
