"""Where goals stand: their KPIs judged, beside what the owner says, in few queries."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from sqlalchemy import func
from sqlmodel import col, select

from domain.check_ins import ANSWERED, Kind, Occurrence, State, is_stale
from domain.goals import Goal, GoalStage
from domain.kpis import Kpi, KpiKind, Point
from domain.people import PersonId
from domain.status import (
    DEFAULT,
    GoalJudgement,
    Judgement,
    Moment,
    Status,
    Thresholds,
    judge,
    judge_goal,
)
from storage import calendars, kpis, readings, settings, silence
from storage.database import Transaction
from storage.tables import OccurrenceRow, ScheduleRow


@dataclass(frozen=True)
class Measured:
    """A KPI with its values and what they mean."""

    kpi: Kpi
    points: Sequence[Point]
    judgement: Judgement
    fresh: str = ""
    """Where the newest value came from; empty where a person gave it, or has answered since."""

    @property
    def is_confirmable(self) -> bool:
        """Whether the newest value waits for a person's word; a sum grows with each value."""
        return bool(self.fresh) and self.kpi.kind is not KpiKind.CUMULATIVE

    @property
    def last(self) -> Point | None:
        """The newest value."""
        return self.points[-1] if self.points else None


@dataclass(frozen=True)
class Standing:
    """A goal as it stands."""

    goal: Goal
    measured: Sequence[Measured]
    judgement: GoalJudgement
    answered: Occurrence | None
    """The check-in that was answered last."""
    waiting: Occurrence | None
    """The oldest check-in that waits for an answer."""
    schedule: ScheduleRow | None
    thresholds: Thresholds = DEFAULT
    """The workspace's, by which it was judged."""

    @property
    def status(self) -> Status:
        """The goal's honest status: pending while it is not active."""
        return self.judgement.status if self.goal.stage is GoalStage.ACTIVE else Status.PENDING

    @property
    def zone(self) -> ZoneInfo:
        """The zone its dates are reckoned in."""
        return ZoneInfo(self.schedule.zone if self.schedule else "UTC")


async def of_goals(
    tx: Transaction, goals: Sequence[Goal], thresholds: Thresholds | None = None
) -> list[Standing]:
    """Return where goals stand, in their order, by the workspace's thresholds."""
    set_to = await settings.get(tx)
    thresholds = thresholds or set_to.status
    ids = [goal.id for goal in goals]
    measures = await kpis.of_goals(tx, ids)
    values = await readings.values_of(tx, [kpi for some in measures.values() for kpi in some])
    answered, waiting = await _answered(tx, ids), await _waiting(tx, ids)
    schedules = await _schedules(tx, ids)
    owners = {PersonId(goal.owner_id) for goal in goals}
    days_off = await calendars.of_people(tx, owners, set_to.calendar)
    silent = await silence.since(tx, _perhaps_silent(ids, waiting, schedules), tx.now)
    found = []
    for goal in goals:
        schedule, open_one, last = (
            schedules.get(goal.id),
            waiting.get(goal.id),
            answered.get(goal.id),
        )
        today = tx.now.astimezone(ZoneInfo(schedule.zone if schedule else "UTC")).date()
        calendar = days_off[goal.owner_id]
        day = silent.get(goal.id)
        stale = day is not None and is_stale(day, today, calendar, thresholds)
        moment = Moment(today, last.confidence if last else None, stale, rest(schedule, today))
        measured = [_measured(kpi, values[kpi.id], moment, thresholds) for kpi in measures[goal.id]]
        judgement = judge_goal([(m.kpi, m.judgement) for m in measured])
        found.append(Standing(goal, measured, judgement, last, open_one, schedule, thresholds))
    return found


def _measured(
    kpi: Kpi, values: readings.Values, moment: Moment, thresholds: Thresholds
) -> Measured:
    judgement = judge(kpi, values.points, moment, thresholds)
    return Measured(kpi, values.points, judgement, values.fresh)


def rest(schedule: ScheduleRow | None, today: date) -> timedelta:
    """Return about how long it is to the next check-in."""
    if schedule is None or schedule.next_day is None or schedule.next_day <= today:
        return timedelta(days=7)
    return schedule.next_day - today


def with_values(standing: Standing, values: Mapping[str, Decimal], now: datetime) -> Status:
    """Return the status as it will be with values by KPI that were just typed.

    It is what the numbers say alone: no confidence speaks in it, and nobody is silent.
    """
    today = now.astimezone(standing.zone).date()
    moment = Moment(today, cadence=rest(standing.schedule, today))
    judged = []
    for measured in standing.measured:
        points = list(measured.points)
        value = values.get(measured.kpi.id)
        if value is not None:
            begun = points[-1].value if points else measured.kpi.plan.baseline
            sums = measured.kpi.kind is KpiKind.CUMULATIVE
            points.append(Point(at=now, value=value + (begun or 0) if sums else value))
        judged.append((measured.kpi, judge(measured.kpi, points, moment, standing.thresholds)))
    return judge_goal(judged).status


async def _answered(tx: Transaction, ids: Collection[str]) -> dict[str, Occurrence]:
    row = OccurrenceRow
    newest = (
        select(row.goal_id, func.max(row.answered_at).label("at"))
        .where(
            row.workspace_id == tx.workspace_id,
            col(row.goal_id).in_(ids),
            row.kind == Kind.CHECK_IN,
            col(row.state).in_(ANSWERED),
        )
        .group_by(col(row.goal_id))
        .subquery()
    )
    query = (
        select(row)
        .join(newest, (col(row.goal_id) == newest.c.goal_id) & (row.answered_at == newest.c.at))
        .where(row.workspace_id == tx.workspace_id, row.kind == Kind.CHECK_IN)
        .order_by(col(row.local_date))
    )
    return {r.goal_id: Occurrence.model_validate(r) for r in await tx.session.exec(query)}


async def _waiting(tx: Transaction, ids: Collection[str]) -> dict[str, Occurrence]:
    row = OccurrenceRow
    query = (
        select(row)
        .where(
            row.workspace_id == tx.workspace_id,
            col(row.goal_id).in_(ids),
            row.kind == Kind.CHECK_IN,
            row.state == State.OPEN,
        )
        .order_by(col(row.due_at).desc())
    )
    return {r.goal_id: Occurrence.model_validate(r) for r in await tx.session.exec(query)}


def _perhaps_silent(
    ids: Collection[str], waiting: Mapping[str, Occurrence], schedules: Mapping[str, ScheduleRow]
) -> list[str]:
    """Return the goals that are asked for just now, or were in vain: of the others all is said."""
    ignored = {goal_id for goal_id, row in schedules.items() if row.ignored}
    return [goal_id for goal_id in ids if goal_id in waiting or goal_id in ignored]


async def _schedules(tx: Transaction, ids: Collection[str]) -> dict[str, ScheduleRow]:
    query = select(ScheduleRow).where(
        ScheduleRow.workspace_id == tx.workspace_id,
        col(ScheduleRow.goal_id).in_(ids),
        ScheduleRow.kind == Kind.CHECK_IN,
    )
    return {row.goal_id: row for row in await tx.session.exec(query)}
