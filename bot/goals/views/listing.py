"""Goals in a list, one goal whole, and what its people hear of it."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from slack_sdk.models.blocks import (
    Block,
    InteractiveElement,
    OptionGroup,
    StaticSelectElement,
)

from bot import ids
from bot.goals.forms import Listing, OfGoal
from bot.goals.views.form import SELECT_LIMIT, promise_names
from bot.kit import blocks as b
from bot.kit.blocks import Json, Message, said
from bot.kit.measures import by_day, spark, status_line, three_judgements, value_line
from bot.kit.paging import pages_of, turns
from bot.kit.text import brief, clipped, counted, harmless, listed
from domain.goals import Goal, GoalStage
from domain.initiatives import Initiative
from domain.kpis import Kpi, TargetVersion
from domain.people import Channel, ChannelId, PersonId
from domain.promised_numbers import Number
from domain.status import rules_in_words
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
Groups = Mapping[str, Mapping[str, str]]
"""What can be shown of goals, under headings: what the select says, by its value."""


def groups_of(
    sorts: Sorts, names: Callable[[PersonId], str], channels: Mapping[ChannelId, str]
) -> Groups:
    """Return what can be shown of goals, by their channels, ranks, owners and principles."""
    found = {
        "All": FILTERS,
        "Channel": {f"channel:{c}": f"#{name}" for c, name in channels.items()},
        "Priority": {f"priority:{n}": f"Priority {n}" for n in sorts.priorities},
        "Owner": {f"owner:{who}": f"Owned by {names(who)}" for who in sorts.owners},
        "Principle": {f"principle:{p}": f"Principle: {p}" for p in sorts.principles},
    }
    return {heading: options for heading, options in found.items() if options}


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
    groups: Groups = field(default_factory=lambda: {"All": FILTERS})
    channel: Channel | None = None
    """Where these goals are at home, if it is a channel that is shown."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """What the initiatives of goals are called, by id, where the goals are of several."""
    gone: Mapping[str, Collection[str]] = field(default_factory=dict)
    """Promises that goals cite and that stand nowhere any more, by goal."""


def list_modal(shown: Shown) -> Json:
    """Return a page of goals, the most important first."""
    whose = f"Goals of #{shown.channel.name}" if shown.channel else "Goals"
    whose = f"Goals of {shown.initiative.name}" if shown.initiative else whose
    blocks: list[Block] = [*_summary(shown)]
    if not shown.standings:
        blocks.append(b.section(_empty(shown)))
    blocks += [_row(shown, standing) for standing in shown.standings]
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
            channel=shown.channel.id if shown.channel else "",
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
    labels = {value: label for some in shown.groups.values() for value, label in some.items()}
    chosen = harmless(labels.get(shown.chosen, "Chosen"))
    return f"*{chosen}:* none. Choose another group above."


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
    return [b.section(words, add), b.actions(_filter(shown), record="filter")]


def _filter(shown: Shown) -> InteractiveElement:
    groups = {
        heading: [b.option(label, value) for value, label in some.items()][:SELECT_LIMIT]
        for heading, some in shown.groups.items()
    }
    options = [option for some in groups.values() for option in some]
    return StaticSelectElement(
        action_id=ids.goals.FILTER,
        placeholder=b.plain("Show"),
        option_groups=[OptionGroup(label=b.plain(h), options=some) for h, some in groups.items()],
        initial_option=next((o for o in options if o.value == shown.chosen), None),
    )


def _row(shown: Shown, standing: Standing) -> Block:
    goal = standing.goal
    stage = "" if goal.stage is GoalStage.ACTIVE else f"  ·  {goal.stage.value}"
    promises = promise_names(goal.promises, shown.gone.get(goal.id, ()))
    key = shown.keys.get(goal.initiative_id, "")
    facts = (key, f"<@{goal.owner_id}>", by_day(goal.due), promises)
    lines = [
        f"{status_line(standing.status, goal.title)}{stage}",
        f"{goal.priority}.  {'  ·  '.join(fact for fact in facts if fact)}",
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
    gone: Collection[str] = (),
    notice: str = "",
) -> Json:
    """Return one goal whole: its numbers, three judgements side by side, and what can be done."""
    goal = standing.goal
    stage = "" if goal.stage is GoalStage.ACTIVE else f"{goal.stage.value}"
    changes = may_edit and goal.stage is not GoalStage.RETIRED
    blocks: list[Block] = [
        *([b.section(f"*{harmless(notice)}*")] if notice else []),
        b.section(status_line(standing.status, goal.title)),
        b.facts(
            initiative.key,
            stage,
            f"owner <@{goal.owner_id}>",
            f"backup <@{goal.backup_id}>" if goal.backup_id else "",
            by_day(goal.due),
            promise_names(goal.promises, gone),
        ),
        b.fields(*three_judgements(standing, owner)),
        *(_kpi(measured, numbers, changes=changes) for measured in standing.measured),
    ]
    if goal.offered_to:
        blocks.append(b.context(f"Offered to <@{goal.offered_to}>, who has not answered yet."))
    if goal.note:
        blocks.append(b.rich(b.line(said("Learned", "bold")), b.quote(said(goal.note))))
    blocks.append(_acts(standing, may_edit=may_edit, is_owner=is_owner))
    return b.modal("Goal", blocks, callback=ids.goals.SEE, metadata=OfGoal(goal=goal.id))


def _kpi(measured: Measured, numbers: Sequence[Number], *, changes: bool) -> Block:
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
    if changes:
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


def formula_modal(
    standing: Standing, targets: Sequence[tuple[Kpi, Sequence[TargetVersion]]]
) -> Json:
    """Return how the status is computed, with this goal's own numbers, and why targets moved."""
    blocks: list[Block] = [b.section(rules_in_words()), b.divider()]
    for measured in standing.measured:
        why = harmless(measured.judgement.why)
        blocks.append(b.section(f"*{harmless(measured.kpi.name)}*\n{why}"))
    for kpi, versions in targets:
        for before, after in pairwise(versions):
            old, new = kpi.shown(before.plan.target), kpi.shown(after.plan.target)
            what = "plan moved" if before.plan.values == after.plan.values else ""
            what = what or f"target {harmless(old)} → {harmless(new)}"
            who, why = f"<@{after.author_id}>", harmless(after.reason)
            blocks.append(b.context(f"{harmless(kpi.name)}: {what}, {who}: “{why}”"))
    return b.modal("How it is computed", blocks[:90], callback=ids.goals.FORMULA)


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


def told(goal: Goal, sentence: str) -> Message:
    """Return a direct message that says what became of a goal."""
    see = b.button("See the goal", ids.goals.SEE, goal.id, about="See the goal")
    return b.message(sentence, [b.section(harmless(sentence), see)])


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
