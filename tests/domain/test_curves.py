"""Curves are written as days and values, and read as shares of the way."""

from datetime import date
from decimal import Decimal

import pytest

from domain.curves import MOST_STEPS, read_steps, written
from domain.errors import Refusal
from domain.kpis import KpiKind, Plan, Step, check_plan
from tests.domain.kpi_examples import DUE, STARTS, kpi

DOWN = Plan(baseline=Decimal(30), target=Decimal(5), starts=STARTS, due=DUE)


def test_steps_are_shares_of_the_way_from_baseline_to_target() -> None:
    typed = " 2026-02-01: 25 \n\n2026-03-01 10\n2026-04-01:5"
    assert read_steps(typed, DOWN) == (
        Step(day=date(2026, 2, 1), share=0.2),
        Step(day=date(2026, 3, 1), share=0.8),
        Step(day=date(2026, 4, 1), share=1.0),
    )


def test_steps_are_written_as_they_can_be_typed_back() -> None:
    third = kpi(KpiKind.INCREASE, "1", "0").model_copy(update={"decimals": 3})
    plan = third.plan.model_copy(update={"steps": (Step(day=STARTS, share=1 / 3),)})
    assert written(third.model_copy(update={"plan": plan})) == "2026-01-01: 0.333"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Write one step a line, such as 2026-12-31: 20."),
        ("soon", "“soon” is no step. Write a day and its value, such as 2026-12-31: 20."),
        ("2026-02-30: 20", "2026-02-30 is not in the calendar. Write year, month and day:"),
        ("2026-02-01: x", "“x” is not a number."),
        ("2026-02-01: 31", "31 on 2026-02-01 is not on the way from 30 to 5."),
        ("2026-02-01: 4", "4 on 2026-02-01 is not on the way from 30 to 5."),
        ("2026-02-01: 20\n" * (MOST_STEPS + 1), "These are 25 steps. 24 fit."),
    ],
)
def test_what_is_no_step_is_refused_with_what_to_write(typed: str, sentence: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_steps(typed, DOWN)
    assert refused.value.sentence.startswith(sentence)
    assert refused.value.field == "steps"


@pytest.mark.parametrize(
    "typed", ["2026-03-01: 10\n2026-02-01: 5", "2026-02-01: 10\n2026-03-01: 20", "2027-01-01: 10"]
)
def test_steps_go_forward_within_the_dates(typed: str) -> None:
    curved = DOWN.model_copy(update={"steps": read_steps(typed, DOWN)})
    with pytest.raises(Refusal, match="from 1 January 2026 to 11 April 2026, each at least"):
        check_plan(KpiKind.DECREASE, curved)


def test_a_curve_is_what_the_plan_expects() -> None:
    steps = read_steps("2026-02-01: 25\n2026-03-01: 10", DOWN)
    curved = DOWN.model_copy(update={"steps": steps})
    days = [date(2026, 1, 31), date(2026, 2, 1), date(2026, 2, 28), date(2026, 3, 1), DUE]
    assert [curved.planned(day) for day in days] == [30, 25, 25, 10, 5]
