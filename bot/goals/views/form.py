"""The modal of a goal: the outcome, what measures it, and how often it is asked for."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from slack_sdk.models.blocks import (
    Block,
    DatePickerElement,
    Option,
    OptionGroup,
    StaticMultiSelectElement,
    StaticSelectElement,
    UserSelectElement,
)

from bot import ids
from bot.goals import forms
from bot.goals.forms import Making, OfGoal
from bot.goals.views.cadence import Asking, check_in_inputs
from bot.goals.views.kpi import Draft, kpi_inputs
from bot.kit import blocks as b
from bot.kit import inputs
from bot.kit.blocks import Json, Message
from bot.kit.text import clipped, counted, harmless, listed
from domain.goals import TITLE_LIMIT, Goal
from domain.initiatives import Initiative
from domain.kpis import Kpi
from domain.people import PersonId
from domain.promises import Promise
from domain.templates import DocumentKind

SELECT_LIMIT = 100


@dataclass(frozen=True)
class Start:
    """What the modal of a new goal starts from."""

    initiative: Initiative
    promises: Mapping[str, Promise]
    principles: Sequence[str]
    others: Sequence[Goal]
    """The living goals of the initiative, by rank."""
    limit: int
    meta: Making
    asking: Asking
    owner_id: PersonId
    starts: date
    due: date
    title: str = ""
    drafts: Sequence[Draft] = (Draft(detailed=False),)
    """The KPIs, as far as they are chosen."""
    numbers: Sequence[str] = ()
    """Numbers of the press release that wait for a KPI."""


def create_form(start: Start) -> Json:
    """Return the modal for a new goal."""
    blocks: list[Block] = [
        b.context(
            f"For {harmless(start.initiative.name)}, {start.initiative.key}. A goal becomes active "
            "when it has one KPI with a baseline, a target and a unit; until then it is a draft."
        ),
        *_outcome(start),
    ]
    for index, draft in enumerate(start.drafts, 1):
        title = f"KPI {index}" if len(start.drafts) > 1 else "KPI"
        blocks += kpi_inputs(index, draft, title=title, promised=start.numbers)
    if not start.drafts:
        blocks += [b.header("KPI"), b.section("Without a KPI it stays a draft: nobody is asked.")]
    blocks += [*_more_of_kpis(start.meta), *check_in_inputs(start.asking)]
    return b.modal(
        "New goal",
        blocks,
        callback=ids.goals.CREATE,
        metadata=start.meta,
        submit="Create goal",
        close="Cancel",
    )


def _more_of_kpis(meta: Making) -> list[Block]:
    buttons = []
    if meta.kpis < forms.MOST_KPIS_AT_ONCE:
        buttons.append(b.button("Add a KPI", ids.goals.ADD_KPI, str(meta.kpis + 1)))
    if meta.kpis and not meta.detailed:
        buttons.append(b.button("Decimals and curve", ids.goals.DETAIL_KPIS))
    if meta.kpis:
        label = f"Leave out KPI {meta.kpis}" if meta.kpis > 1 else "Without a KPI for now"
        buttons.append(b.button(label, ids.goals.LEAVE_KPI, str(meta.kpis - 1)))
    return [b.actions(*buttons, record="more_of_kpis")]


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
        _owner(start.owner_id),
        inputs.person(forms.BACKUP, "Backup", hint="Asked when the owner is away or silent."),
        _rank(start),
        starts_input(start.starts),
        inputs.day(forms.DUE, "Promised for", start.due, optional=False),
        *principles_input(start.principles, ()),
    ]


def _owner(owner_id: PersonId) -> Block:
    element = UserSelectElement(
        action_id=ids.goals.CHANGE_FORM,
        placeholder=b.plain("Choose a person"),
        initial_user=owner_id,
    )
    hint = "One person who answers for it and is asked for the values. Somebody else accepts first."
    return b.field(forms.OWNER, "Owner", element, hint=hint, optional=False, dispatches=True)


def starts_input(starts: date) -> Block:
    """Return the day a goal starts; the next dates follow it."""
    element = DatePickerElement(
        action_id=ids.goals.CHANGE_FORM,
        placeholder=b.plain("Choose a day"),
        initial_date=starts.isoformat(),
    )
    return b.field(forms.STARTS, "Starts", element, optional=False, dispatches=True)


def promises_input(promises: Mapping[str, Promise], chosen: Sequence[str]) -> list[Block]:
    """Return the choice of promises by document; nothing where there are none."""
    groups: dict[str, list[Option]] = {}
    for citation, promise in promises.items():
        words = promise.words if promise.kind is DocumentKind.PRESS_RELEASE else promise.title
        groups.setdefault(promise.group, []).append(b.option(f"{citation}: {words}", citation))
    if not groups:
        return []
    element = StaticMultiSelectElement(
        action_id="value",
        placeholder=b.plain("Choose"),
        option_groups=[
            OptionGroup(label=b.plain(label), options=some)
            for name, options in groups.items()
            for label, some in _parts(name, options)
        ],
        initial_options=[o for g in groups.values() for o in g if o.value in chosen] or None,
    )
    gone = listed(citation for citation in chosen if citation not in promises)
    hint = "A goal that serves no promise is shown as an orphan."
    hint = f"{gone} is gone from the documents. {hint}" if gone else hint
    return [b.field(forms.PROMISES, "Promises it serves", element, hint=hint)]


def _parts(name: str, options: Sequence[Option]) -> Iterator[tuple[str, Sequence[Option]]]:
    """Yield a group in parts that Slack takes: "FAQ", "FAQ from 101 on"."""
    for first in range(0, len(options), SELECT_LIMIT):
        label = f"{name} from {first + 1} on" if first else name
        yield label, options[first : first + SELECT_LIMIT]


def principles_input(principles: Sequence[str], chosen: Sequence[str]) -> list[Block]:
    """Return the choice of principles; what a goal is tagged with stays, listed or not."""
    offered = list(dict.fromkeys((*principles, *chosen)))[:SELECT_LIMIT]
    options = [b.option(principle, principle) for principle in offered]
    if not options:
        return []
    element = StaticMultiSelectElement(
        action_id="value",
        placeholder=b.plain("Choose"),
        options=options,
        initial_options=[o for o in options if o.value in chosen] or None,
    )
    return [b.field(forms.PRINCIPLES, "Leadership principles", element)]


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


def created(
    goal: Goal, kpis: Sequence[Kpi], warning: str | None, asked: str | None = None
) -> Message:
    """Say what was created, what is missing, and who was `asked` to own it."""
    sentence = f"“{goal.title}” is a draft: it becomes active with its first KPI."
    if kpis:
        sentence = f"“{goal.title}” is active, with {counted(len(kpis), 'KPI')}. {warning or ''}"
    if asked:
        offered = f"{asked} is asked to own it. Until they accept, you do."
        sentence = f"{sentence.strip()} {offered}"
    see = b.button("See the goal", ids.goals.SEE, goal.id, about=f"See the goal {goal.title}")
    return b.message(sentence.strip(), [b.section(harmless(sentence)), b.actions(see)])


def promise_names(citations: Sequence[str], gone: Collection[str] = ()) -> str:
    """Return the promises of a goal, which of them are gone, or that it has none."""
    served = listed(citation for citation in citations if citation not in gone)
    lost = listed(citation for citation in citations if citation in gone)
    said = [f"serves {served}" if served else "serves no promise: an orphan"]
    return ", ".join([*said, *([f"{lost} gone"] if lost else [])])
