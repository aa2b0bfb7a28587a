"""Status and forecast, against examples computed by hand."""

from datetime import timedelta
from decimal import Decimal

import pytest

from domain.errors import Refusal
from domain.forecast import trend
from domain.kpis import Kpi, KpiKind, Plan, Step, check_plan, points, standing
from domain.settings import Settings
from domain.status import (
    DEFAULT,
    Judgement,
    Moment,
    Status,
    Thresholds,
    disagrees,
    judge,
    judge_goal,
    rules_in_words,
)
from tests.domain.kpi_examples import DUE, STARTS, at, day, kpi, reading

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
    assert "more than 1% behind" in " ".join(rules_in_words(strict))


def test_a_workspace_begins_with_the_usual_thresholds() -> None:
    assert Settings().status == DEFAULT
    assert Settings(behind_at_risk=12).status.behind_at_risk == 0.12


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
    last = day(7 * (len(values) - 1))
    judged = judge(measure, found, Moment(last, cadence=timedelta(days=7)))
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


def test_the_reason_says_which_border_was_crossed() -> None:
    doubted = judge(kpi(UP, "200", "100"), at({50: "139.9"}), Moment(day(50), 0.399))
    assert doubted.status is Status.AT_RISK
    assert doubted.why == (
        "Done: (139.9 x − 100 x) ÷ (200 x − 100 x) = 39.9%. Planned by now: 50%. "
        "A forecast needs four values. Confidence: 40%. "
        "At risk: more than 10% behind the plan, confidence under 40%."
    )
    lost = judge(kpi(UP, "200", "100"), at({100: "150"}), Moment(day(100)))
    assert lost.why.endswith("Off track: more than 25% behind the plan, forecast under 70%.")
    assert judge(kpi(UP, "200", "100"), at({5: "100"}), Moment(day(5))).why.endswith(
        "Pending: the first 10% of the plan."
    )
    assert judge(kpi(UP, "200", "100"), at({50: "150"}), Moment(day(50))).why.endswith("On track.")


@pytest.mark.parametrize("elapsed", [20, 30, 35, 45, 60, 70, 80, 90])
def test_on_a_border_nothing_is_crossed(elapsed: int) -> None:
    """Exactly 10 behind is on track; a hundredth more is at risk, whatever floats make of it."""
    rising, falling = kpi(UP, "200", "100"), kpi(DOWN, "100", "200")
    moment = Moment(day(elapsed))
    for measure, sign in ((rising, 1), (falling, -1)):
        start = Decimal(100 if sign > 0 else 200)
        exactly, under = (str(start + sign * (elapsed - by)) for by in (10, Decimal("10.01")))
        assert judge(measure, at({elapsed: exactly}), moment).status is Status.ON_TRACK
        assert judge(measure, at({elapsed: under}), moment).status is Status.AT_RISK


@pytest.mark.parametrize(
    ("last", "status"),
    [
        # due, so the forecast is what was reached, and the plan expects all of it
        ("169.99", Status.OFF_TRACK),
        ("170", Status.AT_RISK),  # 70 % is not under 70 %
        ("189.99", Status.AT_RISK),
        ("194.99", Status.AT_RISK),  # not 10 behind any more, but under 95 %
        ("195", Status.ON_TRACK),
    ],
)
def test_the_borders_of_the_due_day(last: str, status: Status) -> None:
    assert judge(kpi(UP, "200", "100"), at({100: last}), Moment(day(100))).status is status
    total = kpi(SUM, "200", "100")
    assert judge(total, at({100: last}), Moment(day(120))).status is status


def test_far_behind_is_off_track_only_with_a_poor_forecast() -> None:
    # four values a unit apart in a day each, the last one 24.9 on day 50; slope 1 a day
    steady = {47: "121.9", 48: "122.9", 49: "123.9", 50: "124.9"}
    judged = judge(kpi(UP, "200", "100"), at(steady), Moment(day(50)))
    assert judged.forecast == pytest.approx(0.749)  # 124.9 + 50 is 174.9
    assert judged.status is Status.AT_RISK
    slow = {47: "124", 48: "124.3", 49: "124.6", 50: "124.9"}
    judged = judge(kpi(UP, "200", "100"), at(slow), Moment(day(50)))
    assert judged.forecast == pytest.approx(0.399)  # 124.9 + 15
    assert judged.status is Status.OFF_TRACK
    near = {47: "124.1", 48: "124.4", 49: "124.7", 50: "125"}
    assert judge(kpi(UP, "200", "100"), at(near), Moment(day(50))).status is Status.AT_RISK


def test_a_level_that_will_be_left_stays_at_risk_until_the_next_value() -> None:
    """Days that pass without a value make nothing better: the next check-in is the same day."""
    leaving = at({0: "6.7", 7: "6.2", 14: "5.7", 21: "5.2"})  # 4.7 on day 28
    found = {
        judge(BAND, leaving, Moment(day(21 + n), cadence=timedelta(days=7 - n))).status
        for n in range(7)
    }
    assert found == {Status.AT_RISK}
