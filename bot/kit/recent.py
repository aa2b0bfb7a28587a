"""What was read a moment ago, kept so that the same question need not go to the database again.

For words beside the point, such as the line in help that names the channel's initiative. What
somebody decides upon is always read anew.
"""

import asyncio
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any, TypeVar

from domain.people import WorkspaceId
from storage.database import Database

SECONDS = 2.0
"""How long an answer is kept. A commit in this process ends it at once; only what another
replica commits can stay unseen, for this long."""

MOST = 1000
"""Answers kept at once; the next one lets all go."""

T = TypeVar("T")


@dataclass(frozen=True)
class _Reading:
    answer: asyncio.Task[Any]
    begun: float
    commits: int
    """The workspace's, when the reading began: a later commit may have changed the answer."""


class Recent:
    """Reads once what many ask within a moment."""

    def __init__(self, database: Database, seconds: float = SECONDS) -> None:
        self._database = database
        self._seconds = seconds
        self._readings: dict[tuple[WorkspaceId, str], _Reading] = {}

    async def get(
        self, workspace_id: WorkspaceId, question: str, read: Callable[[], Coroutine[Any, Any, T]]
    ) -> T:
        """Return what `read` returns, or what it returned to the same question a moment ago.

        Raises what `read` raises; a failure is not kept. All who ask get the same object.
        """
        reading = self._readings.get((workspace_id, question))
        if reading is None or self._is_over(reading, workspace_id):
            reading = self._begin(workspace_id, question, read)
        if reading.answer.done():
            return reading.answer.result()  # type: ignore[no-any-return]
        # shielded: the deadline of one who waits must not end the reading for the others
        return await asyncio.shield(reading.answer)

    def _begin(
        self, workspace_id: WorkspaceId, question: str, read: Callable[[], Coroutine[Any, Any, T]]
    ) -> _Reading:
        if len(self._readings) >= MOST:
            self._readings.clear()
        begun, commits = time.monotonic(), self._database.commits(workspace_id)
        reading = _Reading(asyncio.create_task(read()), begun, commits)
        self._readings[workspace_id, question] = reading
        return reading

    def _is_over(self, reading: _Reading, workspace_id: WorkspaceId) -> bool:
        answer = reading.answer
        return (
            time.monotonic() - reading.begun > self._seconds
            or reading.commits != self._database.commits(workspace_id)
            or (answer.done() and (answer.cancelled() or answer.exception() is not None))
        )
