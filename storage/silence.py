"""Silence: since when a goal was asked for and nobody has answered, now or at an earlier moment.

A check-in that was asked for and missed is silence as much as one that is still open: the next
date does not make an old value new. An answer ends it, and so does who skips or calls off: they
have said something. A day off does neither, and what was never asked is nobody's silence.
"""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlmodel import col

from domain.check_ins import Kind, Why
from storage.database import Transaction
from storage.tables import LineRow, OccurrenceRow

_SAID = (Why.SKIPPED_BY, Why.PAUSED, Why.RESCHEDULED)
"""Lines of what a person did instead of answering."""


async def since(tx: Transaction, goal_ids: Collection[str], at: datetime) -> dict[str, date]:
    """Return, by goal, the local day of the first check-in that had no answer at a moment."""
    if not goal_ids:
        return {}
    row = OccurrenceRow
    mine = (
        col(row.workspace_id) == tx.workspace_id,
        col(row.goal_id).in_(goal_ids),
        col(row.kind) == Kind.CHECK_IN,
    )
    answered = and_(col(row.answered_at).is_not(None), col(row.answered_at) <= at)
    ended = (
        select(col(row.goal_id), func.max(row.local_date).label("day"))
        .where(*mine, or_(answered, _line(_SAID, at)))
        .group_by(col(row.goal_id))
        .subquery()
    )
    query = (
        select(col(row.goal_id), func.min(row.local_date))
        .outerjoin(ended, col(row.goal_id) == ended.c.goal_id)
        .where(*mine, unanswered(at))
        .where(or_(ended.c.day.is_(None), col(row.local_date) > ended.c.day))
        .group_by(col(row.goal_id))
    )
    connection = await tx.session.connection()
    return dict((await connection.execute(query)).all())


def unanswered(at: datetime) -> ColumnElement[bool]:
    """Whether a check-in was asked for before a moment and nobody had said anything then."""
    row = OccurrenceRow
    return and_(
        col(row.due_at) <= at,
        or_(col(row.answered_at).is_(None), col(row.answered_at) > at),
        ~_line((*_SAID, Why.DAY_OFF, Why.DOWNTIME), at),
    )


def _line(whys: Collection[Why], at: datetime) -> ColumnElement[bool]:
    """Whether a check-in has a line of one of these reasons from before a moment."""
    return exists().where(
        col(LineRow.occurrence_id) == col(OccurrenceRow.id),
        col(LineRow.why).in_(whys),
        col(LineRow.at) <= at,
    )
