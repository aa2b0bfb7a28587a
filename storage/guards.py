"""Guards: is a row of the outbox still wanted? Asked in the transaction that claims it.

A row's `guard` is a name and what it is about: `check_in_open:chk_01J…`. The guard of that name
looks into the database and returns None where the row is still wanted, or the reason in a word
or two, for example "answered": the row is then dropped with that reason. A guard only reads.
"""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.people import WorkspaceId
from storage.database import Transaction
from storage.tables import OutboxRow

Guard = Callable[[Transaction, str], Awaitable[str | None]]
"""From the row's workspace and what stands behind the colon to the reason against it."""

Guards = Mapping[str, Guard]
"""By the name before the colon."""

UNKNOWN = "unknown_guard"
FAILED = "guard_failed"


async def check(session: AsyncSession, row: OutboxRow, now: datetime, guards: Guards) -> bool:
    """Say whether a row is still wanted; one that is not becomes `dropped`.

    A guard that is unknown, or that fails, makes it a dead letter: it is better mended than sent
    to somebody who has answered, and it holds up nothing else.
    """
    if row.guard is None:
        return True
    name, _, subject = row.guard.partition(":")
    if name not in guards:
        row.state, row.error = "dead", UNKNOWN
    else:
        await _ask(session, row, now, guards[name], subject)
    session.add(row)
    return row.state == "queued"


async def _ask(
    session: AsyncSession, row: OutboxRow, now: datetime, guard: Guard, subject: str
) -> None:
    try:
        async with session.begin_nested():  # a failed query spoils only itself
            reason = await guard(Transaction(session, WorkspaceId(row.workspace_id), now), subject)
    except Exception as fault:  # noqa: BLE001  (whatever it is, the other rows shall leave)
        row.state, row.error = "dead", f"{FAILED}: {type(fault).__name__}"
        return
    if reason is not None:
        row.state, row.error = "dropped", reason
