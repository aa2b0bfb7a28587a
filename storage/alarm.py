"""The alarm clock's face: is anything due at all? One statement, however many goals there are."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, bindparam, exists, func, or_, select, union_all
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.tables import Moment, OccurrenceRow, OutboxRow, ScheduleRow
from storage.tables.columns import is_word
from storage.workspaces import is_served

_NOW = bindparam("now", type_=Moment())
_LOOK = select(
    exists().where(
        is_word(col(ScheduleRow.state), "active"),
        col(ScheduleRow.next_due_at) <= _NOW,
        is_served(ScheduleRow.workspace_id),
    ),
    exists().where(
        is_word(col(OccurrenceRow.state), "open"),
        col(OccurrenceRow.next_nudge_at) <= _NOW,
        is_served(OccurrenceRow.workspace_id),
    ),
)


@dataclass(frozen=True)
class Alarm:
    """What a tick has to do."""

    due: bool
    """Some schedule is due."""
    silent: bool
    """Somebody is to be reminded."""


async def look(connection: AsyncConnection, now: datetime) -> Alarm:
    """Say what is to be done at this moment: the cheap question of an idle tick."""
    due, silent = (await connection.execute(_LOOK, {"now": now})).one()
    return Alarm(bool(due), bool(silent))


async def next_after(session: AsyncSession, now: datetime) -> datetime | None:
    """Return when something is due next: a schedule, a reminder, or a message kept for later."""
    dues = (
        (col(ScheduleRow.next_due_at), is_word(col(ScheduleRow.state), "active")),
        (col(OccurrenceRow.next_nudge_at), is_word(col(OccurrenceRow.state), "open")),
        (col(OutboxRow.not_before), is_word(col(OutboxRow.state), "queued")),
    )
    firsts = [select(func.min(at)).where(which, at > now) for at, which in dues]
    found = (await (await session.connection()).execute(union_all(*firsts))).scalars()
    return min((at for at in found if at is not None), default=None)


async def is_leaving(session: AsyncSession, now: datetime) -> bool:
    """Say whether a message is on its way, or may leave now."""
    state = col(OutboxRow.state)
    may_leave = and_(is_word(state, "queued"), col(OutboxRow.not_before) <= now)
    query = select(exists().where(or_(is_word(state, "sending"), may_leave)))
    return bool((await (await session.connection()).execute(query)).scalar())


@dataclass(frozen=True)
class Lag:
    """How far the bot is behind: nothing at all when all is well."""

    overdue: timedelta
    """How long the schedule that is due the longest has not been worked off."""
    oldest: timedelta
    """How long the message that may leave the longest has not left."""
    set_aside: int
    """Schedules whose rule cannot be read."""


async def lag(session: AsyncSession, now: datetime) -> Lag:
    """Return how far the bot is behind at a moment, over all workspaces."""
    schedule, outbox = col(ScheduleRow.state), col(OutboxRow.state)
    due, leaving = col(ScheduleRow.next_due_at), col(OutboxRow.not_before)
    query = select(
        select(func.min(due))
        .where(is_word(schedule, "active"), due <= now, is_served(ScheduleRow.workspace_id))
        .scalar_subquery(),
        select(func.min(leaving))
        .where(is_word(outbox, "queued"), leaving <= now, is_served(OutboxRow.workspace_id))
        .scalar_subquery(),
        select(func.count()).where(is_word(schedule, "quarantined")).scalar_subquery(),
    )
    first_due, first_leaving, set_aside = (await (await session.connection()).execute(query)).one()
    return Lag(now - (first_due or now), now - (first_leaving or now), int(set_aside))
