"""Nudges: who is reminded when a check-in has no answer."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.calendars import Calendar
from domain.check_ins import Occurrence, next_nudge
from domain.people import PersonId, WorkspaceId
from storage import calendars
from storage.database import Database, Transaction
from storage.reminders import Pending, remind
from storage.tables import OccurrenceRow, ScheduleRow
from storage.tables.columns import is_word
from storage.workspaces import is_served

SHORTEST_REST = timedelta(hours=18)
"""Between two reminders of one check-in, also when several are overdue after a downtime."""


async def nudge(database: Database, now: datetime, *, limit: int = 500) -> int:
    """Remind of up to `limit` check-ins that had no answer; return how many they were."""
    async with database.session(writes=True) as session:
        rows = await _take(session, now, limit)
        for workspace_id, own in groupby(rows, key=lambda row: row.workspace_id):
            await _workspace(Transaction(session, WorkspaceId(workspace_id), now), own)
        await session.commit()
    if rows:
        database.wake()
    return len(rows)


async def _take(session: AsyncSession, now: datetime, limit: int) -> list[OccurrenceRow]:
    row = OccurrenceRow
    query = (
        select(row)
        .where(is_word(col(row.state), "open"), col(row.next_nudge_at) <= now)
        .where(is_served(row.workspace_id))
        .order_by(col(row.next_nudge_at))
        .limit(limit)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    return sorted(await session.exec(query), key=lambda found: (found.workspace_id, found.id))


async def _workspace(tx: Transaction, found: Iterable[OccurrenceRow]) -> None:
    rows = list(found)
    schedules = await _schedules(tx, rows)
    people = await calendars.of_people(tx, {PersonId(row.asked_id) for row in rows})
    pending = []
    for row in rows:
        schedule = schedules.get((row.goal_id, row.kind))
        zone = ZoneInfo(schedule.zone if schedule else "UTC")
        until = schedule.next_due_at if schedule else None
        calendar = people[PersonId(row.asked_id)]
        before = Occurrence.model_validate(row)
        step = next_nudge(before, zone, calendar)
        if step is not None and calendar.is_working(tx.now.astimezone(zone).date()):
            pending.append(Pending(before, zone, calendar, until, step[1], is_nudge=True))
            row.nudges += row.snoozed_until is None
            row.snoozed_until = None
        row.next_nudge_at = _rest(tx, row, zone, calendar, until)
        tx.session.add(row)
    await tx.session.flush()
    await remind(tx, pending, {})


def _rest(
    tx: Transaction, row: OccurrenceRow, zone: ZoneInfo, calendar: Calendar, until: datetime | None
) -> datetime | None:
    """Return when to remind next; None if the goal is due again before that."""
    following = next_nudge(Occurrence.model_validate(row), zone, calendar)
    if following is None:
        return None
    at = max(following[0], tx.now + SHORTEST_REST)
    return at if until is None or at < until else None


async def _schedules(
    tx: Transaction, rows: Sequence[OccurrenceRow]
) -> dict[tuple[str, str], ScheduleRow]:
    query = select(ScheduleRow).where(
        ScheduleRow.workspace_id == tx.workspace_id,
        col(ScheduleRow.goal_id).in_({row.goal_id for row in rows}),
    )
    return {(row.goal_id, row.kind): row for row in await tx.session.exec(query)}
