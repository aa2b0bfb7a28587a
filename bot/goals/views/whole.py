"""One goal whole, and how its status is computed."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from slack_sdk.models.blocks import Block, InteractiveElement

from bot import ids
from bot.goals.forms import OfGoal
from bot.goals.views.form import promise_names
from bot.kit import blocks as b
from bot.kit.blocks import Json, said
from bot.kit.measures import by_day, spark, status_line, three_judgements, value_line
from bot.kit.rhythm import in_words
from bot.kit.text import brief, dated, harmless, listed
from domain.cadence import Cadence
from domain.goals import GoalStage
from domain.initiatives import Initiative
from domain.promised_numbers import Number
from storage.standings import Measured, Standing

MOST_SAID = 5
"""Numbers of the press release that are shown beside the KPI that measures them."""


@dataclass(frozen=True)
class Whole:
    """One goal, with all that is shown of it."""

    standing: Standing
    initiative: Initiative
    owner: str
    """The owner's name."""
    may_edit: bool
    is_owner: bool
    numbers: Sequence[Number] = ()
    """Those of the press release."""
    rule: Cadence | None = None
    """By which it is asked for."""
    gone: Collection[str] = ()
    """Promises it cites that stand nowhere any more."""
    notice: str = ""
    """What the person has to hear first."""


def see_modal(whole: Whole) -> Json:
    """Return one goal whole: its numbers, three judgements side by side, and what can be done."""
    standing, initiative = whole.standing, whole.initiative
    goal = standing.goal
    stage = "" if goal.stage is GoalStage.ACTIVE else f"{goal.stage.value}"
    changes = whole.may_edit and goal.stage is not GoalStage.RETIRED
    blocks: list[Block] = [
        *([b.section(f"*{harmless(whole.notice)}*")] if whole.notice else []),
        b.section(status_line(standing.status, goal.title)),
        b.facts(
            initiative.key,
            stage,
            f"owner <@{goal.owner_id}>",
            f"backup <@{goal.backup_id}>" if goal.backup_id else "",
            by_day(goal.due),
            promise_names(goal.promises, whole.gone),
        ),
        b.facts(
            f"rank {goal.priority}",
            _started(goal.starts),
            f"asked {harmless(in_words(whole.rule))}" if whole.rule else "",
            harmless(listed(goal.principles)),
        ),
        b.fields(*three_judgements(standing, whole.owner)),
        *(_kpi(measured, whole.numbers, changes=changes) for measured in standing.measured),
    ]
    if goal.offered_to:
        blocks.append(b.context(f"Offered to <@{goal.offered_to}>, who has not answered yet."))
    if goal.note:
        blocks.append(b.rich(b.line(said("Learned", "bold")), b.quote(said(goal.note))))
    blocks.append(_acts(standing, may_edit=whole.may_edit, is_owner=whole.is_owner))
    return b.modal("Goal", blocks, callback=ids.goals.SEE, metadata=OfGoal(goal=goal.id))


def _started(day: date) -> str:
    noon = datetime.combine(day, time(12), UTC)
    return dated(noon, "{date_short}", word="from")


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
