"""Goals in a list."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from slack_sdk.models.blocks import (
    Block,
    InteractiveElement,
    OptionGroup,
    StaticSelectElement,
)

from bot import ids
from bot.goals.forms import Listing
from bot.goals.views.form import SELECT_LIMIT, promise_names
from bot.kit import blocks as b
from bot.kit.blocks import Json
from bot.kit.measures import by_day, spark, status_line, value_line
from bot.kit.paging import pages_of, turns
from bot.kit.text import brief, clipped, counted, harmless, listed
from domain.goals import GoalStage
from domain.initiatives import Initiative
from domain.people import Channel, ChannelId, PersonId
from domain.promised_numbers import Number
from storage.goals import Sorts
from storage.standings import Standing

PAGE = 10
KPIS_SHOWN = 3
"""KPIs of a goal in the list; all of them stand in the goal."""
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
    for measured in standing.measured[:KPIS_SHOWN]:
        bars = spark(measured.points)
        lines.append(f"{value_line(measured)}{f'  {bars}' if bars else ''}")
    if len(standing.measured) > KPIS_SHOWN:
        lines.append(f"and {counted(len(standing.measured) - KPIS_SHOWN, 'more KPI')}")
    about = f"See the goal {goal.title}"
    return b.section(
        "\n".join(lines), b.button("See", ids.goals.SEE, goal.id, about=about), record=goal.id
    )
