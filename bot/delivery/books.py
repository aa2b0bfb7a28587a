"""The books: how attempts went, written down together.

Under load many attempts end while one transaction is written; the next one takes them all. So a
burst of messages costs few commits, and a lonely message waits for nobody.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

import structlog
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.clock import Clock
from bot.delivery import consequences
from bot.delivery.outcomes import Limited, Outcome, Refused, Sent, Trouble
from bot.delivery.patience import patiently
from bot.kit import metrics
from domain.people import WorkspaceId
from storage import claims, lanes
from storage.database import UNREACHABLE, Database, Transaction
from storage.tables import OutboxRow

MOST_AT_ONCE = 100
"""Outcomes in one transaction: it is short, whatever comes in."""

log = structlog.get_logger()


@dataclass(frozen=True)
class _Entry:
    row: OutboxRow
    outcome: Outcome
    written: asyncio.Future[None] = field(default_factory=asyncio.Future)


class Books:
    """Writes outcomes down while the lease of their rows is the sender's own."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._open: list[_Entry] = []
        self._writer: asyncio.Task[None] | None = None

    async def enter(self, row: OutboxRow, outcome: Outcome) -> None:
        """Write an outcome down; return when that is done, or cannot be: the lease then ends."""
        entry = _Entry(row, outcome)
        self._open.append(entry)
        if self._writer is None or self._writer.done():
            self._writer = asyncio.get_running_loop().create_task(self._write(), name="books")
        await entry.written

    async def close(self) -> None:
        """Write down what was entered."""
        if self._writer is not None:
            await self._writer

    async def _write(self) -> None:
        while self._open:
            entries = self._open[:MOST_AT_ONCE]
            del self._open[:MOST_AT_ONCE]
            try:
                await self._together(entries)
            finally:
                for entry in entries:
                    if not entry.written.done():
                        entry.written.set_result(None)

    async def _together(self, entries: Sequence[_Entry]) -> None:
        """Write entries in one transaction; where one of them cannot be, each in its own."""
        try:
            await patiently(lambda: self._transaction(entries))
        except UNREACHABLE as fault:
            # The leases run out, and the rows are looked for before they are sent again.
            log.warning("outcomes cannot be written", rows=len(entries), fault=type(fault).__name__)
        except Exception:
            if len(entries) == 1:
                log.exception("an outcome cannot be written", row=entries[0].row.id)
                return
            for entry in entries:
                await self._together([entry])

    async def _transaction(self, entries: Sequence[_Entry]) -> None:
        now = self._clock.now()
        async with self._database.session(writes=True) as session:
            own = {row.id for row in await claims.mine(session, [entry.row for entry in entries])}
            await _write(session, [entry for entry in entries if entry.row.id in own], now)
            await session.commit()
        for entry in entries:
            if entry.row.id in own:
                _count(entry, max(0.0, (now - entry.row.not_before).total_seconds()))
            else:
                log.warning("a lease was lost", row=entry.row.id)


async def _write(session: AsyncSession, entries: Sequence[_Entry], now: datetime) -> None:
    """Write what arrived all at once, of whatever workspaces, and what did not one by one."""
    sent = [(e.row, e.outcome) for e in entries if isinstance(e.outcome, Sent)]
    if sent:
        await claims.settle_sent(session, [(row, took.ts) for row, took in sent], now)
        posted = [(row, took.channel_id, took.ts) for row, took in sent if row.kind == "post"]
        await claims.remember(session, posted, now)
        await lanes.clear(session, {(row.workspace_id, row.conversation) for row, _ in sent}, now)
    for entry in entries:
        if not isinstance(entry.outcome, Sent):
            tx = Transaction(session, WorkspaceId(entry.row.workspace_id), now)
            await consequences.write(tx, entry.row, entry.outcome)


def _count(entry: _Entry, seconds: float) -> None:
    row = entry.row
    told = log.bind(row=row.id, kind=row.kind, conversation=row.conversation)
    match entry.outcome:
        case Sent():
            metrics.SENT.labels(row.kind).inc()
            metrics.SECONDS.observe(seconds)
            told.debug("sent")
        case Limited(wait):
            metrics.FAILED.labels(lanes.RATE_LIMITED).inc()
            told.info("Slack asks to wait", seconds=wait)
        case Trouble(error) | Refused(error):
            metrics.FAILED.labels(error).inc()
            told.warning("not sent", error=error, attempts=row.attempts + 1)
