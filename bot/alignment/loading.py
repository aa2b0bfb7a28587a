"""Reading what an alignment shows, in a number of queries that does not grow."""

from collections.abc import Collection
from dataclasses import dataclass

from domain.alignment import Alignment, aligned, without_goal
from domain.goals import GoalStage
from domain.initiatives import Initiative
from storage import alignment as stored
from storage import goals, settings
from storage.database import Transaction
from storage.initiatives import Scope

LIVING = (GoalStage.DRAFT, GoalStage.ACTIVE, GoalStage.PAUSED)
MOST_GOALS = 500
"""Goals of a workspace that are looked at for principles; the most important first."""


async def of_initiative(tx: Transaction, initiative: Initiative) -> Alignment:
    """Return the alignment of an initiative."""
    return (await of_initiatives(tx, (initiative.id,)))[initiative.id]


async def of_initiatives(tx: Transaction, initiative_ids: Collection[str]) -> dict[str, Alignment]:
    """Return the alignment of each of these initiatives."""
    return {
        initiative_id: aligned(
            one.promises,
            [goal for goal in one.goals if goal.stage in LIVING],
            one.kpis,
            one.items,
            one.release,
            one.decisions,
        )
        for initiative_id, one in (await stored.facts(tx, initiative_ids)).items()
    }


@dataclass(frozen=True)
class Coverage:
    """The leadership principles of a workspace, and how many goals carry each."""

    counts: dict[str, int]
    """In the order of the settings."""
    unserved: tuple[str, ...]
    goals: int
    orphans: int
    """Goals that cite no promise."""


async def covered(tx: Transaction, seen: Scope) -> Coverage:
    """Return which principles the goals serve that somebody may see."""
    principles = (await settings.get(tx)).principles
    wanted = goals.Scope(stages=LIVING, hidden=seen.hidden, only=seen.only)
    found = await goals.listed(tx, wanted, limit=MOST_GOALS)
    counts = {p: sum(p in goal.principles for goal in found) for p in principles}
    orphans = sum(not goal.promises for goal in found)
    return Coverage(counts, without_goal(principles, found), len(found), orphans)
