"""Stages, hand-overs and focus of goals."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from domain import goals
from domain.errors import Refusal
from domain.goals import PRINCIPLES, Goal, GoalStage
from domain.kpis import KpiKind, Plan, Step, check_plan
from domain.people import PersonId, WorkspaceId
from tests.domain.kpi_examples import kpi

ALICE, BOB, DANA = PersonId("U01ALICE"), PersonId("U02BOB"), PersonId("U04DANA")
GOAL = Goal(
    id="goal_1",
    workspace_id=WorkspaceId("T01ACME"),
    initiative_id="ini_1",
    title="Notes are ready",
    owner_id=ALICE,
    starts=date(2026, 9, 7),
    due=date(2027, 3, 1),
    created_by=ALICE,
    created_at=datetime(2026, 9, 1, tzinfo=UTC),
)
GOOD = kpi(KpiKind.DECREASE, "5", "30")


def test_a_goal_becomes_active_only_with_a_measurable_kpi() -> None:
    goals.check_move(GOAL, GoalStage.ACTIVE, [GOOD])
    for kpis in ([], [GOOD.model_copy(update={"unit": " "})], [kpi(KpiKind.DECREASE, "30", "30")]):
        with pytest.raises(Refusal, match="needs one KPI with a baseline, a target, a unit"):
            goals.check_move(GOAL, GoalStage.ACTIVE, kpis)


@pytest.mark.parametrize(
    ("stage", "to"),
    [
        (GoalStage.DRAFT, GoalStage.PAUSED),
        (GoalStage.RETIRED, GoalStage.ACTIVE),
    ],
)
def test_a_goal_does_not_jump(stage: GoalStage, to: GoalStage) -> None:
    with pytest.raises(Refusal, match=f"is {stage.value}; it cannot become {to.value} now"):
        goals.check_move(GOAL.model_copy(update={"stage": stage}), to, [GOOD], note="Done.")


def test_a_step_taken_twice_is_told_so() -> None:
    paused = GOAL.model_copy(update={"stage": GoalStage.PAUSED})
    with pytest.raises(Refusal, match="is paused already"):
        goals.check_move(paused, GoalStage.PAUSED, [])


def test_a_retired_goal_stays_as_it_is() -> None:
    retired = GOAL.model_copy(update={"stage": GoalStage.RETIRED, "offered_to": BOB})
    with pytest.raises(Refusal, match="is retired, so it stays as it is"):
        goals.check_changes(retired)
    with pytest.raises(Refusal, match="nothing to hand over"):
        goals.check_offer(retired, DANA)
    with pytest.raises(Refusal, match="nobody has to own it any more"):
        goals.check_answer_offer(retired, BOB)
    goals.check_changes(GOAL)


def test_a_goal_is_retired_with_what_was_learned() -> None:
    with pytest.raises(Refusal, match="what was learned"):
        goals.check_move(GOAL, GoalStage.RETIRED, [GOOD])
    goals.check_move(GOAL, GoalStage.RETIRED, [], note="Rooms differ more than teams.")


def test_a_plan_that_moves_keeps_its_steps_on_the_way() -> None:
    starts, due = date(2026, 1, 1), date(2026, 1, 11)
    half = Step(day=date(2026, 1, 6), share=0.5)
    plan = Plan(baseline=Decimal(0), target=Decimal(9), starts=starts, due=due, steps=(half,))
    later = plan.moved(date(2026, 2, 1), date(2026, 2, 21))
    assert later.steps == (Step(day=date(2026, 2, 11), share=0.5),)
    assert later.values == plan.values
    check_plan(KpiKind.INCREASE, later)
    assert later.moved(starts, due) == plan


def test_only_the_person_who_was_asked_takes_a_goal_over() -> None:
    goals.check_offer(GOAL, BOB)
    with pytest.raises(Refusal, match="other than the owner"):
        goals.check_offer(GOAL, ALICE)
    offered = GOAL.model_copy(update={"offered_to": BOB})
    goals.check_answer_offer(offered, BOB)
    with pytest.raises(Refusal, match="offered to somebody else"):
        goals.check_answer_offer(offered, DANA)
    with pytest.raises(Refusal, match="not offered to anybody any more"):
        goals.check_answer_offer(GOAL, BOB)
    with pytest.raises(Refusal, match="is yours already"):
        goals.check_answer_offer(GOAL, ALICE)


def test_too_many_active_goals_get_a_warning() -> None:
    assert goals.focus_warning(5) is None
    assert goals.focus_warning(6) is not None


def test_principles_that_nothing_serves_are_named() -> None:
    serving = GOAL.model_copy(update={"principles": ("Think Big",)})
    retired = GOAL.model_copy(update={"principles": ("Frugality",), "stage": GoalStage.RETIRED})
    left = goals.unserved(PRINCIPLES, [serving, retired])
    assert len(PRINCIPLES) == 16
    assert "Think Big" not in left
    assert "Frugality" in left


def test_an_outcome_and_dates_in_order_are_needed() -> None:
    for title, due, field in (
        ("  ", GOAL.due, "title"),
        ("a" * 151, GOAL.due, "title"),
        ("Fine", GOAL.starts, "due"),
    ):
        with pytest.raises(Refusal) as refused:
            goals.check_goal(title=title, starts=GOAL.starts, due=due)
        assert refused.value.field == field
    assert GOAL.is_orphan
