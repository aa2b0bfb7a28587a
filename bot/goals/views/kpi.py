"""A KPI in a modal: what is measured, which way is good, from where to where."""

from collections.abc import Mapping

from slack_sdk.models.blocks import Block, StaticSelectElement

from bot import ids
from bot.goals import forms
from bot.goals.forms import OfKpi, key
from bot.kit import blocks as b
from bot.kit.blocks import Json
from bot.kit.text import harmless
from domain.goals import Goal
from domain.kpis import Kpi, KpiKind
from domain.numbers import plain_number

KINDS: Mapping[KpiKind, str] = {
    KpiKind.INCREASE: "Up, from the baseline to the target",
    KpiKind.DECREASE: "Down, from the baseline to the target",
    KpiKind.AT_LEAST: "Stays at or above the target",
    KpiKind.AT_MOST: "Stays at or below the target",
    KpiKind.BAND: "Stays between two values",
    KpiKind.CUMULATIVE: "Adds up to the target",
}


def kpi_inputs(index: int, title: str = "", kpi: Kpi | None = None) -> list[Block]:
    """Return the inputs of one KPI."""
    plan = kpi.plan if kpi else None
    chosen = kpi.kind if kpi else KpiKind.INCREASE
    options = [b.option(label, kind) for kind, label in KINDS.items()]

    def text(name: str, label: str, example: str, value: str, hint: str = "") -> Block:
        element = b.text_input(initial=value, placeholder=example, multiline=False, limit=80)
        return b.field(key(index, name), label, element, hint=hint)

    def number(value: object) -> str:
        return plain_number(value) if value is not None else ""  # type: ignore[arg-type]

    return [
        *([b.header(title)] if title else []),
        text("name", "What is measured", "Minutes until notes are ready", kpi.name if kpi else ""),
        b.field(
            key(index, "kind"),
            "Which way is good?",
            StaticSelectElement(
                action_id="value",
                options=options,
                placeholder=b.plain("Choose"),
                initial_option=next(o for o in options if o.value == chosen),
            ),
            optional=False,
        ),
        text("unit", "Unit", "minutes", kpi.unit if kpi else ""),
        text(
            "baseline",
            "Baseline",
            "30",
            number(plan.baseline if plan else None),
            "The value today. Measure it before you promise a better one.",
        ),
        text("target", "Target", "5", number(plan.target if plan else None)),
        text(
            "upper",
            "Upper edge",
            "",
            number(plan.upper if plan else None),
            "Only for a value that stays between two: the target is the lower edge.",
        ),
    ]


def kpi_form(goal: Goal, kpi: Kpi | None) -> Json:
    """Return the modal that adds a KPI, or changes one; a new target needs a reason."""
    reason = b.field(
        forms.NOTE,
        "Why does the target change?",
        b.text_input(placeholder="The pilot showed that 5 minutes is not enough.", limit=300),
        hint="It stands on the chart where the target changes.",
    )
    return b.modal(
        "Change a KPI" if kpi else "Add a KPI",
        [
            b.context(f"{harmless(goal.title)}"),
            *kpi_inputs(1, kpi=kpi),
            *([reason] if kpi else []),
        ],
        callback=ids.goals.SAVE_KPI,
        metadata=OfKpi(goal=goal.id, kpi=kpi.id if kpi else ""),
        submit="Save",
        close="Cancel",
    )
