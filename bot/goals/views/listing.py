"""Goals in a list, one goal whole, and what its people hear of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from slack_sdk.models.blocks import Block, InteractiveElement

from bot import ids
from bot.goals.forms import Listing, OfGoal
from bot.goals.views.form import promise_names
from bot.kit import blocks as b
from bot.kit.blocks import Json, Message, said
from bot.kit.measures import by_day, spark, status_line, three_judgements, value_line
from bot.kit.paging import pages_of, turns
from bot.kit.text import brief, clipped, counted, harmless, listed
from domain.goals import Goal, GoalStage
from domain.initiatives import Initiative
from domain.kpis import Kpi
from domain.people import PersonId
from domain.promised_numbers import Number
from storage.goals import Sorts
from storage.standings import Measured, Standing

PAGE = 10
MOST_SAID = 5
"""Numbers of the press release that are shown beside the KPI that measures them."""
FILTERS = {
    "active": "Living goals",
    "mine": "Mine",
    "orphans": "Serving no promise",
    "retired": "Retired",
}


MOST_NAMED = 25
"""Owners, priorities or principles that can be chosen; a select holds a hundred options."""


def groups_of(sorts: Sorts, names: Callable[[PersonId], str]) -> dict[str, str]:
    """Return the groups of goals that can be shown, by what the select says of each."""
    return {
        **FILTERS,
        **{f"priority:{n}": f"Priority {n}" for n in sorts.priorities[:MOST_NAMED]},
        **{f"owner:{who}": f"Owned by {names(who)}" for who in sorts.owners[:MOST_NAMED]},
        **{f"principle:{p}": f"Principle: {p}" for p in sorts.principles[:MOST_NAMED]},
    }


@dataclass(frozen=True)
class Shown:
    """A page of the list."""

    initiative: Initiative | None
    """None: of everything the person sees."""
    standings: Sequence[Standing]
    count: int
    chosen: str
    page: int
    may_edit: bool
    unserved: Sequence[str] = ()
    """Leadership principles that no goal serves."""
    warning: str | None = None
    waiting: Number | None = None
    """The first number of the press release that nothing measures, where there are no goals."""
    groups: Mapping[str, str] = field(default_factory=lambda: FILTERS)


def list_modal(shown: Shown) -> Json:
    """Return a page of goals, the most important first."""
    whose = f"Goals of {shown.initiative.name}" if shown.initiative else "Goals"
    blocks: list[Block] = [*_summary(shown)]
    if not shown.standings:
        blocks.append(b.section(_empty(shown)))
    blocks += [_row(standing) for standing in shown.standings]
    if shown.unserved and shown.chosen == "active":
        named = listed(shown.unserved[:6])
        more = f" and {len(shown.unserved) - 6} more" if len(shown.unserved) > 6 else ""  # noqa: PLR2004
        blocks.append(b.context(f"No goal serves {harmless(named)}{more}."))
    pages = pages_of(shown.count, PAGE)
    blocks += turns(shown.page, pages, ids.goals.PAGE, "the goals")
    return b.modal(
        clipped(whose, b.MODAL_TITLE),
        blocks,
        callback=ids.goals.OPEN_LIST,
        metadata=Listing(
            initiative=shown.initiative.id if shown.initiative else "",
            shown=shown.chosen,
            page=shown.page,
        ),
    )


def _empty(shown: Shown) -> str:
    if shown.waiting is not None and shown.chosen == "active":
        promised = shown.waiting.promised
        where = f"“{brief(promised.phrase, 60)}” in {harmless(promised.section)}"
        return f"*No goals yet.* {where} waits for a KPI."
    if shown.chosen == "active":
        return "*No goals yet.* Which number in the press release do you promise to reach?"
    return (
        f"*{harmless(shown.groups.get(shown.chosen, 'Chosen'))}:* none. Choose another group above."
    )


def _summary(shown: Shown) -> list[Block]:
    words = f"*{counted(shown.count, 'goal')}*"
    if shown.warning:
        words += f"\n{harmless(shown.warning)}"
    add = None
    if shown.initiative is not None and shown.may_edit:
        about = f"Set a goal for {clipped(shown.initiative.name, 40)}"
        add = b.button(
            "Set a goal", ids.goals.OPEN_CREATE, shown.initiative.id, about=about, primary=True
        )
    options = [b.option(clipped(label, 75), value) for value, label in shown.groups.items()]
    select = b.select(ids.goals.FILTER, "Show", options, chosen=shown.chosen)
    return [b.section(words, add), b.actions(select, record="filter")]


def _row(standing: Standing) -> Block:
    goal = standing.goal
    stage = "" if goal.stage is GoalStage.ACTIVE else f"  ·  {goal.stage.value}"
    facts = (f"<@{goal.owner_id}>", by_day(goal.due), promise_names(goal.promises))
    lines = [
        f"{status_line(standing.status, goal.title)}{stage}",
        f"{goal.priority}.  {'  ·  '.join(facts)}",
    ]
    for measured in standing.measured[:3]:
        bars = spark(measured.points)
        lines.append(f"{value_line(measured)}{f'  {bars}' if bars else ''}")
    about = f"See the goal {goal.title}"
    return b.section(
        "\n".join(lines), b.button("See", ids.goals.SEE, goal.id, about=about), record=goal.id
    )


def see_modal(
    standing: Standing,
    initiative: Initiative,
    owner: str,
    *,
    may_edit: bool,
    is_owner: bool,
    numbers: Sequence[Number] = (),
) -> Json:
    """Return one goal whole: its numbers, three judgements side by side, and what can be done."""
    goal = standing.goal
    stage = "" if goal.stage is GoalStage.ACTIVE else f"{goal.stage.value}"
    blocks: list[Block] = [
        b.section(status_line(standing.status, goal.title)),
        b.facts(
            initiative.key,
            stage,
            f"owner <@{goal.owner_id}>",
            f"backup <@{goal.backup_id}>" if goal.backup_id else "",
            by_day(goal.due),
            promise_names(goal.promises),
        ),
        b.fields(*three_judgements(standing, owner)),
        *(_kpi(measured, numbers, may_edit=may_edit) for measured in standing.measured),
    ]
    if goal.offered_to:
        blocks.append(b.context(f"Offered to <@{goal.offered_to}>, who has not answered yet."))
    if goal.note:
        blocks.append(b.rich(b.line(said("Learned", "bold")), b.quote(said(goal.note))))
    blocks.append(_acts(standing, may_edit=may_edit, is_owner=is_owner))
    return b.modal("Goal", blocks, callback=ids.goals.SEE, metadata=OfGoal(goal=goal.id))


def _kpi(measured: Measured, numbers: Sequence[Number], *, may_edit: bool) -> Block:
    kpi = measured.kpi
    bars = spark(measured.points)
    said = [
        f"“{brief(number.promised.phrase, 60)}” ({number.promised.citation})"
        for number in numbers
        if not number.is_open and number.kpi == kpi
    ]
    more = f" and {len(said) - MOST_SAID} more" if len(said) > MOST_SAID else ""
    promised = f"\npromised as {listed(said[:MOST_SAID])}{more}" if said else ""
    words = (
        f"{value_line(measured)}{f'  {bars}' if bars else ''}\n"
        f"{harmless(measured.judgement.why)}{promised}"
    )
    change = None
    if may_edit:
        about = f"Change the KPI {kpi.name}"
        change = b.button("Change", ids.goals.OPEN_KPI, f"{kpi.goal_id}/{kpi.id}", about=about)
    return b.section(words, change, record=kpi.id)


def _acts(standing: Standing, *, may_edit: bool, is_owner: bool) -> Block:
    goal = standing.goal
    elements: list[InteractiveElement] = []
    if goal.stage is GoalStage.ACTIVE and (is_owner or may_edit):
        about = f"Update the values of {goal.title}"
        elements.append(b.button("Update", ids.check_ins.OPEN, goal.id, about=about, primary=True))
    elements.append(b.button("Show the formula", ids.goals.FORMULA, goal.id))
    if any(len(measured.points) > 1 for measured in standing.measured):
        elements.append(b.button("Charts", ids.goals.CHARTS, goal.id, about="See the charts"))
    elements.append(b.button("Check-ins", ids.check_ins.WHY, goal.id, about="Check-ins and why"))
    if may_edit and goal.stage is not GoalStage.RETIRED:
        about = "Where values come from"
        elements.append(b.button("Sources", ids.goals.OPEN_SOURCES, goal.id, about=about))
        turn: dict[str, str] = {ids.goals.PAUSE: "Pause"}
        if goal.stage is not GoalStage.ACTIVE:
            turn = {ids.goals.ACTIVATE: "Make it active"}
        entries: dict[str, str] = {
            ids.goals.OPEN_EDIT: "Edit",
            ids.goals.OPEN_KPI: "Add a KPI",
            ids.goals.OPEN_HAND_OVER: "Hand over",
            **turn,
            ids.goals.OPEN_RETIRE: "Retire…",
        }
        elements.append(b.menu(ids.goals.OPEN_MORE, entries))
    return b.actions(*elements, record=goal.id)


def charts_message(goal: Goal, words: Sequence[str]) -> Message:
    """Return the message that charts stand in, each below the same in words."""
    blocks: list[Block] = [b.section(f"*{harmless(goal.title)}*")]
    blocks += [b.section(harmless(told)) for told in words]
    return b.message(f"Charts of {goal.title}", blocks)


def note(initiative: Initiative, goal: Goal, kpis: Sequence[Kpi], who: str) -> Message:
    """Return what the card's thread hears of a new goal."""
    lines = [
        f"{harmless(kpi.name)}: from {harmless(kpi.shown(kpi.plan.baseline))} to "
        f"{harmless(kpi.shown(kpi.plan.target))}"
        if kpi.plan.baseline is not None
        else f"{harmless(kpi.name)}: {harmless(kpi.shown(kpi.plan.target))}"
        for kpi in kpis
    ]
    return b.message(
        f"{who} set a goal for {initiative.name}: {goal.title}",
        [
            b.section(f"*{harmless(who)} set a goal: {harmless(goal.title)}*"),
            *([b.section("\n".join(lines))] if lines else []),
            b.actions(b.button("See the goal", ids.goals.SEE, goal.id, about="See the goal")),
            b.facts(promise_names(goal.promises), by_day(goal.due)),
        ],
    )


def offer(initiative: Initiative, goal: Goal, who: str) -> Message:
    """Return the direct message that offers a goal to somebody."""
    return b.message(
        f"{who} asks you to own the goal “{goal.title}” of {initiative.name}.",
        [
            b.section(
                f"*{harmless(who)} asks you to own a goal of {harmless(initiative.name)}*\n"
                f"{harmless(goal.title)}, {by_day(goal.due)}. The owner answers for it and is "
                "asked for its values."
            ),
            b.actions(
                b.button("Accept", ids.goals.ACCEPT, goal.id, about="Accept it", primary=True),
                b.button("Decline", ids.goals.DECLINE, goal.id, about="Decline it"),
                b.button("See the goal", ids.goals.SEE, goal.id, about="See the goal first"),
            ),
        ],
    )
