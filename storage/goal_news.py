"""How goals moved: as they stand, beside what was known of them at an earlier moment."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import col, func, select

from domain.calendars import Calendar
from domain.check_ins import Kind, is_stale
from domain.goals import GoalStage
from domain.kpis import Kpi, Plan, Point
from domain.people import PersonId
from domain.status import Judgement, Moment, Status, Thresholds, judge, judge_goal
from storage import calendars, goals, readings, silence, standings
from storage.database import Transaction
from storage.standings import Standing
from storage.tables import OccurrenceRow, TargetVersionRow

MOST_GOALS = 100
"""Active goals that are looked at, the most important first."""


@dataclass(frozen=True)
class GoalNews:
    """A goal as it stands, and as it stood."""

    standing: Standing
    was: Status | None
    """None where it was no active goal with values then."""
    before: dict[str, Point]
    """By KPI, the last value before."""
    new_values: bool

    @property
    def has_moved(self) -> bool:
        """Whether its status is another one."""
        return self.was is not None and self.was is not self.standing.status


@dataclass(frozen=True)
class _Known:
    """What was known beside the values at a moment."""

    at: datetime
    confidence: dict[str, float | None]
    silent: dict[str, date]
    plans: dict[str, Plan]
    """By KPI, where its plan was another one."""
    calendars: dict[PersonId, Calendar]
    points: dict[str, list[Point]]
    """By KPI, the values that were known: what was recorded later for an earlier day was not."""


async def of_initiative(tx: Transaction, initiative_id: str, since: datetime) -> list[GoalNews]:
    """Return the active goals with new values or another status since a moment, worst first."""
    wanted = goals.Scope(initiative_id=initiative_id, stages=(GoalStage.ACTIVE,))
    some = await goals.listed(tx, wanted, limit=MOST_GOALS)
    found = await standings.of_goals(tx, some)
    known = await _known(tx, found, since)
    news = [_of_goal(standing, known) for standing in found]
    told = [one for one in news if one.new_values or one.has_moved]
    return sorted(told, key=lambda one: -one.standing.status.severity)


async def _known(tx: Transaction, found: Sequence[Standing], at: datetime) -> _Known:
    ids = [standing.goal.id for standing in found]
    return _Known(
        at,
        await _confidences(tx, ids, at),
        await silence.since(tx, ids, at),
        await _plans(tx, [m.kpi.id for standing in found for m in standing.measured], at),
        await calendars.of_people(tx, {standing.goal.owner_id for standing in found}),
        await readings.known_at(tx, [m.kpi for standing in found for m in standing.measured], at),
    )


def _of_goal(standing: Standing, known: _Known) -> GoalNews:
    """Judge a goal by what was known then: values, plan, confidence, and whether it was silent."""
    goal, today = standing.goal, known.at.astimezone(standing.zone).date()
    silent = known.silent.get(goal.id)
    thresholds, calendar = standing.thresholds, known.calendars[goal.owner_id]
    stale = silent is not None and is_stale(silent, today, calendar, thresholds)
    moment = Moment(today, known.confidence.get(goal.id), stale)
    then = {m.kpi.id: known.points[m.kpi.id] for m in standing.measured}
    judged = [_judged(m.kpi, moment, known, thresholds) for m in standing.measured]
    before = {kpi_id: points[-1] for kpi_id, points in then.items() if points}
    newer = any(m.points != then[m.kpi.id] for m in standing.measured)
    known_then = before or stale
    return GoalNews(standing, judge_goal(judged).status if known_then else None, before, newer)


def _judged(
    kpi: Kpi, moment: Moment, known: _Known, thresholds: Thresholds
) -> tuple[Kpi, Judgement]:
    planned = kpi.model_copy(update={"plan": known.plans.get(kpi.id, kpi.plan)})
    return planned, judge(planned, known.points[kpi.id], moment, thresholds)


async def _confidences(
    tx: Transaction, goal_ids: Collection[str], at: datetime
) -> dict[str, float | None]:
    """Return what was said at the last answer before a moment, by goal."""
    row = OccurrenceRow
    newest = (
        select(row.goal_id, func.max(row.answered_at).label("at"))
        .where(
            row.workspace_id == tx.workspace_id,
            col(row.goal_id).in_(goal_ids),
            row.kind == Kind.CHECK_IN,
            col(row.answered_at) < at,
        )
        .group_by(col(row.goal_id))
        .subquery()
    )
    query = (
        select(row.goal_id, row.confidence)
        .join(newest, (col(row.goal_id) == newest.c.goal_id) & (row.answered_at == newest.c.at))
        .where(row.workspace_id == tx.workspace_id, row.kind == Kind.CHECK_IN)
    )
    return dict((await tx.session.exec(query)).all())


async def _plans(tx: Transaction, kpi_ids: Collection[str], at: datetime) -> dict[str, Plan]:
    """Return the plans that held at a moment, by KPI."""
    row = TargetVersionRow
    query = (
        select(row.kpi_id, row.plan)
        .where(row.workspace_id == tx.workspace_id, col(row.kpi_id).in_(kpi_ids), row.made_at < at)
        .order_by(col(row.number))
    )
    return {kpi_id: Plan.model_validate(plan) for kpi_id, plan in await tx.session.exec(query)}
