"""What people hear of a goal: in the card's thread, and by direct message."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block

from bot import ids
from bot.goals.views.form import promise_names
from bot.kit import blocks as b
from bot.kit.blocks import Message
from bot.kit.measures import by_day
from bot.kit.text import harmless
from domain.goals import Goal
from domain.initiatives import Initiative
from domain.kpis import Kpi


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
