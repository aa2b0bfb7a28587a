"""Status and forecast, against examples computed by hand."""

from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Refusal
from domain.forecast import trend
from domain.kpis import Kpi, KpiKind, Plan, Step, check_plan, points, standing
from domain.status import (
    Judgement,
    Moment,
    Status,
    Thresholds,
    disagrees,
    judge,
    judge_goal,
    rules_in_words,
)
from tests.domain.kpi_examples import DUE, STARTS, at, day, kpi, noon, reading

UP, DOWN, SUM = KpiKind.INCREASE, KpiKind.DECREASE, KpiKind.CUMULATIVE


def test_scenario_27_a_decrease_from_200_to_100_with_target_0_shows_half() -> None:
    judged = judge(kpi(DOWN, "0", "200"), at({50: "100"}), Moment(day(50)))
    assert judged.progress == 0.5
    assert judged.status is Status.ON_TRACK
    assert judged.why.startswith("Done: (100 x − 200 x) ÷ (0 x − 200 x) = 50%.")


def test_scenario_28_a_value_below_the_baseline_is_negative_progress() -> None:
    judged = judge(kpi(UP, "200", "100"), at({50: "80"}), Moment(day(50)))
    assert judged.progress == -0.2
    assert "= -20%" in judged.why


@pytest.mark.parametrize(
    ("values", "today", "status"),
    [
        # 100 → 200: the value 150 is half the way
        ({50: "150"}, 50, Status.ON_TRACK),
        ({50: "141"}, 50, Status.ON_TRACK),  # 9 points behind
        ({50: "139"}, 50, Status.AT_RISK),  # 11 points behind
        ({50: "110"}, 50, Status.AT_RISK),  # far behind, but no forecast yet
        # slope 0.4 a day: 116 on day 40, 140 on the due day: forecast 40 %, 40 points behind
        ({10: "104", 20: "108", 30: "112", 60: "124"}, 65, Status.OFF_TRACK),
        # slope 2 a day: far behind, yet due day's forecast is 130 %
        ({50: "110", 55: "120", 60: "130", 65: "140"}, 75, Status.AT_RISK),
        # as planned so far, then flat: the median slope is 0, forecast 50 %
        ({46: "150", 47: "150", 48: "150", 49: "150"}, 50, Status.AT_RISK),
        ({5: "100"}, 5, Status.PENDING),
        ({5: "90"}, 5, Status.AT_RISK),  # fell behind the baseline
        ({100: "150"}, 100, Status.OFF_TRACK),  # due, half reached
        ({100: "180"}, 110, Status.AT_RISK),  # due, 80 % reached
        ({100: "200"}, 110, Status.ON_TRACK),
        ({}, 60, Status.PENDING),
    ],
)
def test_an_increase_by_hand(values: dict[int, str], today: int, status: Status) -> None:
    assert judge(kpi(UP, "200", "100"), at(values), Moment(day(today))).status is status


def test_the_forecast_by_hand() -> None:
    # 100, 110, 120, and an odd 500: slopes 1, 1, 1 and three steep ones; sorted 1 1 1 39/2… median
    judged = judge(
        kpi(UP, "200", "100"),
        at({0: "100", 10: "110", 20: "120", 30: "130", 40: "500"}),
        Moment(day(40)),
    )
    # slopes of the four good values: six times 1; with the odd one: 10, 13, 19, 37 → median 1
    assert judged.trend is not None
    assert judged.trend.slope == pytest.approx(1.0)
    assert judged.forecast == pytest.approx(1.0)
    assert judged.trend.reaches(200.0) == DUE
    assert judged.trend.reaches(50.0) is None


def test_three_values_make_no_forecast_and_equal_moments_do_not_either() -> None:
    assert trend(at({0: "1", 1: "2", 2: "3"})) is None
    assert trend(at({5: "1"}) * 4) is None


def test_doubt_makes_a_kpi_at_risk() -> None:
    rising = kpi(UP, "200", "100")
    assert judge(rising, at({50: "150"}), Moment(day(50), 0.39)).status is Status.AT_RISK
    assert judge(rising, at({50: "150"}), Moment(day(50), 0.4)).status is Status.ON_TRACK


def test_silence_is_stale_over_everything() -> None:
    judged = judge(kpi(UP, "200", "100"), at({50: "200"}), Moment(day(50), stale=True))
    assert judged.status is Status.STALE
    assert judged.progress == 1.0
    assert judged.why.startswith("No answer within 3 working days")
    assert judge(kpi(UP, "2", "1"), [], Moment(day(50), stale=True)).status is Status.STALE


def test_thresholds_are_settings() -> None:
    strict = Thresholds(behind_at_risk=0.01)
    behind = at({50: "145"})
    assert judge(kpi(UP, "200", "100"), behind, Moment(day(50)), strict).status is Status.AT_RISK
    assert "more than 1% behind" in rules_in_words(strict)


def test_a_cumulative_kpi_adds_up_and_a_correction_replaces() -> None:
    total = kpi(SUM, "120", "20")
    readings = [
        reading(10, "10"),
        reading(20, "90", "wrong"),
        reading(20, "15", "right", corrects="wrong"),
        reading(30, "25"),
    ]
    assert [r.id for r in standing(readings)] == ["red_10", "right", "red_30"]
    summed = points(total, readings)
    assert [point.value for point in summed] == [30, 45, 70]
    assert judge(total, summed, Moment(day(50))).progress == 0.5  # (70 − 20) ÷ (120 − 20)


