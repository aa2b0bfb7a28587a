"""The status of KPIs and goals, with the reason in words. Source: scheduling.md, "Status of a KPI".

For increase, decrease and cumulative KPIs progress is `(value - baseline) / (target - baseline)`;
it is compared with the share of the plan's way that should be done by now, and with the forecast.
For levels (at least, at most, band) progress is the share of values that kept the level.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from domain.forecast import Trend, trend
from domain.kpis import Kpi, KpiKind, Point

_PERCENT = 100
_NOTHING = 1e-9
"""Less than this is the inexactness of floats."""


class Status(StrEnum):
    """Whether a promise is kept, from best to worst."""

    ON_TRACK = "on_track"
    PENDING = "pending"
    AT_RISK = "at_risk"
    OFF_TRACK = "off_track"
    STALE = "stale"

    @property
    def severity(self) -> int:
        """Return a number that grows as it gets worse."""
        return list(Status).index(self)


_NAMES = {status: status.value.replace("_", " ").capitalize() for status in Status}


class Thresholds(BaseModel):
    """Where one status ends and the next begins; shares are of 1."""

    model_config = ConfigDict(frozen=True)

    behind_off_track: float = 0.25
    behind_at_risk: float = 0.10
    forecast_off_track: float = 0.70
    forecast_at_risk: float = 0.95
    confidence_at_risk: float = 0.40
    confidence_sure: float = 0.60
    """From here on, confidence contradicts an off track status."""
    pending_until: float = 0.10
    grace_working_days: int = 3


DEFAULT = Thresholds()


@dataclass(frozen=True)
class Moment:
    """What is known beside the values when a KPI is judged."""

    today: date
    confidence: float | None = None
    """What the owner said at the last check-in, 0 to 1."""
    stale: bool = False
    """Nobody answered within the grace."""
    cadence: timedelta = timedelta(days=7)
    """From today to the next check-in: a level is at risk when it will be left by then."""


@dataclass(frozen=True)
class Judgement:
    """A status with the numbers and the sentence that explain it."""

    status: Status
    progress: float | None
    elapsed: float | None = None
    forecast: float | None = None
    """Progress on the due day, if all goes on as it does; None with too few values."""
    trend: Trend | None = None
    why: str = ""


def judge(
    kpi: Kpi, points: Sequence[Point], moment: Moment, thresholds: Thresholds = DEFAULT
) -> Judgement:
    """Return a KPI's status; `points` are those of `domain.kpis.points`, oldest first."""
    if not points:
        found = Judgement(Status.PENDING, None, why="No value yet.")
    elif kpi.kind.is_level:
        found = _level(kpi, points, moment)
    else:
        found = _way(kpi, points, moment, thresholds)
    if not moment.stale:
        return found
    days = thresholds.grace_working_days
    why = f"No answer within {days} working days of the check-in. {found.why}"
    return Judgement(
        Status.STALE, found.progress, found.elapsed, found.forecast, found.trend, why=why
    )


def _way(kpi: Kpi, points: Sequence[Point], moment: Moment, limits: Thresholds) -> Judgement:
    progress, elapsed = kpi.progress_of(points[-1].value), kpi.plan.elapsed(moment.today)
    line = trend(points)
    forecast = _forecast(kpi, progress, line, moment.today)
    status, reasons = _compare(progress, elapsed, forecast, moment.confidence, limits)
    said = _way_in_words(kpi, points[-1], progress, elapsed, forecast, moment)
    why = f"{said} {_NAMES[status]}{': ' if reasons else ''}{', '.join(reasons)}."
    return Judgement(status, progress, elapsed, forecast, line, why)


def _forecast(kpi: Kpi, progress: float, line: Trend | None, today: date) -> float | None:
    """Return the progress expected on the due day; from that day on it is what was reached."""
    if today >= kpi.plan.due:
        return progress
    if line is None:
        return None
    baseline = float(kpi.plan.baseline or 0)
    return (line.on(kpi.plan.due) - baseline) / (float(kpi.plan.target) - baseline)


def _compare(
    progress: float,
    elapsed: float,
    forecast: float | None,
    confidence: float | None,
    limits: Thresholds,
) -> tuple[Status, list[str]]:
    """Return the status, and what made it that."""
    hopeless = forecast is not None and _under(forecast, limits.forecast_off_track)
    if hopeless and _under(progress, elapsed - limits.behind_off_track):
        far = f"more than {percent(limits.behind_off_track)} behind the plan"
        return Status.OFF_TRACK, [far, f"forecast under {percent(limits.forecast_off_track)}"]
    if elapsed < limits.pending_until:
        if progress < 0:
            return Status.AT_RISK, ["the value fell behind the baseline"]
        return Status.PENDING, [f"the first {percent(limits.pending_until)} of the plan"]
    doubts = []
    if _under(progress, elapsed - limits.behind_at_risk):
        doubts.append(f"more than {percent(limits.behind_at_risk)} behind the plan")
    if forecast is not None and _under(forecast, limits.forecast_at_risk):
        doubts.append(f"forecast under {percent(limits.forecast_at_risk)}")
    if confidence is not None and _under(confidence, limits.confidence_at_risk):
        doubts.append(f"confidence under {percent(limits.confidence_at_risk)}")
    return (Status.AT_RISK if doubts else Status.ON_TRACK), doubts


def _under(share: float, limit: float) -> bool:
    """Say whether a share is under a limit; on the border it is not, whatever floats make of it."""
    return share < limit - _NOTHING


