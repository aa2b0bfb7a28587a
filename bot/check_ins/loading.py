"""Which goals a check-in is about, and whether the person may answer for them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from bot.initiatives import loading
from bot.kit.visit import Visit
from domain import access
from domain.check_ins import Kind, Occurrence, State
from domain.errors import Refusal
from domain.goals import Goal, GoalStage
from domain.initiatives import Initiative
from storage import check_ins, goals, initiatives, standings
from storage.database import Transaction
from storage.standings import Standing

MOST_GOALS = 500

NOT_YOURS = Refusal("These goals are somebody else's. Their owner can hand a check-in to you.")


@dataclass(frozen=True)
class Asked:
    """Goals with the check-ins that wait for them."""

    standings: Sequence[Standing]
    occurrences: dict[str, Occurrence]
    """By goal; a goal that nobody asked for has none."""

    def occurrence_id(self, goal_id: str) -> str:
        """Return what asked for a goal; "" where nothing did."""
        found = self.occurrences.get(goal_id)
        return found.id if found else ""


@dataclass(frozen=True)
class _Found:
    """Goals as they stand, before it is known whose they are."""

    standings: Sequence[Standing]
    homes: Mapping[str, Initiative]
    asked_for: dict[str, Occurrence]


async def asked(visit: Visit, record: str) -> Asked:
    """Return what a message asked for, a goal, or with no record all that is the person's."""
    async with visit.reading() as tx:
        if record.startswith("chk_"):
            waiting = await _of_message(tx, record)
            some = await goals.find_many(tx, [o.goal_id for o in waiting])
        elif record.startswith("goal_"):
            waiting = await check_ins.open_of_goal(tx, record, Kind.CHECK_IN)
            some = await goals.find_many(tx, [record])
        else:
            mine = await check_ins.open_of(tx, visit.person_id)
            waiting = [o for o in mine if o.kind is Kind.CHECK_IN]
            some = await _mine(tx, visit, waiting)
        ordered = sorted(some.values(), key=lambda g: (g.initiative_id, g.priority, g.id))
        found = await _standing(tx, ordered, {o.goal_id: o for o in waiting})
    return await _allowed(visit, found)


async def _of_message(tx: Transaction, occurrence_id: str) -> list[Occurrence]:
    """Return what a message asked for and can still be answered.

    What was missed or skipped may be answered late, unless a newer check-in waits: then that one.
    """
    bundle = await check_ins.in_bundle(tx, occurrence_id)
    late = [o for o in bundle if o.state in (State.MISSED, State.SKIPPED)]
    newer = await check_ins.newer_open(tx, [o.goal_id for o in late])
    open_ones = [o for o in bundle if o.state is State.OPEN]
    return open_ones + ([newer.get(o.goal_id, o) for o in late] if not open_ones else [])


async def _standing(
    tx: Transaction, some: Sequence[Goal], asked_for: dict[str, Occurrence]
) -> _Found:
    active = [goal for goal in some if goal.stage is GoalStage.ACTIVE]
    homes = await initiatives.find_many(tx, {goal.initiative_id for goal in active})
    living = [goal for goal in active if homes[goal.initiative_id].archived_at is None]
    return _Found(await standings.of_goals(tx, living), homes, asked_for)


async def _allowed(visit: Visit, found: _Found) -> Asked:
    """Keep what the person may answer for; it asks Slack, so no transaction is open."""
    allowed = [
        standing
        for standing in found.standings
        if await may_answer(
            visit, standing.goal, found.homes, found.asked_for.get(standing.goal.id)
        )
    ]
    if found.standings and not allowed:
        raise NOT_YOURS
    return Asked(allowed, found.asked_for)


async def again(visit: Visit, wanted: Mapping[str, str]) -> Asked:
    """Return goals that a modal was opened with, each with what asked for it, as they are now.

    Those that were paused, retired or taken from the person meanwhile are left out.
    """
    async with visit.reading() as tx:
        known = await goals.find_many(tx, list(wanted))
        asking = await check_ins.find_many(tx, [one for one in wanted.values() if one])
        ordered = [known[goal_id] for goal_id in wanted if goal_id in known]
        found = await _standing(tx, ordered, {o.goal_id: o for o in asking})
    return await _allowed(visit, found)


async def titles(visit: Visit, ids: Collection[str]) -> list[str]:
    """Return what goals are called, for who had them in a modal."""
    async with visit.reading() as tx:
        found = await goals.find_many(tx, list(ids))
    return [found[goal_id].title for goal_id in ids if goal_id in found]


async def _mine(tx: Transaction, visit: Visit, waiting: Sequence[Occurrence]) -> dict[str, Goal]:
    scope = goals.Scope(owner=visit.person_id, stages=frozenset({GoalStage.ACTIVE}))
    owned = await goals.listed(tx, scope, limit=MOST_GOALS)
    handed = await goals.find_many(tx, [occurrence.goal_id for occurrence in waiting])
    return {goal.id: goal for goal in owned} | handed


async def may_answer(
    visit: Visit, goal: Goal, homes: Mapping[str, Initiative], asked_for: Occurrence | None
) -> bool:
    """Let answer: the owner; and who sees it and is its backup, was asked, or edits its home."""
    if visit.person_id == goal.owner_id:
        return True
    home = homes[goal.initiative_id]
    known = visit.person_id in {goal.backup_id, asked_for.asked_id if asked_for else None}
    may = known or access.may_edit(await visit.person(), home)
    return may and await visit.sees(home.channel_id)


async def of_goal(visit: Visit, goal_id: str) -> tuple[Standing, Initiative]:
    """Return a goal that the person may see, as it stands."""
    async with visit.reading() as tx:
        goal = await goals.find(tx, goal_id)
    if goal is None:
        raise loading.GONE
    initiative = await loading.initiative(visit, goal.initiative_id)
    async with visit.reading() as tx:
        return (await standings.of_goals(tx, [goal]))[0], initiative
