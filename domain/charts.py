"""What a chart of a KPI shows, as numbers and as words: the picture and its text say the same."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, tzinfo
from decimal import Decimal
from itertools import pairwise

from pydantic import BaseModel, ConfigDict

from domain.forecast import trend
from domain.kpis import Kpi, KpiKind, Plan, Point, TargetVersion

FEWEST = 2
"""Values a line needs; fewer are said in words."""

MOST = 400
"""Values a line of this width can show; of more the extremes of each stretch are kept."""

MOST_CHANGES = 3
"""Changes of the target that are named, the newest ones; earlier ones are counted."""

LONGEST_REASON = 250

Spot = tuple[datetime, float]
"""A local time without its zone, and a value."""


class Promised(BaseModel):
    """What was promised from a day on."""

    model_config = ConfigDict(frozen=True)

    since: datetime
    target: float
    upper: float | None = None
    """The other edge of a band."""


class Changed(BaseModel):
    """A day on which the plan became another one."""

    model_config = ConfigDict(frozen=True)

    day: date
    what: str
    """The target, the band, the baseline; or the plan, where only its days moved."""
    value: str = ""
    reason: str = ""

    @property
    def in_words(self) -> str:
        """What became what: "target became 5", "plan moved"."""
        return f"{self.what} became {self.value}" if self.value else f"{self.what} moved"


class Chart(BaseModel):
    """A line of values with what was promised."""

    model_config = ConfigDict(frozen=True)

    title: str
    decimals: int
    unit: str
    values: tuple[Spot, ...]
    plan: tuple[Spot, ...]
    """Where the values should be; a step is two spots of one day. Empty for a level."""
    expected: float | None = None
    """What the plan has for the day of the last value."""
    promised: tuple[Promised, ...]
    """What was promised when, oldest first; the last is what holds now."""
    kind: KpiKind
    due: date
    reached: bool = False
    """The target is reached and, as it looks, will be on the due day too."""
    forecast: tuple[Spot, ...]
    """From the last value to where its trend leads; empty with too few values."""
    changes: tuple[Changed, ...] = ()
    earlier: int = 0
    """Changes before these."""


def chart(
    kpi: Kpi, points: Sequence[Point], targets: Sequence[TargetVersion], zone: tzinfo = UTC
) -> Chart | None:
    """Return the chart of a KPI in a zone's days, None where there are too few values for one."""
    if len(points) < FEWEST:
        return None
    last = points[-1].at.astimezone(zone).date()
    forecast = _forecast(kpi, points, zone)
    expected = None if kpi.kind.is_level else kpi.plan.planned(last)
    changes = [changed(kpi, before, now) for before, now in pairwise(targets)]
    reached = not kpi.kind.is_level and not forecast and kpi.progress_of(points[-1].value) >= 1
    return Chart(
        title=kpi.name,
        decimals=kpi.decimals,
        unit=kpi.unit,
        values=tuple(_spot(point, zone) for point in thinned(points)),
        plan=_planned(kpi),
        expected=None if expected is None else float(expected),
        promised=_promises(kpi, targets),
        kind=kpi.kind,
        due=kpi.plan.due,
        reached=reached,
        forecast=forecast,
        changes=tuple(changes[-MOST_CHANGES:]),
        earlier=max(0, len(changes) - MOST_CHANGES),
    )


def _spot(point: Point, zone: tzinfo) -> Spot:
    return point.at.astimezone(zone).replace(tzinfo=None), float(point.value)


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12))


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
    """Return the plan's line: straight without steps, else flat up to each step's day."""
    plan = kpi.plan
    if plan.baseline is None or kpi.kind.is_level:
        return ()
    spots = [(_noon(plan.starts), float(plan.baseline))]
    for day in (*(step.day for step in plan.steps), plan.due):
        if plan.steps:
            spots.append((_noon(day), spots[-1][1]))
        spots.append((_noon(day), float(plan.planned(day) or Decimal(0))))
    return tuple(dict.fromkeys(spots))


def _promises(kpi: Kpi, targets: Sequence[TargetVersion]) -> tuple[Promised, ...]:
    dated = [(version.effective, version.plan) for version in targets]
    return tuple(
        Promised(since=_noon(day), target=float(plan.target), upper=_upper(kpi, plan))
        for day, plan in dated or [(kpi.plan.starts, kpi.plan)]
    )


def _upper(kpi: Kpi, plan: Plan) -> float | None:
    return float(plan.upper) if kpi.kind is KpiKind.BAND and plan.upper is not None else None


