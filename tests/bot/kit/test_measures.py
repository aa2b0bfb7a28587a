"""What a goal's numbers come to in words, the same on every surface."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from bot.kit.measures import three_judgements
from domain.kpis import Kpi, KpiKind, Plan, Point
from domain.status import DEFAULT, Moment, judge, judge_goal
from playground.samples import made
from playground.samples.texts import SHORT
from storage.standings import Measured, Standing

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)


def measured(kind: KpiKind, *values: int) -> Measured:
    """Judge weekly values of a KPI that begins at 0, or of a level of 90, in a plan of a year."""
    plan = Plan(
        baseline=None if kind.is_level else Decimal(0),
        target=Decimal(90),
        starts=date(2026, 6, 1),
        due=date(2027, 5, 31),
    )
    kpi = Kpi(id=str(kind), goal_id="goal_1", name="Done", kind=kind, unit="%", plan=plan)
    first = NOW - timedelta(weeks=len(values))
    points = [
        Point(at=first + timedelta(weeks=week), value=Decimal(value))
        for week, value in enumerate(values)
    ]
    return Measured(kpi, points, judge(kpi, points, Moment(NOW.date())))


def standing(*some: Measured) -> Standing:
    judgement = judge_goal([(one.kpi, one.judgement) for one in some])
    return Standing(made.goal(SHORT), some, judgement, None, None, None)


def computed(*some: Measured) -> str:
    return three_judgements(standing(*some), "Alice")[0]


def test_of_a_way_it_is_said_how_much_of_it_is_done_and_how_much_time_has_passed() -> None:
    assert computed(measured(KpiKind.INCREASE, 40, 45)) == (
        "*Computed*\nOn track: 50% done after 50% of the time"
    )


def test_of_levels_it_is_said_how_many_values_kept_them() -> None:
    assert computed(measured(KpiKind.AT_LEAST, 86)) == "*Computed*\nAt risk: 0 of 1 values kept it"
    both = measured(KpiKind.AT_LEAST, 86, 92), measured(KpiKind.AT_MOST, 91, 80)
    assert computed(*both) == "*Computed*\nOn track: 2 of 4 values kept it"


def test_a_level_beside_a_way_counts_in_what_is_done() -> None:
    mixed = measured(KpiKind.INCREASE, 40, 45), measured(KpiKind.AT_LEAST, 86, 92)
    assert computed(*mixed) == "*Computed*\nOn track: 50% done after 50% of the time"


def test_without_values_nothing_is_done_yet() -> None:
    assert computed(measured(KpiKind.AT_LEAST)) == "*Computed*\nPending"


def test_whether_somebody_doubts_is_a_matter_of_the_teams_thresholds() -> None:
    said = made.occurrence("goal_1").model_copy(update={"confidence": 0.5, "note": "Two left."})
    sure = replace(standing(measured(KpiKind.INCREASE, 40, 45)), answered=said)
    assert "Two left." not in three_judgements(sure, "Alice")[1]
    strict = replace(sure, thresholds=DEFAULT.model_copy(update={"confidence_at_risk": 0.6}))
    assert "Two left." in three_judgements(strict, "Alice")[1]
