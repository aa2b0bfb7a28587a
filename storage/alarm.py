"""The alarm clock's face: is anything due at all? One statement, however many goals there are."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, exists, select
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.tables import Moment, OccurrenceRow, ScheduleRow
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


async def look(session: AsyncSession, now: datetime) -> Alarm:
    """Say what is to be done at this moment: the cheap question of an idle tick."""
    connection = await session.connection()
    due, silent = (await connection.execute(_LOOK, {"now": now})).one()
    return Alarm(bool(due), bool(silent))
