"""KPIs and readings made short, for examples computed by hand."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from domain.kpis import Kpi, KpiKind, Plan, Point, Reading

STARTS, DUE = date(2026, 1, 1), date(2026, 4, 11)
"""A hundred days: one day is one percent of the way."""


def day(number: int) -> date:
    """Return the day at which that many percent of the way should be done."""
    return STARTS + timedelta(days=number)


def noon(number: int) -> datetime:
    found = day(number)
    return datetime(found.year, found.month, found.day, 12, tzinfo=UTC)


def kpi(
    kind: KpiKind, target: str, baseline: str | None = None, *, upper: str | None = None
) -> Kpi:
    plan = Plan(
        baseline=None if baseline is None else Decimal(baseline),
        target=Decimal(target),
        upper=None if upper is None else Decimal(upper),
        starts=STARTS,
        due=DUE,
    )
    return Kpi(id="kpi_1", goal_id="goal_1", name="A", kind=kind, unit="x", decimals=2, plan=plan)


def at(values: dict[int, str]) -> list[Point]:
    return [Point(at=noon(number), value=Decimal(value)) for number, value in values.items()]


def reading(number: int, value: str, key: str = "", corrects: str | None = None) -> Reading:
    name = key or f"red_{number}"
    return Reading(
        id=name,
        kpi_id="kpi_1",
        value=Decimal(value),
        at=noon(number),
        source_key=name,
        corrects=corrects,
        recorded_at=noon(number),
    )
