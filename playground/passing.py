"""Time that passes: the clock goes on step by step, and the app does at each what is due then.

A clock that only jumps is a machine that slept: what came due meanwhile is late or missed. Here
the app is awake all the while, so a week in the playground is a week as it would have been.
"""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from bot.clock import MovableClock
from playground.refusals import Impossible
from playground.things import Message

if TYPE_CHECKING:
    from playground.server import Playground

STEP = timedelta(hours=3)
"""How far the clock goes at most before the app is woken: some of its work has no fixed moment."""

LONGEST = timedelta(weeks=10)
"""How far time passes step by step; whoever goes further puts the clock."""


class Worker(Protocol):
    """The app, as far as it works by itself."""

    async def next_due(self) -> datetime | None:
        """Return the next moment after now at which it has something to do, if it knows one."""
        ...

    async def work(self) -> None:
        """Do all that is due now, and come back when it is said."""
        ...


@dataclass(frozen=True)
class Passed:
    """What happened while time passed."""

    since: datetime
    until: datetime
    said: tuple[Message, ...]
    """What the app said to channels and people, in its words then, oldest first."""
    asleep: bool = False
    """The clock was only put: the app did nothing meanwhile."""


class Passing:
    """Lets time pass in a playground, one journey at a time."""

    def __init__(self, slack: "Playground") -> None:
        self._slack = slack
        self._one = asyncio.Lock()
        self.worker: Worker | None = None
        """Without one, time only jumps."""

    @property
    def is_under_way(self) -> bool:
        """Whether time is passing just now."""
        return self._one.locked()

    async def to(self, moment: datetime) -> Passed:
        """Go on to a moment. Back in time, or further than `LONGEST`, the clock is only put."""
        async with self._one:
            since = self._slack.world.now()
            if self.worker is None or not since < moment <= since + LONGEST:
                return await self._put(moment)
            await self.worker.work()  # what is just being said belongs to before
            before = self._seen()
            while (now := self._slack.world.now()) < moment:
                await self._step(self.worker, now, moment)
            return self._passed(since, before)

    async def asleep_to(self, moment: datetime) -> Passed:
        """Put the clock to a moment as if the app had been down until then, and wake it."""
        async with self._one:
            return await self._put(moment)

    async def to_the_real_time(self) -> None:
        """Put the clock to what it is outside of the playground."""
        async with self._one:
            clock = self._movable()
            clock.shift = timedelta(0)
            self._slack.world.changed()

    async def until_said(self) -> Passed:
        """Go on until the app says something of itself, but no further than `LONGEST`."""
        if self.worker is None:
            raise Impossible("This playground's app does nothing by itself.")
        async with self._one:
            await self.worker.work()
            since, before = self._slack.world.now(), self._seen()
            while not self._new(before) and (now := self._slack.world.now()) < since + LONGEST:
                await self._step(self.worker, now, since + LONGEST)
            return self._passed(since, before)

    async def _step(self, worker: Worker, now: datetime, end: datetime) -> None:
        due = await worker.next_due()
        hour = now.replace(minute=0, second=0, microsecond=0) + STEP
        self._move(min(at for at in (hour, due, end) if at is not None))
        await worker.work()

    async def _put(self, moment: datetime) -> Passed:
        since, before = self._slack.world.now(), self._seen()
        self._move(moment)
        if self.worker is not None:
            await self.worker.work()
        return self._passed(since, before, asleep=True)

    def _move(self, moment: datetime) -> None:
        self._movable().move_to(moment)
        self._slack.world.changed()

    def _movable(self) -> MovableClock:
        clock = self._slack.clock
        if not isinstance(clock, MovableClock):
            raise Impossible("This playground's clock cannot be moved.")
        return clock

    def _seen(self) -> set[tuple[str, str]]:
        return {(message.channel, message.ts) for message in self._of_the_app()}

    def _new(self, before: set[tuple[str, str]]) -> list[Message]:
        return [one for one in self._of_the_app() if (one.channel, one.ts) not in before]

    def _of_the_app(self) -> list[Message]:
        world = self._slack.world
        return [
            message
            for some in world.messages.values()
            for message in some
            if message.by_app and not message.ephemeral_to
        ]

    def _passed(
        self, since: datetime, before: set[tuple[str, str]], *, asleep: bool = False
    ) -> Passed:
        said = sorted(self._new(before), key=lambda message: float(message.ts))
        # as they were said: they may be edited later
        return Passed(since, self._slack.world.now(), tuple(m.model_copy() for m in said), asleep)
