"""A KPI in a modal: what is measured, which way is good, from where to where."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from slack_sdk.models.blocks import Block, StaticSelectElement

from bot import ids
from bot.goals import forms
from bot.goals.forms import OfKpi, key
from bot.kit import blocks as b
from bot.kit.blocks import Json
from bot.kit.text import clipped, harmless
from domain.curves import EXAMPLE, written
from domain.goals import Goal
from domain.kpis import Kpi, KpiKind
from domain.numbers import MOST_DECIMALS, plain_number

KINDS: Mapping[KpiKind, str] = {
    KpiKind.INCREASE: "Up, from the baseline to the target",
    KpiKind.DECREASE: "Down, from the baseline to the target",
    KpiKind.AT_LEAST: "Stays at or above the target",
    KpiKind.AT_MOST: "Stays at or below the target",
    KpiKind.BAND: "Stays between two values",
    KpiKind.CUMULATIVE: "Adds up to the target",
}
CURVES: Mapping[str, str] = {
    "even": "Evenly, day by day",
    forms.STEPPED: "In steps",
}
MOST_PROMISED = 4
"""Numbers of the press release that are named beside a target."""
_BASELINES: Mapping[KpiKind, str] = {
    KpiKind.INCREASE: "The value today. Measure it before you promise a better one.",
    KpiKind.DECREASE: "The value today. Measure it before you promise a better one.",
    KpiKind.CUMULATIVE: "What is there already; 0 if nothing is.",
}
_TARGETS: Mapping[KpiKind, tuple[str, str]] = {
    KpiKind.AT_LEAST: ("Target", "The least it may be."),
    KpiKind.AT_MOST: ("Target", "The most it may be."),
    KpiKind.BAND: ("Lower edge", "It belongs to the band, and so does the upper one."),
    KpiKind.CUMULATIVE: ("Target", "The sum of all values by the promised day."),
}


@dataclass(frozen=True)
class Draft:
    """What the inputs of a KPI begin with."""

    kind: KpiKind = KpiKind.INCREASE
    stepped: bool = False
    detailed: bool = True
    """Whether decimals and curve are shown."""
    kpi: Kpi | None = None

    @classmethod
    def of(cls, kpi: Kpi) -> "Draft":
        """Return the inputs of a KPI as it is."""
        return cls(kpi.kind, bool(kpi.plan.steps), kpi=kpi)


def kpi_inputs(
    index: int, draft: Draft, *, title: str = "", promised: Sequence[str] = ()
) -> list[Block]:
    """Return the inputs of one KPI, only those its kind needs.

    `promised` are numbers of the press release that wait for a KPI.
    """
    kpi = draft.kpi
    plan = kpi.plan if kpi else None
    kind, level = draft.kind, draft.kind.is_level

    def text(name: str, label: str, value: str, *, example: str = "", hint: str = "") -> Block:
        element = b.text_input(initial=value, placeholder=example, multiline=False, limit=80)
        free = level and name == forms.BASELINE
        return b.field(key(index, name), label, element, hint=hint, optional=free)

    said = ", ".join(f"“{clipped(phrase, 40)}”" for phrase in promised[:MOST_PROMISED])
    hint = f"The press release says {said}." if said else ""
    target, about = _TARGETS.get(kind, ("Target", hint))
    today = _BASELINES.get(kind, "The value today, for comparison; it may stay empty.")
    blocks: list[Block] = [
        *([b.header(title)] if title else []),
        text(
            forms.NAME,
            "What is measured",
            kpi.name if kpi else "",
            example="Minutes until notes are ready",
        ),
        _choice(index, forms.KIND, "Which way is good?", KINDS, kind),
        text(forms.UNIT, "Unit", kpi.unit if kpi else "", example="minutes"),
        text(
            forms.BASELINE,
            "Baseline",
            _typed(plan.baseline if plan else None),
            example="30",
            hint=today,
        ),
        text(forms.TARGET, target, _typed(plan.target if plan else None), example="5", hint=about),
    ]
    if kind is KpiKind.BAND:
        blocks.append(
            text(forms.UPPER, "Upper edge", _typed(plan.upper if plan else None), example="8")
        )
    return [*blocks, *_details(index, draft)]


def _typed(value: Decimal | None) -> str:
    return plain_number(value) if value is not None else ""


def _details(index: int, draft: Draft) -> list[Block]:
    """Return how exact it is, and by when it shall have come how far."""
    if not draft.detailed:
        return []
    decimals = {str(number): str(number) for number in range(MOST_DECIMALS + 1)}
    chosen = str(draft.kpi.decimals) if draft.kpi else "1"
    blocks = [_choice(index, forms.DECIMALS, "Decimals", decimals, chosen, dispatches=False)]
    if draft.kind.is_level:
        return blocks
    blocks.append(
        _choice(index, forms.CURVE, "Curve", CURVES, forms.STEPPED if draft.stepped else "even")
    )
    if draft.stepped:
        element = b.text_input(
            initial=written(draft.kpi) if draft.kpi else "", placeholder=EXAMPLE, limit=900
        )
        hint = f"One a line: a day and the value that is reached by then, such as {EXAMPLE}."
        blocks.append(b.field(key(index, forms.STEPS), "Steps", element, hint=hint, optional=False))
    return blocks


def _choice(
    index: int,
    name: str,
    label: str,
    options: Mapping[KpiKind, str] | Mapping[str, str],
    chosen: str,
    *,
    dispatches: bool = True,
) -> Block:
    found = [b.option(words, value) for value, words in options.items()]
    element = StaticSelectElement(
        action_id=ids.goals.CHANGE_FORM if dispatches else "value",
        options=found,
        placeholder=b.plain("Choose"),
        initial_option=next(o for o in found if o.value == chosen),
    )
    field = key(index, name)
    return b.field(field, label, element, optional=False, dispatches=dispatches)


def kpi_form(goal: Goal, draft: Draft, meta: OfKpi, notice: str = "") -> Json:
    """Return the modal that adds a KPI, or changes one; a new plan needs a reason."""
    changes = bool(meta.kpi)
    reason = b.field(
        forms.NOTE,
        "Why does the plan change?",
        b.text_input(placeholder="The pilot showed that 5 minutes is not enough.", limit=300),
        hint="Needed for another baseline, target or curve; it stands on the chart.",
    )
    return b.modal(
        "Change a KPI" if changes else "Add a KPI",
        [
            *([b.section(f"*{harmless(notice)}*")] if notice else []),
            b.context(harmless(goal.title)),
            *kpi_inputs(1, draft),
            *([reason, _removal(goal, draft)] if changes else []),
        ],
        callback=ids.goals.SAVE_KPI,
        metadata=meta,
        submit="Save",
        close="Cancel",
    )


def _removal(goal: Goal, draft: Draft) -> Block:
    name = draft.kpi.name if draft.kpi else ""
    kpi = draft.kpi.id if draft.kpi else ""
    asks = b.confirm(
        "Remove this KPI?",
        "Its values and its history are kept, but nobody is asked for it again.",
        "Remove",
        "Keep",
    )
    remove = b.button(
        "Remove", ids.goals.REMOVE_KPI, f"{goal.id}/{kpi}", about=f"Remove {name}", asks=asks
    )
    return b.actions(remove, record="remove_kpi")
