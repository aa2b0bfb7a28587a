"""What a chart of a KPI shows, as numbers and as words: the picture and its text say the same."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise

from pydantic import BaseModel, ConfigDict

from domain.forecast import trend
from domain.kpis import Kpi, KpiKind, Point, TargetVersion

FEWEST = 2
"""Values a line needs; fewer are said in words."""

MOST = 400
"""Values a line of 720 pixels can show; of more the extremes of each stretch are kept."""

Spot = tuple[date, float]


class Changed(BaseModel):
    """A day on which the target became another one, or its days did."""

    model_config = ConfigDict(frozen=True)

    day: date
    target: float | None
    """None where the target stayed and only the days of the plan moved."""
    reason: str


class Chart(BaseModel):
    """A line of values with what was promised."""

    model_config = ConfigDict(frozen=True)

    title: str
    decimals: int
    unit: str
    values: tuple[Spot, ...]
    plan: tuple[Spot, ...]
    """Where the values should be, day by day; empty for a level."""
    target: float
    upper: float | None
    """The other edge of a band."""
    kind: KpiKind
    due: date
    forecast: tuple[Spot, ...]
    """From the last value to where its trend leads; empty with too few values."""
    changes: tuple[Changed, ...]


def chart(kpi: Kpi, points: Sequence[Point], targets: Sequence[TargetVersion]) -> Chart | None:
    """Return the chart of a KPI, None where there are too few values for one."""
    if len(points) < FEWEST:
        return None
    values = tuple((point.at.date(), float(point.value)) for point in thinned(points))
    plan = kpi.plan
    return Chart(
        title=kpi.name,
        decimals=kpi.decimals,
        unit=kpi.unit,
        values=values,
        plan=_planned(kpi),
        target=float(plan.target),
        upper=float(plan.upper) if kpi.kind is KpiKind.BAND and plan.upper is not None else None,
        kind=kpi.kind,
        due=plan.due,
        forecast=_forecast(kpi, points),
        changes=tuple(
            Changed(
                day=now.effective,
                target=None if now.plan.values == before.plan.values else float(now.plan.target),
                reason=now.reason,
            )
            for before, now in pairwise(targets)
        ),
    )


def thinned(points: Sequence[Point], most: int = MOST) -> list[Point]:
    """Return at most about so many points: the first, the last, and the extremes in between."""
    if len(points) <= most:
        return list(points)
    stretch = -(-len(points) // (most // 2))
    kept: dict[int, Point] = {0: points[0], len(points) - 1: points[-1]}
    for start in range(0, len(points), stretch):
        numbers = range(start, min(start + stretch, len(points)))
        for number in (
            min(numbers, key=lambda n: points[n].value),
            max(numbers, key=lambda n: points[n].value),
        ):
            kept[number] = points[number]
    return [kept[number] for number in sorted(kept)]


def _planned(kpi: Kpi) -> tuple[Spot, ...]:
    plan = kpi.plan
    if plan.baseline is None or kpi.kind.is_level:
        return ()
    days = [plan.starts, *(step.day for step in plan.steps), plan.due]
    return tuple((day, float(plan.planned(day) or Decimal(0))) for day in dict.fromkeys(days))


def _forecast(kpi: Kpi, points: Sequence[Point]) -> tuple[Spot, ...]:
    line = trend(points)
    last = points[-1]
    if line is None or kpi.kind.is_level or last.at.date() >= kpi.plan.due:
        return ()
    target, start = float(kpi.plan.target), (last.at.date(), float(last.value))
    reached = line.reaches(target)
    if reached is not None and start[0] < reached <= kpi.plan.due:
        return (start, (reached, target))
    return (start, (kpi.plan.due, line.on(kpi.plan.due)))


def in_words(shown: Chart) -> str:
    """Return what the picture shows: from when to when, from which to which value, and the rest."""
    (first_day, first), (last_day, last) = shown.values[0], shown.values[-1]
    way = "stays at" if first == last else ("falls from" if last < first else "rises from")
    said = number(shown, last)
    if first != last:
        said = f"{number(shown, first)} to {said}"
    unit = f", in {shown.unit}" if shown.unit not in ("", "%") else ""
    span = f"{_day(first_day)} to {_day(last_day)}"
    words = [f"Line chart, {shown.title}{unit}, {span}: {way} {said}."]
    words.append(_promise(shown))
    if shown.forecast:
        day, value = shown.forecast[-1]
        words.append(f"At this pace it is {number(shown, value)} on {_day(day)}.")
    words += [
        f"The {target_in_words(shown, change, ' became ')} on {_day(change.day)}"
        + (f": {change.reason}." if change.reason else ".")
        for change in shown.changes
    ]
    return " ".join(words)


def target_in_words(shown: Chart, change: Changed, joined: str = " ") -> str:
    """Return "target 5", or "plan moved" where only its days did."""
    if change.target is None:
        return "plan moved"
    return f"target{joined}{number(shown, change.target)}"


def _promise(shown: Chart) -> str:
    target = number(shown, shown.target)
    match shown.kind:
        case KpiKind.AT_LEAST:
            return f"It should stay at or above {target}."
        case KpiKind.AT_MOST:
            return f"It should stay at or below {target}."
        case KpiKind.BAND:
            return f"It should stay between {target} and {number(shown, shown.upper or 0.0)}."
        case _:
            return f"The target is {target} by {_day(shown.due)}."


def number(shown: Chart, value: float) -> str:
    """Return a value as the chart writes it: without zeros that say nothing."""
    words = f"{value:,.{shown.decimals}f}"
    words = words.rstrip("0").rstrip(".") if "." in words else words
    return f"{words}{'%' if shown.unit == '%' else ''}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