def changed(kpi: Kpi, before: TargetVersion, now: TargetVersion) -> Changed:
    """Say what of a plan became another: its target first, its days last."""
    old, new = before.plan, now.plan
    what, value = "plan", ""
    if kpi.kind is KpiKind.BAND and (old.target, old.upper) != (new.target, new.upper):
        edges = (float(new.target), float(new.upper or new.target))
        what, value = "band", " to ".join(number(kpi, edge) for edge in edges)
    elif old.target != new.target:
        what, value = "target", number(kpi, float(new.target))
    elif old.baseline != new.baseline and new.baseline is not None:
        what, value = "baseline", number(kpi, float(new.baseline))
    reason = " ".join(now.reason.split())
    if len(reason) > LONGEST_REASON:
        reason = f"{reason[: LONGEST_REASON - 1].rstrip()}…"
    return Changed(day=now.effective, what=what, value=value, reason=reason)


def _forecast(kpi: Kpi, points: Sequence[Point], zone: tzinfo) -> tuple[Spot, ...]:
    """Return where the trend leads: to the target if it gets there in time, else to the due day."""
    line, plan = trend(points), kpi.plan
    start = _spot(points[-1], zone)
    if line is None or kpi.kind.is_level or start[0].date() >= plan.due:
        return ()
    target, at_due = float(plan.target), line.on(plan.due)
    baseline = float(plan.baseline or 0)
    if kpi.progress_of(points[-1].value) >= 1:
        stays = (at_due - baseline) / (target - baseline) >= 1
        return () if stays else (start, (_noon(plan.due), at_due))
    day = line.reaches(target)
    if day is not None and start[0].date() < day <= plan.due:
        return (start, (_noon(day), target))
    return (start, (_noon(plan.due), at_due))


def in_words(shown: Chart) -> str:
    """Return what the picture shows: from when to when, from which to which value, and the rest."""
    words = [_values_in_words(shown), _promise(shown)]
    if shown.reached:
        words.append("That is reached.")
    if shown.expected is not None:
        start, value = shown.plan[0]
        words.append(
            f"The plan starts at {number(shown, value)} on {_day(start)} and has "
            f"{number(shown, shown.expected)} for {_day(shown.values[-1][0])}."
        )
    if shown.forecast:
        day, value = shown.forecast[-1]
        words.append(f"At this pace it is {number(shown, value)} on {_day(day)}.")
    if shown.earlier:
        words.append(f"Changed {shown.earlier} times before the following.")
    words += [_change_in_words(change) for change in shown.changes]
    return " ".join(words)


def _values_in_words(shown: Chart) -> str:
    """Return the line itself: "…, 5 values from 1 March 2026 to 5 March 2026: falls from …"."""
    (first_day, first), (last_day, last) = shown.values[0], shown.values[-1]
    values = [value for _, value in shown.values]
    low, high = min(values), max(values)
    unit = f", in {shown.unit}" if shown.unit not in ("", "%") else ""
    days = f"{_day(first_day)} to {_day(last_day)}"
    span = days if first_day.date() != last_day.date() else _day(first_day)
    said = f"{'falls' if last < first else 'rises'} from {number(shown, first)} to "
    if first == last:
        said = "stays at " if low == high else "begins and ends at "
    said += number(shown, last)
    if low < min(first, last) or high > max(first, last):
        said += f", between {number(shown, low)} and {number(shown, high)} on the way"
    return f"Line chart, {shown.title}{unit}, {span}: {said}."


def _change_in_words(change: Changed) -> str:
    why = f": {change.reason.rstrip('.')}" if change.reason else ""
    return f"The {change.in_words} on {_day(change.day)}{why}."


def _promise(shown: Chart) -> str:
    now = shown.promised[-1]
    target, upper = number(shown, now.target), number(shown, now.upper or 0.0)
    match shown.kind:
        case KpiKind.AT_LEAST:
            return f"It should stay at or above {target}."
        case KpiKind.AT_MOST:
            return f"It should stay at or below {target}."
        case KpiKind.BAND:
            return f"It should stay between {target} and {upper}."
        case _:
            return f"The target is {target} by {_day(shown.due)}."


def promise_in_words(kind: KpiKind, target: str, upper: str) -> str:
    """Return a promise: "target 5", "at least 99%", "between 5 and 8"."""
    match kind:
        case KpiKind.AT_LEAST:
            return f"at least {target}"
        case KpiKind.AT_MOST:
            return f"at most {target}"
        case KpiKind.BAND:
            return f"between {target} and {upper}"
        case _:
            return f"target {target}"


def number(shown: Chart | Kpi, value: float) -> str:
    """Return a value as the chart writes it: without zeros that say nothing."""
    words = f"{value:,.{shown.decimals}f}"
    words = words.rstrip("0").rstrip(".") if "." in words else words
    words = "0" if words == "-0" else words
    return f"{words}{'%' if shown.unit == '%' else ''}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