def test_a_stepped_plan_expects_the_last_step_passed() -> None:
    steps = (Step(day=day(30), share=0.2), Step(day=day(60), share=0.7))
    plan = kpi(UP, "200", "100").plan.model_copy(update={"steps": steps})
    assert [plan.elapsed(day(n)) for n in (0, 29, 30, 59, 60, 99, 100)] == [
        0.0,
        0.0,
        0.2,
        0.2,
        0.7,
        0.7,
        1.0,
    ]
    assert plan.planned(day(30)) == Decimal(120)


AT_LEAST = kpi(KpiKind.AT_LEAST, "99")
AT_MOST = kpi(KpiKind.AT_MOST, "5")
BAND = kpi(KpiKind.BAND, "5", upper="8")


@pytest.mark.parametrize(
    ("measure", "values", "status", "progress"),
    [
        (AT_LEAST, ["99", "98", "99"], Status.ON_TRACK, 2 / 3),
        (AT_LEAST, ["99", "98"], Status.AT_RISK, 1 / 2),
        (AT_LEAST, ["99", "98", "98.9"], Status.OFF_TRACK, 1 / 3),
        (AT_LEAST, ["98"], Status.AT_RISK, 0),
        (AT_MOST, ["5", "5.01"], Status.AT_RISK, 1 / 2),
        (AT_MOST, ["4"], Status.ON_TRACK, 1),
        (BAND, ["5", "8"], Status.ON_TRACK, 1),
        (BAND, ["4.99", "8.01"], Status.OFF_TRACK, 0),
        # falls by 0.5 a week: 5.2 now, 4.7 at the next check-in
        (BAND, ["6.7", "6.2", "5.7", "5.2"], Status.AT_RISK, 1),
        (AT_MOST, ["3", "3.5", "4", "4.6"], Status.AT_RISK, 1),
        (AT_LEAST, ["102", "101.5", "101", "100.5"], Status.ON_TRACK, 1),
    ],
)
def test_levels_by_hand(measure: Kpi, values: list[str], status: Status, progress: float) -> None:
    found = at({7 * index: value for index, value in enumerate(values)})
    judged = judge(measure, found, Moment(day(40), cadence=timedelta(days=7)))
    assert judged.status is status
    assert judged.progress == pytest.approx(progress)


def test_a_goal_has_its_worst_kpis_status_and_the_weighted_mean() -> None:
    light = kpi(UP, "200", "100")
    heavy = light.model_copy(update={"weight": Decimal(3)})
    judged = judge_goal(
        [(light, Judgement(Status.ON_TRACK, 1.5)), (heavy, Judgement(Status.AT_RISK, 0.2))]
    )
    assert judged.status is Status.AT_RISK
    assert judged.progress == pytest.approx((1 * 1.0 + 3 * 0.2) / 4)
    assert judge_goal([]).status is Status.PENDING


def test_a_surer_person_than_the_numbers_is_asked_why() -> None:
    assert disagrees(Status.OFF_TRACK, 0.7)
    assert disagrees(Status.ON_TRACK, 0.3)
    assert not disagrees(Status.ON_TRACK, 0.7)
    assert not disagrees(Status.AT_RISK, 0.9)


@pytest.mark.parametrize(
    ("kind", "baseline", "target", "upper", "field"),
    [
        (UP, "5", "5", None, "target"),
        (UP, "5", "4", None, "target"),
        (DOWN, "5", "6", None, "target"),
        (UP, None, "6", None, "baseline"),
        (KpiKind.BAND, None, "5", None, "upper"),
        (KpiKind.BAND, None, "5", "5", "upper"),
    ],
)
def test_a_plan_that_cannot_be_measured_is_refused(
    kind: KpiKind, baseline: str | None, target: str, upper: str | None, field: str
) -> None:
    with pytest.raises(Refusal) as refused:
        check_plan(kind, kpi(kind, target, baseline, upper=upper).plan)
    assert refused.value.field == field


def test_a_plan_due_before_its_start_is_refused() -> None:
    plan = Plan(baseline=Decimal(1), target=Decimal(2), starts=DUE, due=STARTS)
    with pytest.raises(Refusal, match="1 January 2026 is before the start on 11 April 2026"):
        check_plan(UP, plan)


values = st.decimals(min_value=-1000, max_value=1000, places=2)


@given(values, values, st.integers(0, 130), st.floats(0, 1))
def test_a_better_value_never_has_a_worse_status(
    one: Decimal, other: Decimal, today: int, confidence: float
) -> None:
    worse, better = sorted((one, other))
    moment = Moment(day(today), confidence)
    rising, falling = kpi(UP, "200", "100"), kpi(DOWN, "100", "200")

    def severity(measure: Kpi, value: Decimal) -> int:
        found = at({min(today, 100): str(value)})
        status = judge(measure, found, moment).status
        # pending says nothing of better or worse than on track: both are no alarm
        return 0 if status is Status.PENDING else status.severity

    assert severity(rising, better) <= severity(rising, worse)
    assert severity(falling, worse) <= severity(falling, better)


@given(st.lists(values, min_size=4, max_size=12), values)
def test_the_forecast_moves_with_its_values(found: list[Decimal], by: Decimal) -> None:
    line = trend(at({7 * index: str(value) for index, value in enumerate(found)}))
    moved = trend(at({7 * index: str(value + by) for index, value in enumerate(found)}))
    assert line is not None
    assert moved is not None
    assert moved.on(DUE) == pytest.approx(line.on(DUE) + float(by), abs=1e-6)


def test_a_trend_is_a_line_at_a_moment() -> None:
    line = trend(at({0: "0", 10: "10", 20: "20", 30: "30"}))
    assert line is not None
    assert line.at(noon(50)) == pytest.approx(50.0)
