"""What holds of every status and forecast, against an independent reckoning."""

from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from domain.forecast import trend
from domain.kpis import Kpi, KpiKind, Plan, Point
from domain.status import Judgement, Moment, Status, judge
from tests.domain.kpi_examples import DUE, STARTS, at, day, kpi, noon

UP, DOWN, SUM = KpiKind.INCREASE, KpiKind.DECREASE, KpiKind.CUMULATIVE
AT_LEAST, AT_MOST, BAND = KpiKind.AT_LEAST, KpiKind.AT_MOST, KpiKind.BAND

values = st.decimals(min_value=-1000, max_value=1000, places=2)
series = st.lists(values, min_size=1, max_size=14)
moments = st.builds(
    Moment,
    today=st.integers(0, 130).map(day),
    confidence=st.none() | st.floats(0, 1),
    cadence=st.integers(1, 90).map(lambda days: timedelta(days=days)),
)


def until(today: int, found: list[Decimal]) -> list[Point]:
    """Return values three days apart, the last one on a day."""
    return [
        Point(at=noon(today - 3 * (len(found) - 1 - n)), value=value)
        for n, value in enumerate(found)
    ]


def severity(judged: Judgement) -> int:
    """Return how bad a status is; pending and on track are no alarm, both."""
    return 0 if judged.status is Status.PENDING else judged.status.severity


def measures(kind: KpiKind) -> Kpi:
    if kind.is_level:
        return kpi(kind, "100", upper="200")
    return kpi(kind, "100", "200") if kind is DOWN else kpi(kind, "200", "100")


@pytest.mark.parametrize(
    ("kind", "better"), [(UP, 1), (SUM, 1), (AT_LEAST, 1), (DOWN, -1), (AT_MOST, -1)]
)
@given(series, st.decimals(min_value=0, max_value=500, places=2), moments)
def test_a_better_value_never_has_a_worse_status(
    kind: KpiKind, better: int, found: list[Decimal], by: Decimal, moment: Moment
) -> None:
    last = min((moment.today - STARTS).days, 100)
    improved = [*found[:-1], found[-1] + better * by]
    before = judge(measures(kind), until(last, found), moment)
    after = judge(measures(kind), until(last, improved), moment)
    assert severity(after) <= severity(before)
    assert after.progress is not None
    assert before.progress is not None
    assert after.progress >= before.progress


@given(series, st.sampled_from([UP, DOWN, SUM]), moments, st.floats(0, 1))
def test_more_confidence_never_makes_a_worse_status(
    found: list[Decimal], kind: KpiKind, moment: Moment, more: float
) -> None:
    assume(moment.confidence is not None)
    assert moment.confidence is not None
    surer = Moment(moment.today, max(more, moment.confidence), cadence=moment.cadence)
    points = until(50, found)
    assert severity(judge(measures(kind), points, surer)) <= severity(
        judge(measures(kind), points, moment)
    )


@given(series, st.sampled_from(KpiKind), moments)
def test_silence_is_stale_whatever_the_values(
    found: list[Decimal], kind: KpiKind, moment: Moment
) -> None:
    silent = Moment(moment.today, moment.confidence, stale=True, cadence=moment.cadence)
    assert judge(measures(kind), until(50, found), silent).status is Status.STALE


def changed(kind: KpiKind, by: Decimal, factor: Decimal) -> Kpi:
    """Return the same KPI in another unit: its zero moved, its size multiplied."""
    same = measures(kind)
    moved = {
        name: None if value is None else value * factor + by
        for name in ("baseline", "target", "upper")
        for value in [getattr(same.plan, name)]
    }
    return same.model_copy(update={"plan": same.plan.model_copy(update=moved)})


@given(
    series,
    st.sampled_from([UP, DOWN, SUM]),
    moments,
    st.decimals(min_value=-500, max_value=500, places=1),
    st.sampled_from([Decimal("0.01"), Decimal("0.5"), Decimal(3), Decimal(1000)]),
)
def test_another_unit_is_the_same_judgement(
    found: list[Decimal], kind: KpiKind, moment: Moment, by: Decimal, factor: Decimal
) -> None:
    """Degrees or kelvin, minutes or seconds: what is done and forecast does not change."""
    one = judge(measures(kind), until(50, found), moment)
    converted = [value * factor + by for value in found]
    other = judge(changed(kind, by, factor), until(50, converted), moment)
    assert other.progress == pytest.approx(one.progress, abs=1e-6)
    assert (other.forecast is None) == (one.forecast is None)
    if one.forecast is not None:
        assert other.forecast == pytest.approx(one.forecast, abs=1e-6)


@given(series, st.sampled_from(KpiKind), moments, st.integers(-4000, 4000))
def test_another_year_is_the_same_judgement(
    found: list[Decimal], kind: KpiKind, moment: Moment, days: int
) -> None:
    later = timedelta(days=days)
    same = measures(kind)
    plan: Plan = same.plan.moved(same.plan.starts + later, same.plan.due + later)
    shifted = [Point(at=p.at + later, value=p.value) for p in until(50, found)]
    there = Moment(moment.today + later, moment.confidence, cadence=moment.cadence)
    one = judge(same, until(50, found), moment)
    other = judge(same.model_copy(update={"plan": plan}), shifted, there)
    assert (other.status, other.progress) == (one.status, one.progress)
    assert other.forecast == pytest.approx(one.forecast)


def middle(numbers: list[Fraction]) -> Fraction:
    """Return the median by counting: as many are smaller as are larger."""
    ordered = sorted(numbers)
    half, odd = divmod(len(ordered), 2)
    return ordered[half] if odd else (ordered[half - 1] + ordered[half]) / 2


@given(st.lists(st.tuples(st.integers(0, 400), values), min_size=4, max_size=20))
def test_the_trend_is_theil_and_sens_in_exact_fractions(found: list[tuple[int, Decimal]]) -> None:
    rows = sorted(found)
    newest = [(Fraction(x), Fraction(y)) for x, y in rows[-12:]]
    slopes = [(y2 - y1) / (x2 - x1) for (x1, y1), (x2, y2) in combinations(newest, 2) if x1 != x2]
    line = trend([Point(at=noon(x), value=y) for x, y in rows])
    if not slopes:
        assert line is None
        return
    assert line is not None
    slope = middle(slopes)
    start = middle([y - slope * x for x, y in newest])
    assert line.slope == pytest.approx(float(slope), abs=1e-9)
    assert line.on(DUE) == pytest.approx(float(start + slope * 100), abs=1e-5)


def test_one_odd_value_among_many_bends_nothing() -> None:
    straight = {7 * n: str(10 + n) for n in range(8)}
    bent = trend(at(straight | {21: "900"}))
    plain = trend(at(straight))
    assert bent is not None
    assert plain is not None
    assert bent.slope == pytest.approx(plain.slope) == pytest.approx(1 / 7)
    assert bent.on(DUE) == pytest.approx(plain.on(DUE))


def test_a_trend_is_a_line_at_a_moment() -> None:
    line = trend(at({0: "0", 10: "10", 20: "20", 30: "30"}))
    assert line is not None
    assert line.at(noon(50)) == pytest.approx(50.0)
