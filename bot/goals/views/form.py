"""The modal of a goal: the outcome, what measures it, and how often it is asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from slack_sdk.models.blocks import (
    Block,
    Option,
    StaticMultiSelectElement,
    StaticSelectElement,
    TimePickerElement,
)

from bot import ids
from bot.goals import forms
from bot.goals.forms import Making, OfGoal
from bot.goals.views.kpi import kpi_inputs
from bot.kit import blocks as b
from bot.kit import inputs
from bot.kit.blocks import Json
from bot.kit.text import clipped, counted, dated, harmless, listed
from domain.cadence import Cadence, Date, Every
from domain.goals import TITLE_LIMIT, Goal
from domain.initiatives import Initiative
from domain.kpis import Kpi
from domain.people import PersonId

SELECT_LIMIT = 100

HOW_OFTEN: Mapping[Every, str] = {
    Every.DAILY: "Every working day",
    Every.WEEKLY: "Every week",
    Every.BIWEEKLY: "Every second week",
    Every.MONTHLY: "Every month",
    Every.QUARTERLY: "Every quarter",
    Every.WORKING_DAY: "On a working day of each month",
    Every.CRON: "By a cron rule",
}
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True)
class Start:
    """What the modal of a new goal starts from."""

    initiative: Initiative
    promises: Mapping[str, str]
    principles: Sequence[str]
    others: Sequence[Goal]
    """The living goals of the initiative, by rank."""
    limit: int
    meta: Making
    owner_id: PersonId
    owner: str
    zone: str
    starts: date
    due: date
    title: str = ""
    cadence: Cadence | None = None
    preview: Sequence[Date] = field(default_factory=tuple)
    trouble: str = ""
    """Why the rule gives no dates."""


def create_form(start: Start) -> Json:
    """Return the modal for a new goal."""
    blocks: list[Block] = [
        b.context(
            f"For {harmless(start.initiative.name)}, {start.initiative.key}. A goal becomes active "
            "when it has one KPI with a baseline, a target and a unit; until then it is a draft."
        ),
        *_outcome(start),
    ]
    for index in range(1, start.meta.kpis + 1):
        blocks += kpi_inputs(index, title=f"KPI {index}" if start.meta.kpis > 1 else "KPI")
    if start.meta.kpis < forms.MOST_KPIS_AT_ONCE:
        more = b.button("Add a KPI", ids.goals.ADD_KPI, str(start.meta.kpis + 1))
        blocks.append(b.actions(more, record="add_kpi"))
    blocks += _check_ins(start)
    return b.modal(
        "New goal",
        blocks,
        callback=ids.goals.CREATE,
        metadata=start.meta,
        submit="Create goal",
        close="Cancel",
    )


def _outcome(start: Start) -> list[Block]:
    return [
        b.field(
            forms.TITLE,
            "Customer outcome",
            b.text_input(
                initial=start.title,
                placeholder="Notes are ready before people leave the room",
                multiline=False,
                limit=TITLE_LIMIT,
                focus=True,
            ),
            hint="What gets better for the customer, not what we ship.",
            optional=False,
        ),
        *promises_input(start.promises, ()),
        inputs.person(
            forms.OWNER,
            "Owner",
            start.owner_id,
            optional=False,
            hint="One person who answers for it and is asked for the values.",
        ),
        inputs.person(forms.BACKUP, "Backup", hint="Asked when the owner is away or silent."),
        _rank(start),
        inputs.day(forms.STARTS, "Starts", start.starts, optional=False),
        inputs.day(forms.DUE, "Promised for", start.due, optional=False),
        *principles_input(start.principles, ()),
    ]


def promises_input(promises: Mapping[str, str], chosen: Sequence[str]) -> list[Block]:
    """Return the choice of promises; nothing where there are none."""
    options = [
        b.option(f"{citation}: {title}", citation)
        for citation, title in list(promises.items())[:SELECT_LIMIT]
    ]
    hint = "A goal that serves no promise is shown as an orphan."
    return (
        [_several(forms.PROMISES, "Promises it serves", options, chosen, hint)] if options else []
    )


def principles_input(principles: Sequence[str], chosen: Sequence[str]) -> list[Block]:
    """Return the choice of principles; what a goal is tagged with stays, listed or not."""
    offered = list(dict.fromkeys((*principles, *chosen)))[:SELECT_LIMIT]
    options = [b.option(principle, principle) for principle in offered]
    label = "Leadership principles"
    return [_several(forms.PRINCIPLES, label, options, chosen, "")] if options else []


def _several(
    name: str, label: str, options: Sequence[Option], chosen: Sequence[str], hint: str
) -> Block:
    element = StaticMultiSelectElement(
        action_id="value",
        placeholder=b.plain("Choose"),
        options=list(options),
        initial_options=[o for o in options if o.value in chosen] or None,
    )
    return b.field(name, label, element, hint=hint)


def _rank(start: Start) -> Block:
    options = [
        b.option(f"{place}. before “{clipped(goal.title, 50)}”", str(place))
        for place, goal in enumerate(start.others[: SELECT_LIMIT - 1], 1)
    ]
    last = len(start.others) + 1
    options.append(b.option(f"{last}. the last" if start.others else "1. the only one", str(last)))
    active = sum(goal.stage == "active" for goal in start.others) + 1
    element = StaticSelectElement(
        action_id="value", options=options, initial_option=options[-1], placeholder=b.plain("Rank")
    )
    hint = f"This will be active goal {active}. More than {start.limit} gets a warning."
    return b.field(forms.RANK, "Rank in this initiative", element, optional=False, hint=hint)


def _check_ins(start: Start) -> list[Block]:
    rule = start.cadence
    every = rule.every if rule else Every.WEEKLY
    blocks: list[Block] = [
        b.header("Check-ins"),
        _select(forms.EVERY, "How often", {str(e): label for e, label in HOW_OFTEN.items()}, every),
    ]
    if every in (Every.WEEKLY, Every.BIWEEKLY):
        days = {str(index): name for index, name in enumerate(WEEKDAYS)}
        blocks.append(_select(forms.WEEKDAY, "Day", days, str(rule.weekday if rule else 0)))
    elif every in (Every.MONTHLY, Every.QUARTERLY):
        hint = "31 is the last day of a shorter month."
        blocks.append(_typed(forms.DAY, "Day of the month", "1", hint))
    elif every is Every.WORKING_DAY:
        hint = "1 is the first working day of the month, -1 the last."
        blocks.append(_typed(forms.NTH, "Which working day", "1", hint))
    elif every is Every.CRON:
        hint = "Minute, hour, day, month, weekday: 0 9 * * 1 is Mondays at 09:00."
        blocks.append(_typed(forms.CRON, "Cron rule", "0 9 * * 1", hint))
    at = rule.at if rule else forms.USUAL_HOUR
    if every is not Every.CRON:
        picker = TimePickerElement(
            action_id=ids.goals.CHANGE_FORM, initial_time=f"{at:%H:%M}", placeholder=b.plain("Time")
        )
        hint = f"In the owner's time zone: {start.owner} is in {start.zone}."
        blocks.append(b.field(forms.AT, "Time", picker, hint=hint, optional=False, dispatches=True))
    return [*blocks, *_preview(start)]


def _select(name: str, label: str, options: Mapping[str, str], chosen: str) -> Block:
    found = [b.option(text, value) for value, text in options.items()]
    element = StaticSelectElement(
        action_id=ids.goals.CHANGE_FORM,
        options=found,
        placeholder=b.plain("Choose"),
        initial_option=next(o for o in found if o.value == chosen),
    )
    return b.field(name, label, element, optional=False, dispatches=True)


def _typed(name: str, label: str, usual: str, hint: str) -> Block:
    element = b.text_input(initial=usual, multiline=False, limit=60)
    return b.field(name, label, element, hint=hint)


def _preview(start: Start) -> list[Block]:
    if start.trouble:
        return [b.context(f"No dates yet: {start.trouble}")]
    if not start.preview:
        return []
    lines = [f"•  {dated(each.at, '{date_long_pretty} at {time}')}" for each in start.preview]
    return [
        b.section("*The next five, in your time*\n" + "\n".join(lines)),
        b.context("On a holiday or a weekend the check-in moves to the next working day."),
    ]


def hand_over_form(goal: Goal) -> Json:
    """Return the modal that offers a goal to somebody else."""
    return b.modal(
        "Hand over",
        [
            b.section(f"*{harmless(goal.title)}*\nThey are asked; until they accept, you own it."),
            inputs.person(forms.PERSON, "To whom", optional=False),
        ],
        callback=ids.goals.HAND_OVER,
        metadata=OfGoal(goal=goal.id),
        submit="Ask them",
        close="Cancel",
    )


def retire_form(goal: Goal) -> Json:
    """Return the modal that ends a goal with what was learned."""
    return b.modal(
        "Retire",
        [
            b.section(
                f"*Retire “{harmless(goal.title)}”?* Its values stay; nobody is asked again."
            ),
            b.field(
                forms.NOTE,
                "What did we learn?",
                b.text_input(placeholder="The half hour was never the problem.", limit=500),
                optional=False,
            ),
        ],
        callback=ids.goals.RETIRE,
        metadata=OfGoal(goal=goal.id),
        submit="Retire",
        close="Cancel",
    )


def created(goal: Goal, kpis: Sequence[Kpi], warning: str | None) -> str:
    """Say what was created, and what is missing."""
    if kpis:
        asked = f"“{goal.title}” is active, with {counted(len(kpis), 'KPI')}."
        return f"{asked} {warning}" if warning else asked
    return f"“{goal.title}” is a draft: it becomes active with its first KPI."


def promise_names(citations: Sequence[str]) -> str:
    """Return the promises of a goal, or that it has none."""
    return f"serves {listed(citations)}" if citations else "serves no promise: an orphan"
