"""Reading what an alignment shows, in a number of queries that does not grow."""

from dataclasses import dataclass

from bot.kit.visit import Visit
from domain.alignment import Alignment, aligned, without_goal
from domain.goals import GoalStage
from domain.initiatives import Initiative
from domain.templates import DocumentKind
from storage import goals, kpis, scope, settings
from storage.database import Transaction

LIVING = (GoalStage.DRAFT, GoalStage.ACTIVE, GoalStage.PAUSED)
MOST_GOALS = 500
"""Goals of a workspace that are looked at for principles; the most important first."""


async def of_initiative(tx: Transaction, initiative: Initiative) -> Alignment:
    """Return the alignment of an initiative."""
    promised = await scope.promised(tx, initiative.id)
    found = await goals.listed(tx, goals.Scope(initiative_id=initiative.id, stages=LIVING))
    measured = await kpis.of_goals(tx, [goal.id for goal in found])
    items = await scope.of_initiative(tx, initiative.id)
    release = promised.heads.get(DocumentKind.PRESS_RELEASE)
    content = release.content if release else {}
    return aligned(promised.promises, found, measured, items, content)


@dataclass(frozen=True)
class Coverage:
    """The leadership principles of a workspace, and how many goals carry each."""

    counts: dict[str, int]
    """In the order of the settings."""
    unserved: tuple[str, ...]
    goals: int


async def coverage(visit: Visit) -> Coverage:
    """Return which principles the goals serve that the person may see."""
    seen = await visit.scope()
    async with visit.reading() as tx:
        principles = (await settings.get(tx)).principles
        wanted = goals.Scope(stages=LIVING, hidden=seen.hidden, only=seen.only)
        found = await goals.listed(tx, wanted, limit=MOST_GOALS)
    counts = {p: sum(p in goal.principles for goal in found) for p in principles}
    return Coverage(counts, without_goal(principles, found), len(found))
