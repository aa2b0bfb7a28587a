"""What others hear of goals: in the card's thread, and by direct message."""

from collections.abc import Sequence

from bot.goals.views import told as view
from bot.initiatives import cards
from domain.goals import Goal
from domain.initiatives import Initiative
from domain.kpis import Kpi
from domain.people import PersonId
from storage import goals, outbox
from storage.database import Transaction


async def set_goal(
    tx: Transaction, initiative: Initiative, goal: Goal, kpis: Sequence[Kpi], who: str
) -> None:
    """Tell the card's thread that a goal was set."""
    shown = view.note(initiative, goal, kpis, who)
    await cards.tell(
        tx,
        initiative,
        shown,
        about=f"the goal “{goal.title}”",
        responsible=goal.created_by,
        dedupe_key=f"goal:{goal.id}",
    )


async def offer(
    tx: Transaction, initiative: Initiative, goal: Goal, to: PersonId, who: str
) -> None:
    """Offer a goal to somebody, who accepts or declines; who was asked before need not."""
    if goal.offered_to is not None and goal.offered_to != to:
        await close_offer(tx, goal, f"“{goal.title}” is offered to somebody else now.")
    await goals.change(tx, goal.id, offered_to=to)
    shown = view.offer(initiative, goal, who)
    await outbox.post(
        tx,
        conversation=to,
        text=shown.text,
        blocks=shown.blocks,
        about=f"the goal “{goal.title}”",
        place=_place(goal.id, to),
        responsible=goal.owner_id,
    )


async def close_offer(tx: Transaction, goal: Goal, sentence: str) -> None:
    """Let the offer of a goal, if it has one, say what became of it instead of asking."""
    if goal.offered_to is None:
        return
    shown = view.told(goal, sentence)
    place = _place(goal.id, goal.offered_to)
    about = f"the goal “{goal.title}”"
    await outbox.edit(tx, place=place, text=shown.text, blocks=shown.blocks, about=about)


def _place(goal_id: str, to: str) -> str:
    return f"offer:{goal_id}:{to}"


async def tell(tx: Transaction, to: PersonId, sentence: str, goal: Goal) -> None:
    """Tell one person what became of a goal."""
    shown = view.told(goal, sentence)
    await outbox.post(
        tx,
        conversation=to,
        text=shown.text,
        blocks=shown.blocks,
        about=f"the goal “{goal.title}”",
        responsible=goal.owner_id,
    )