def _level(kpi: Kpi, points: Sequence[Point], moment: Moment) -> Judgement:
    kept = [kpi.is_inside(point.value) for point in points]
    progress = sum(kept) / len(kept)
    line = trend(points)
    leaves = line is not None and not _stays(kpi, line, moment.today + moment.cadence)
    if not kept[-1]:
        twice = len(kept) > 1 and not kept[-2]
        status = Status.OFF_TRACK if twice else Status.AT_RISK
        verdict = "the last two values are outside" if twice else "the last value is outside"
    elif leaves:
        status, verdict = Status.AT_RISK, "inside, but at this pace not until the next check-in"
    else:
        status, verdict = Status.ON_TRACK, "inside"
    why = (
        f"{kpi.shown(points[-1].value)} against {level_in_words(kpi)}: {verdict}. "
        f"{sum(kept)} of {len(kept)} values kept it."
    )
    elapsed = kpi.plan.elapsed(moment.today)
    return Judgement(status, progress, elapsed, None, line, why)


def _stays(kpi: Kpi, line: Trend, day: date) -> bool:
    """Say whether the trend keeps the level until a day, that of the next check-in."""
    ahead = line.on(day)
    low, high = float(kpi.plan.target), kpi.plan.upper
    if kpi.kind is KpiKind.AT_MOST:
        return ahead <= low
    return ahead >= low and (kpi.kind is not KpiKind.BAND or high is None or ahead <= float(high))


def level_in_words(kpi: Kpi) -> str:
    """Return a level for people: "at least 99%", "between 5 and 8 minutes"."""
    low = kpi.shown(kpi.plan.target)
    if kpi.kind is KpiKind.BAND and kpi.plan.upper is not None:
        return f"between {low} and {kpi.shown(kpi.plan.upper)}"
    return f"at most {low}" if kpi.kind is KpiKind.AT_MOST else f"at least {low}"


def percent(share: float) -> str:
    """Return a share of 1 as a percentage: `64%`."""
    return f"{round(share * _PERCENT)}%"


def _exactly(share: float) -> str:
    """Return a percentage that shows on which side of a limit it is: `94.9%`."""
    tenths = round(share * _PERCENT, 1) + 0.0  # no "-0"
    return f"{tenths:,.1f}".removesuffix(".0") + "%"


def _way_in_words(
    kpi: Kpi,
    last: Point,
    progress: float,
    elapsed: float,
    forecast: float | None,
    moment: Moment,
) -> str:
    value, plan = kpi.shown(last.value), kpi.plan
    baseline, target = kpi.shown(plan.baseline or plan.target * 0), kpi.shown(plan.target)
    parts = [
        f"Done: ({value} − {baseline}) ÷ ({target} − {baseline}) = {_exactly(progress)}.",
        f"Planned by now: {_exactly(elapsed)}.",
    ]
    if moment.today >= plan.due:
        parts.append("The due day has come.")
    elif forecast is None:
        parts.append("A forecast needs four values.")
    else:
        parts.append(f"Forecast for the due day: {_exactly(forecast)}.")
    if moment.confidence is not None:
        parts.append(f"Confidence: {percent(moment.confidence)}.")
    return " ".join(parts)


def rules_in_words(thresholds: Thresholds = DEFAULT) -> list[str]:
    """Return the formula as people read it on request, a line a status."""
    t = thresholds
    far, near = percent(t.behind_off_track), percent(t.behind_at_risk)
    poor, fair = percent(t.forecast_off_track), percent(t.forecast_at_risk)
    doubt, first = percent(t.confidence_at_risk), percent(t.pending_until)
    return f"""
Done is (value − baseline) ÷ (target − baseline).
Forecast: the trend of the last values, drawn out to the due day.
Off track: more than {far} behind the plan and a forecast under {poor}.
At risk: more than {near} behind, or a forecast under {fair}, or confidence under {doubt}.
Pending: the first {first} of the plan, unless the value fell behind the baseline.
On track: everything else.
At least, at most, band: one value outside is at risk, two in a row are off track. Inside is at \
risk if the trend leaves it before the next check-in. Done is the share of values inside.
Stale, over everything: no answer within {t.grace_working_days} working days.
A goal has the status of its worst KPI, and the weighted mean of what is done.
""".strip().splitlines()


@dataclass(frozen=True)
class GoalJudgement:
    """A goal's status: its worst KPI's; its progress: the weighted mean."""

    status: Status
    progress: float | None


def judge_goal(judged: Sequence[tuple[Kpi, Judgement]]) -> GoalJudgement:
    """Return the status and progress of a goal; KPIs without a value count in neither mean.

    A KPI beyond its target counts as reached: it must not hide another that is not.
    """
    worst = max((j.status for _, j in judged), key=lambda s: s.severity, default=Status.PENDING)
    known = [(float(k.weight), min(j.progress, 1.0)) for k, j in judged if j.progress is not None]
    if not known:
        return GoalJudgement(worst, None)
    total = sum(weight for weight, _ in known)
    return GoalJudgement(worst, sum(weight * progress for weight, progress in known) / total)


def disagrees(status: Status, confidence: float, thresholds: Thresholds = DEFAULT) -> bool:
    """Say whether a person's confidence contradicts the computed status: then ask for a reason."""
    if status is Status.OFF_TRACK:
        return confidence >= thresholds.confidence_sure
    return status is Status.ON_TRACK and confidence < thresholds.confidence_at_risk
