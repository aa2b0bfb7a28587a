"""Guards: is a row of the outbox still wanted? Asked in the transaction that claims it.

A row's `guard` is a name and what it is about: `check_in_open:chk_01J…`. The guard of that name
looks into the database and returns None where the row is still wanted, or the reason in a word
or two, for example "answered": the row is then dropped with that reason. A guard only reads.
"""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.people import WorkspaceId
from storage.database import Transaction
from storage.tables import OutboxRow

Guard = Callable[[Transaction, str], Awaitable[str | None]]
"""From the row's workspace and what stands behind the colon to the reason against it."""

Subject = tuple[str, str]
"""A row's workspace, and what stands behind the colon."""


@dataclass(frozen=True)
class Together:
    """A guard that is asked about many rows at once, of whatever workspaces."""

    ask: Callable[[AsyncSession, datetime, Collection[Subject]], Awaitable[Mapping[Subject, str]]]
    """From subjects to the reasons against some of them."""


Guards = Mapping[str, Guard | Together]
"""By the name before the colon."""

UNKNOWN = "unknown_guard"
FAILED = "guard_failed"


async def check(
    session: AsyncSession, rows: Sequence[OutboxRow], now: datetime, guards: Guards
) -> set[int | None]:
    """Return the ids of those rows that are still wanted; the others become `dropped`.

    A guard that is unknown, or that fails, makes its row a dead letter: it is better mended than
    sent to somebody who has answered, and it holds up nothing else.
    """
    groups: dict[str, list[OutboxRow]] = defaultdict(list)
    for row in rows:
        if row.guard is not None:
            groups[row.guard.partition(":")[0]].append(row)
    for name, own in groups.items():
        guard = guards.get(name)
        if guard is None:
            for row in own:
                row.state, row.error = "dead", UNKNOWN
        elif not isinstance(guard, Together) or not await _ask_together(session, own, now, guard):
            for row in own:
                await _ask(session, row, now, guard)
    return {row.id for row in rows if row.state == "queued"}


def _subject(row: OutboxRow) -> Subject:
    return row.workspace_id, (row.guard or "").partition(":")[2]


async def _ask_together(
    session: AsyncSession, rows: Sequence[OutboxRow], now: datetime, guard: Together
) -> bool:
    """Ask about many rows at once; False if that failed, and each is to be asked for alone."""
    try:
        async with session.begin_nested():  # a failed query spoils only itself
            reasons = await guard.ask(session, now, {_subject(row) for row in rows})
    except Exception:  # noqa: BLE001  (whatever it is, the other rows shall leave)
        return False
    for row in rows:
        if _subject(row) in reasons:
            row.state, row.error = "dropped", reasons[_subject(row)]
    return True


async def _ask(
    session: AsyncSession, row: OutboxRow, now: datetime, guard: Guard | Together
) -> None:
    subject = _subject(row)
    try:
        async with session.begin_nested():
            if isinstance(guard, Together):
                reason = (await guard.ask(session, now, {subject})).get(subject)
            else:
                reason = await guard(
                    Transaction(session, WorkspaceId(row.workspace_id), now), subject[1]
                )
    except Exception as fault:  # noqa: BLE001
        row.state, row.error = "dead", f"{FAILED}: {type(fault).__name__}"
        return
    if reason is not None:
        row.state, row.error = "dropped", reason
