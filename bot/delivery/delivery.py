"""Sends the outbox: at once after a commit, and whatever is left over at the next look.

A look claims what may leave now, puts into words what has none yet, and begins one attempt for each
row; how the attempts went is written down together.

What is promised: a saved announcement is sent, in the order of its conversation, and as a rule
once. The database gives one intent; Slack has no key that makes a post idempotent. So when nobody
knows whether Slack took a post (a crash, a lost reply), the conversation's history is searched for
the row's mark before the post is sent again. A message is said twice only if Slack took it and its
history does not show it: the app may not read the history, or the message appears there later
than the next attempt, or the clock jumped ahead past a lease in mid-flight. Nudges are then dropped
instead. Edits are simply made again.
"""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from bot.clock import Clock
from bot.config import Settings
from bot.delivery.books import Books
from bot.delivery.consequences import MOST_ATTEMPTS
from bot.delivery.outcomes import Outcome
from bot.delivery.sender import Sender, Tokens
from bot.delivery.uploads import Makers
from bot.delivery.wording import Wording
from bot.kit import metrics
from bot.kit.clients import Clients
from storage import claims, outbox
from storage.asking import Render
from storage.claims import Place, Terms
from storage.database import Database
from storage.guards import Guards
from storage.lanes import Rate
from storage.tables import MessageRow, OutboxRow

SHORTEST_REST = 0.05
"""Seconds between two looks while all that is queued has to wait: lanes become free one by one."""

Known = dict[Place, MessageRow]
"""The messages that claimed rows edit or answer."""

log = structlog.get_logger()


@dataclass(frozen=True)
class Pace:
    """How fast the delivery is; the defaults keep within slack.md, "Rates"."""

    workspace: Rate = field(default_factory=lambda: Rate(per_second=4.0, burst=50))
    edits: Rate = field(default_factory=lambda: Rate(per_second=0.65, burst=10))
    conversation_burst: int = 3
    """A card and its note appear together."""
    at_once: int = 64
    """Conversations spoken to at the same time; each call takes Slack some tenths of a second."""
    look_every: float = 1.0
    """Seconds between two looks when nothing wakes the delivery."""
    lease: timedelta = timedelta(minutes=1)
    """Longer than any call lasts; after a crash, how long a message waits."""


@dataclass(frozen=True)
class Means:
    """What the features lend the delivery."""

    render: Render
    """How a check-in asks."""
    guards: Guards = field(default_factory=dict)
    """Who is asked, right before a message leaves, whether it is still wanted."""
    makers: Makers = field(default_factory=dict)
    """Who makes the files it sends."""


