"""KPIs: what a goal is measured by, its target and how that changed, and its readings."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from itertools import accumulate, pairwise
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from domain.errors import Refusal
from domain.numbers import MOST_DECIMALS, parse_number, plain_number, shown
from domain.people import PersonId

MOST_KPIS = 20
"""KPIs of one goal: more are not a measure but a report."""

PERSON = "person"
"""The source of readings that people type."""


class KpiKind(StrEnum):
    """How a KPI's value is judged."""

    INCREASE = "increase"
    DECREASE = "decrease"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    BAND = "band"
    CUMULATIVE = "cumulative"

    @property
    def is_level(self) -> bool:
        """Whether each value is simply inside or outside, instead of on a way to a target."""
        return self in (KpiKind.AT_LEAST, KpiKind.AT_MOST, KpiKind.BAND)


class Step(BaseModel):
    """A point of a stepped plan: by this day, this share of the way."""

    model_config = ConfigDict(frozen=True)

    day: date
    share: float = Field(ge=0, le=1)


class Plan(BaseModel):
    """Where a KPI starts, where it shall get to, and by when.

    A band lies between `target` and `upper`; both belong to it. Without steps the way is linear.
    """

    model_config = ConfigDict(frozen=True, from_attributes=True)

    baseline: Decimal | None = None
    target: Decimal
    upper: Decimal | None = None
    starts: date
    due: date
    steps: tuple[Step, ...] = ()

    def elapsed(self, today: date) -> float:
        """Return the share of the way that the plan expects on a day: 0 to 1."""
        if today >= self.due:
            return 1.0
        if today < self.starts:
            return 0.0
        if self.steps:
            return max((step.share for step in self.steps if step.day <= today), default=0.0)
        return (today - self.starts).days / (self.due - self.starts).days

    @property
    def values(self) -> tuple[Decimal | None, ...]:
        """What is promised, whatever the days."""
        return self.baseline, self.target, self.upper

    def moved(self, starts: date, due: date) -> Self:
        """Return the plan between other days; its steps keep their places on the way."""
        before, now = (self.due - self.starts).days, (due - starts).days
        shares: dict[date, float] = {}
        for step in self.steps:
            passed = (step.day - self.starts).days
            shares[starts + timedelta(days=passed * now // before)] = step.share
        steps = tuple(Step(day=day, share=share) for day, share in shares.items())
        return self.model_copy(update={"starts": starts, "due": due, "steps": steps})

    def planned(self, today: date) -> Decimal | None:
        """Return the value the plan expects on a day; None for a KPI of no baseline."""
        if self.baseline is None:
            return None
        return self.baseline + (self.target - self.baseline) * Decimal(str(self.elapsed(today)))


class TargetVersion(BaseModel):
    """A plan with the day it holds from, and who changed it why."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    id: str
    kpi_id: str
    number: int
    effective: date
    plan: Plan
    author_id: PersonId
    reason: str
    """Empty for the first one."""
    made_at: datetime


class Kpi(BaseModel):
    """A goal's measure."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    id: str
    goal_id: str
    position: int = 0
    name: str
    kind: KpiKind
    unit: str
    decimals: int = Field(default=0, ge=0, le=MOST_DECIMALS)
    weight: Decimal = Field(default=Decimal(1), gt=0)
    plan: Plan
    """As it holds now; earlier ones are target versions."""

    def number(self, typed: str, *, field: str | None = None) -> Decimal:
        """Read a typed value of this KPI."""
        return parse_number(typed, decimals=self.decimals, unit=self.unit, field=field)

    def shown(self, value: Decimal) -> str:
        """Return a value with its unit, for people."""
        return shown(value, decimals=self.decimals, unit=self.unit)

    def is_inside(self, value: Decimal) -> bool:
        """Say whether a value keeps a level: at least, at most, or within the band."""
        low, high = self.plan.target, self.plan.upper
        if self.kind is KpiKind.AT_MOST:
            return value <= low
        return value >= low and (self.kind is not KpiKind.BAND or high is None or value <= high)

    def progress_of(self, value: Decimal) -> float:
        """Return the share of the way from baseline to target; below the baseline negative."""
        baseline = self.plan.baseline or Decimal(0)
        return float((value - baseline) / (self.plan.target - baseline))


class Reading(BaseModel):
    """One value of a KPI at a moment, from a person or a source."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    id: str
    kpi_id: str
    value: Decimal
    at: datetime
    """The moment it is the value of."""
    source: str = PERSON
    source_key: str
    """Names the reading within its source: the same key again is the same reading."""
    by: PersonId | None = None
    corrects: str | None = None
    """The reading it takes the place of; that one is kept."""
    recorded_at: datetime


class Point(BaseModel):
    """A value of a KPI as it is judged and drawn: for a cumulative KPI the sum so far."""

    model_config = ConfigDict(frozen=True)

    at: datetime
    value: Decimal

    @model_validator(mode="after")
    def _has_a_zone(self) -> Self:
        if self.at.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return self


def standing(readings: Iterable[Reading]) -> list[Reading]:
    """Return the readings that no later one corrects, oldest first."""
    known = list(readings)
    corrected = {reading.corrects for reading in known}
    left = [reading for reading in known if reading.id not in corrected]
    return sorted(left, key=lambda reading: (reading.at, reading.recorded_at, reading.id))


def points(kpi: Kpi, readings: Iterable[Reading]) -> list[Point]:
    """Return what is judged: the standing values, summed up from the baseline if cumulative."""
    return points_of(kpi, standing(readings))


def points_of(kpi: Kpi, kept: Sequence[Reading]) -> list[Point]:
    """Return what is judged of values that stand, as `standing` returns them."""
    values = [reading.value for reading in kept]
    if kpi.kind is KpiKind.CUMULATIVE:
        start = kpi.plan.baseline or Decimal(0)
        values = list(accumulate(values, initial=start))[1:]
    return [Point.model_construct(at=r.at, value=v) for r, v in zip(kept, values, strict=True)]


def check_days(starts: date, due: date) -> None:
    """Refuse a promised day that is not after the start."""
    if due <= starts:
        told = "the day it starts" if due == starts else f"before the start on {_long(starts)}"
        raise Refusal(f"{_long(due)} is {told}. Choose a later day.", field="due")


def _long(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def check_plan(kind: KpiKind, plan: Plan) -> None:
    """Refuse a plan that cannot be measured; the field names are those of `Plan`."""
    check_days(plan.starts, plan.due)
    if kind is KpiKind.BAND:
        if plan.upper is None or plan.upper <= plan.target:
            raise Refusal("Write an upper edge above the lower one.", field="upper")
    elif not kind.is_level:
        _check_way(kind, plan)
    _check_steps(plan.steps, plan)


def _check_way(kind: KpiKind, plan: Plan) -> None:
    baseline = plan.baseline
    if baseline is None:
        raise Refusal("Write the value you start from.", field="baseline")
    if plan.target == baseline:
        both = plain_number(baseline)
        sentence = f"Baseline and target are both {both}, so nothing would change. Change one."
        raise Refusal(sentence, field="target")
    if (plan.target < baseline) != (kind is KpiKind.DECREASE):
        way = ("down", "below") if kind is KpiKind.DECREASE else ("up", "above")
        sentence = (
            f"It shall go {way[0]}, so the target has to be {way[1]} {plain_number(baseline)}. "
            "Or choose another way."
        )
        raise Refusal(sentence, field="target")


def _check_steps(steps: Sequence[Step], plan: Plan) -> None:
    inside = all(plan.starts <= step.day <= plan.due for step in steps)
    rising = all(a.day < b.day and a.share <= b.share for a, b in pairwise(steps))
    if not inside or not rising:
        sentence = (
            f"Order the steps by day, from {_long(plan.starts)} to {_long(plan.due)}, "
            "each at least as far as the one before."
        )
        raise Refusal(sentence, field="steps")
