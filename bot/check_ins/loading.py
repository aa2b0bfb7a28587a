"""Which goals a check-in is about, and whether the person may answer for them."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.initiatives import loading
from bot.kit.visit import Visit
from domain import access
from domain.check_ins import Occurrence, State
from domain.errors import Refusal
from domain.goals import Goal, GoalStage
from domain.initiatives import Initiative
from storage import check_ins, goals, initiatives, standings
from storage.database import Transaction
from storage.standings import Standing

MOST_GOALS = 500


@dataclass(frozen=True)
class Asked:
    """Goals with the check-ins that wait for them."""

    standings: Sequence[Standing]
    occurrences: dict[str, Occurrence]
    """By goal; a goal that nobody asked for has none."""


async def asked(visit: Visit, record: str) -> Asked:
    """Return what a message asked for, a goal, or with no record all that is the person's."""
    async with visit.reading() as tx:
        if record.startswith("chk_"):
            waiting = await check_ins.in_bundle(tx, record)
            some = await goals.find_many(tx, [o.goal_id for o in waiting])
        elif record.startswith("goal_"):
            waiting = await check_ins.open_of_goal(tx, record)
            some = await goals.find_many(tx, [record])
        else:
            waiting = await check_ins.open_of(tx, visit.person_id)
            some = await _mine(tx, visit, waiting)
        open_ones = {o.goal_id: o for o in waiting if o.state is State.OPEN}
        wanted = [g for g in some.values() if not record.startswith("chk_") or g.id in open_ones]
        active = [g for g in wanted if g.stage is GoalStage.ACTIVE]
        active.sort(key=lambda goal: (goal.initiative_id, f"{goal.priority:06}", goal.id))
        found = await standings.of_goals(tx, active)
        homes = await initiatives.find_many(tx, {goal.initiative_id for goal in active})
    allowed = [s for s in found if await _may_answer(visit, s.goal, homes, open_ones)]
    if found and not allowed:
        raise Refusal("These goals are somebody else's. Their owner can hand a check-in to you.")
    return Asked(allowed, open_ones)


async def _mine(tx: Transaction, visit: Visit, waiting: Sequence[Occurrence]) -> dict[str, Goal]:
    scope = goals.Scope(owner=visit.person_id, stages=frozenset({GoalStage.ACTIVE}))
    owned = await goals.listed(tx, scope, limit=MOST_GOALS)
    handed = await goals.find_many(tx, [occurrence.goal_id for occurrence in waiting])
    return {goal.id: goal for goal in owned} | handed


async def _may_answer(
    visit: Visit, goal: Goal, homes: dict[str, Initiative], asked_for: dict[str, Occurrence]
) -> bool:
    """Let answer: owner, backup, who was asked this time, and who edits the initiative."""
    home = homes[goal.initiative_id]
    if home.archived_at is not None:
        return False
    occurrence = asked_for.get(goal.id)
    people = {goal.owner_id, goal.backup_id, occurrence.asked_id if occurrence else None}
    if visit.person_id in people:
        return True
    return access.may_edit(await visit.person(), home) and await visit.sees(home.channel_id)


async def of_goal(visit: Visit, goal_id: str) -> tuple[Standing, Initiative]:
    """Return a goal that the person may see, as it stands."""
    async with visit.reading() as tx:
        goal = await goals.find(tx, goal_id)
    if goal is None:
        raise loading.GONE
    initiative = await loading.initiative(visit, goal.initiative_id)
    async with visit.reading() as tx:
        return (await standings.of_goals(tx, [goal]))[0], initiative