class Delivery:
    """Runs in every process; the database shares the work between them."""

    def __init__(
        self,
        database: Database,
        clients: Clients,
        tokens: Tokens,
        clock: Clock,
        settings: Settings,
        means: Means,
        pace: Pace | None = None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._pace = pace or Pace()
        self._guards = means.guards
        self._stop_seconds = settings.stop_seconds
        self._sender = Sender(database, clients, tokens, means.makers)
        self._wording = Wording(database, clock, means.render)
        self._books = Books(database, clock)
        self._terms = Terms(
            Rate(settings.posts_per_second, self._pace.conversation_burst),
            self._pace.workspace,
            self._pace.edits,
            self._pace.lease,
            MOST_ATTEMPTS,
        )
        self._awake = asyncio.Event()
        self._stopping = False
        self._loop: asyncio.Task[None] | None = None
        self._in_flight: set[asyncio.Task[None]] = set()

    def start(self) -> None:
        """Begin to send, in the running event loop."""
        self._stopping = False
        self._loop = asyncio.get_running_loop().create_task(self._run(), name="delivery")

    def wake(self) -> None:
        """Look at once: something was saved."""
        self._awake.set()

    async def stop(self, deadline: float | None = None) -> None:
        """Finish what is in flight, for at most `stop_seconds`.

        `deadline` is a moment of the loop's clock by which to be done instead. Whatever is cut off
        then is looked for in Slack when its lease has run out.
        """
        self._stopping = True
        self.wake()
        if self._loop is not None:
            await self._loop
            self._loop = None
        if not self._in_flight:
            return
        seconds = self._stop_seconds
        if deadline is not None:
            seconds = max(0.0, deadline - asyncio.get_running_loop().time())
        _, late = await asyncio.wait(self._in_flight, timeout=seconds)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
        await self._books.close()

    async def measure(self) -> None:
        """Bring the gauge of rows that are not done up to date."""
        async with self._database.session(writes=False) as session:
            counts = await outbox.counts(session)
        for state in ("queued", "sending", "dead"):
            metrics.ROWS.labels(state).set(counts.get(state, 0))

    async def _run(self) -> None:
        while not self._stopping:
            self._awake.clear()
            try:
                seconds = await self._look()
            except Exception as fault:  # noqa: BLE001  (whatever it is, the next look may succeed)
                log.warning("the outbox cannot be read", fault=type(fault).__name__)
                seconds = self._pace.look_every
            if seconds and not self._stopping:
                await self._sleep(seconds)

    async def _sleep(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._awake.wait()
        except TimeoutError:
            pass

    async def _look(self) -> float:
        """Begin to send what may leave now; return after how many seconds to look again."""
        room = self._pace.at_once - len(self._in_flight)
        if room <= 0:
            return self._pace.look_every
        now = self._clock.now()
        async with self._database.glance() as connection:
            pending = await claims.pending(connection, now)
        begun = await self._claim(now, room) if pending else 0
        return 0.0 if begun == room else await self._pause(now, pending=pending)

    async def _claim(self, now: datetime, room: int) -> int:
        """Begin an attempt for each row that may leave now; return how many they are."""
        async with self._database.session(writes=True) as session:
            rows = await claims.claim(session, now, room, self._terms, self._guards)
            known = await claims.messages_of(session, rows)
            ends = self._monotonic() + self._terms.lease.total_seconds()
            await session.commit()
        failed = await self._wording.put(rows)
        for row in rows:
            self._begin(row, known, failed.get(row.id), ends)
        return len(rows)

    @staticmethod
    def _monotonic() -> float:
        return asyncio.get_running_loop().time()

    async def _pause(self, now: datetime, *, pending: bool) -> float:
        """Return the seconds until something may become free, at most until the next look."""
        async with self._database.session(writes=False) as session:
            moment = await claims.next_moment(session, now)
        until = (moment - now).total_seconds() if moment else self._pace.look_every
        shortest = SHORTEST_REST if pending else 0.001
        return min(max(until, shortest), self._pace.look_every)

    def _begin(self, row: OutboxRow, known: Known, outcome: Outcome | None, ends: float) -> None:
        work = self._send(row, known, outcome, ends)
        task = asyncio.get_running_loop().create_task(work, name=f"outbox {row.id}")
        self._in_flight.add(task)
        task.add_done_callback(self._ended)

    async def _send(
        self, row: OutboxRow, known: Known, outcome: Outcome | None, ends: float
    ) -> None:
        """Attempt to send a row, unless it is known already what becomes of it.

        A process that stood still since its claim sends nothing: somebody else may be at it. What
        counts is the time that passed, whatever the clock on the wall was put to.
        """
        if self._monotonic() >= ends:
            log.warning("a lease ran out before its attempt", row=row.id)
            return
        try:
            if outcome is None:
                message = known.get((row.workspace_id, row.place or ""))
                parent = known.get((row.workspace_id, row.thread or ""))
                outcome = await self._sender.attempt(row, message, parent)
        except Exception:
            # The lease runs out, and the row is looked for before it is sent again.
            log.exception("a row could not be sent", row=row.id)
            return
        await self._books.enter(row, outcome)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._in_flight.discard(task)
        self.wake()
