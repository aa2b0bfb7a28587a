"""KPIs and goals in words and lines, the same on every surface."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from bot.kit.marks import STATUS_WORDS, STATUSES
from bot.kit.text import brief, dated, harmless
from domain.kpis import Point
from domain.status import Status, disagrees, level_in_words, percent
from storage.standings import Measured, Standing

_BARS = "▁▂▃▄▅▆▇█"
SPARK_VALUES = 12


def status_line(status: Status, title: str) -> str:
    """Return ":large_green_circle:  *Title*  ·  On track"; the word always stands beside."""
    return f"{STATUSES[status]}  *{harmless(title)}*  ·  {STATUS_WORDS[status]}"


def value_line(measured: Measured) -> str:
    """Return "Minutes until notes are ready: *16*, target 5 by 1 Mar 2027"."""
    kpi, last = measured.kpi, measured.last
    value = f"*{harmless(kpi.shown(last.value))}*" if last else "no value yet"
    goal = level_in_words(kpi) if kpi.kind.is_level else f"target {kpi.shown(kpi.plan.target)}"
    source = f"  ·  from {harmless(measured.fresh)}" if measured.fresh else ""
    return f"{harmless(kpi.name)}: {value}, {harmless(goal)} {by_day(kpi.plan.due)}{source}"


def by_day(day: date) -> str:
    """Return "by 1 Mar 2027" as a date that Slack writes in the reader's way."""
    return dated(datetime.combine(day, time(12), UTC), "{date_short}", word="by")


def spark(points: Sequence[Point]) -> str:
    """Return the newest values as a line of bars: "▁▃▅█"; "" for fewer than two."""
    values = [float(point.value) for point in points[-SPARK_VALUES:]]
    if len(values) < 2:  # noqa: PLR2004  (one value has no shape)
        return ""
    low, high = min(values), max(values)
    if high == low:
        return _BARS[3] * len(values)
    top = len(_BARS) - 1
    return "".join(_BARS[round((value - low) / (high - low) * top)] for value in values)


CONFIDENCES = {
    "0.9": "Sure, 90%",
    "0.7": "Fairly sure, 70%",
    "0.5": "It could go either way, 50%",
    "0.3": "Rather not, 30%",
    "0.1": "No, 10%",
}


def sure(confidence: float | None) -> str:
    """Return a confidence in words."""
    if confidence is None:
        return "has not said"
    return CONFIDENCES.get(f"{confidence:.1f}", percent(confidence))


def three_judgements(standing: Standing, owner: str, *, with_reason: bool = True) -> list[str]:
    """Return what is computed, what the owner says and the forecast, as columns of fields.

    Where the owner disagrees with the numbers, the reason stands beside until the next check-in.
    """
    computed, done = STATUS_WORDS[standing.status], _done(standing)
    if done:
        computed += f": {done}"
    said = standing.answered.confidence if standing.answered else None
    reason = _reason(standing) if with_reason else ""
    return [
        f"*Computed*\n{computed}",
        f"*{harmless(owner)} says*\n{sure(said)}{reason}",
        f"*Forecast*\n{forecast(standing)}",
    ]


def _done(standing: Standing) -> str:
    """Return "64% done after 50% of the time"; of levels alone, how many values kept them."""
    progress = standing.judgement.progress
    if progress is None:
        return ""
    if all(measured.kpi.kind.is_level for measured in standing.measured):
        kept = [m.kpi.is_inside(point.value) for m in standing.measured for point in m.points]
        return f"{sum(kept)} of {len(kept)} values kept it"
    elapsed = standing.measured[0].judgement.elapsed
    rest = f" after {percent(elapsed)} of the time" if elapsed is not None else ""
    return f"{percent(progress)} done{rest}"


def _reason(standing: Standing) -> str:
    """Return why a person is surer than the numbers, or doubts them; "" where they agree."""
    answered, thresholds = standing.answered, standing.thresholds
    if answered is None or answered.confidence is None or not answered.note:
        return ""
    doubts = answered.confidence < thresholds.confidence_at_risk
    denies = disagrees(standing.status, answered.confidence, thresholds)
    return f": “{brief(answered.note, 200)}”" if doubts or denies else ""


def forecast(standing: Standing) -> str:
    """Return the forecast of the first KPI that has one."""
    for measured in standing.measured:
        kpi, judgement = measured.kpi, measured.judgement
        if judgement.trend is None or kpi.kind.is_level:
            continue
        day = judgement.trend.reaches(float(kpi.plan.target))
        if day is not None and measured.points and day >= measured.points[-1].at.date():
            around = dated(datetime.combine(day, time(12), UTC), "{date_short}", word="around")
            return f"{harmless(kpi.shown(kpi.plan.target))} {around}"
        if judgement.forecast is not None:
            return f"{percent(judgement.forecast)} of the way on the promised day"
    return "needs four values"
