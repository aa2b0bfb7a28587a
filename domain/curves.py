"""Curves: by which day a KPI shall have come how far, as people write it.

Evenly is the usual one. A stepped curve is written as one step a line, a day and the value that is
reached by then: `2026-12-31: 20`.
"""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from domain.errors import Refusal
from domain.kpis import Kpi, Plan, Step
from domain.numbers import parse_number, plain_number, rounded

MOST_STEPS = 24
"""Two years of months: more are not a plan but a table."""

EXAMPLE = "2026-12-31: 20"
_STEP = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})\s*(?::|\s)\s*(\S.*)")


def read_steps(typed: str, plan: Plan, *, unit: str = "", field: str = "steps") -> tuple[Step, ...]:
    """Read the steps of a way from the plan's baseline to its target, one a line.

    Refuses, with the line's words, what is no step and what does not lie on the way.
    """
    lines = [line.strip() for line in typed.splitlines() if line.strip()]
    if not lines:
        raise Refusal(f"Write one step a line, such as {EXAMPLE}.", field=field)
    if len(lines) > MOST_STEPS:
        raise Refusal(f"These are {len(lines)} steps. {MOST_STEPS} fit.", field=field)
    return tuple(_step(line, plan, unit, field) for line in lines)


def _step(line: str, plan: Plan, unit: str, field: str) -> Step:
    match = _STEP.fullmatch(line)
    if match is None:
        msg = f"“{line[:40]}” is no step. Write a day and its value, such as {EXAMPLE}."
        raise Refusal(msg, field=field)
    day = _day(match[1], field)
    value = parse_number(match[2], unit=unit, field=field)
    start, end = plan.baseline or Decimal(0), plan.target
    share = float((value - start) / (end - start)) if start != end else 0.0
    if not 0 <= share <= 1:
        way = f"from {plain_number(start)} to {plain_number(end)}"
        raise Refusal(f"{plain_number(value)} on {day} is not on the way {way}.", field=field)
    return Step(day=day, share=share)


def _day(typed: str, field: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError as fault:
        msg = f"{typed} is not in the calendar. Write year, month and day: 2026-12-31."
        raise Refusal(msg, field=field) from fault


def written(kpi: Kpi) -> str:
    """Return the steps of a KPI's plan as they can be typed back, one a line."""
    return "\n".join(_lines(kpi))


def _lines(kpi: Kpi) -> Iterable[str]:
    start = kpi.plan.baseline or Decimal(0)
    for step in kpi.plan.steps:
        value = start + (kpi.plan.target - start) * Decimal(str(step.share))
        yield f"{step.day}: {plain_number(rounded(value, kpi.decimals))}"
