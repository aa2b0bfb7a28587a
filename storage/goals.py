"""Goals: who owns them, how far they are, and lists of them."""

import json
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Text, cast, func
from sqlmodel import col, select, update

from domain.goals import Goal, GoalStage
from domain.people import ChannelId, PersonId
from storage import search
from storage.database import Transaction, new_id
from storage.rows import plain
from storage.tables import GoalRow, InitiativeRow, OwnershipRow, ScheduleRow


@dataclass(frozen=True)
class Scope:
    """Which goals are asked for; those of archived initiatives only where one is named."""

    initiative_id: str | None = None
    owner: PersonId | None = None
    channel: ChannelId | None = None
    """Only those of initiatives at home in this channel."""
    principle: str | None = None
    priority: int | None = None
    stages: Collection[GoalStage] = field(
        default_factory=lambda: frozenset(GoalStage) - {GoalStage.RETIRED}
    )
    hidden: Collection[ChannelId] = ()
    """None of those at home in these channels: the person must not see them."""
    only: Collection[ChannelId] | None = None
    """Only those at home in these channels: all that a guest may see."""


async def create(  # noqa: PLR0913  (each is one word of the goal)
    tx: Transaction,
    *,
    initiative_id: str,
    title: str,
    owner_id: PersonId,
    created_by: PersonId,
    starts: date,
    due: date,
    reason: str = "",
    promises: Sequence[str] = (),
    backup_id: PersonId | None = None,
    priority: int = 1,
    principles: Sequence[str] = (),
) -> Goal:
    """Write down a goal as a draft; its owner's period begins."""
    row = GoalRow(
        id=new_id("goal"),
        workspace_id=tx.workspace_id,
        initiative_id=initiative_id,
        title=title.strip(),
        reason=reason.strip(),
        promises=list(promises),
        owner_id=owner_id,
        backup_id=backup_id,
        priority=priority,
        principles=list(principles),
        starts=starts,
        due=due,
        stage=GoalStage.DRAFT,
        note="",
        created_by=created_by,
        created_at=tx.now,
    )
    tx.session.add(row)
    await tx.session.flush()
    await _begin_ownership(tx, row.id, owner_id, None)
    goal = Goal.model_validate(row)
    await _make_findable(tx, goal)
    return goal


async def _make_findable(tx: Transaction, goal: Goal) -> None:
    """Let a goal be found by its words as they are now."""
    words = f"{goal.title}\n{goal.reason}"
    await search.keep(
        tx, search.Piece(goal.initiative_id, "goal", goal.id, "", "", goal.title, words)
    )


async def find(tx: Transaction, goal_id: str, *, lock: bool = False) -> Goal | None:
    """Return a goal of this workspace; with `lock`, nobody else changes it meanwhile."""
    query = select(GoalRow).where(GoalRow.workspace_id == tx.workspace_id, GoalRow.id == goal_id)
    query = query.execution_options(populate_existing=True)
    row = (await tx.session.exec(query.with_for_update() if lock else query)).first()
    return Goal.model_validate(row) if row else None


async def find_many(tx: Transaction, ids: Collection[str]) -> dict[str, Goal]:
    """Return goals by their ids."""
    rows = await plain(
        tx.session,
        GoalRow,
        lambda query: query.where(
            col(GoalRow.workspace_id) == tx.workspace_id, col(GoalRow.id).in_(set(ids))
        ),
    )
    return {row.id: Goal.model_validate(row) for row in rows}


async def listed(
    tx: Transaction, scope: Scope, *, limit: int | None = None, offset: int = 0
) -> list[Goal]:
    """Return a page of goals, the most important first."""
    rows = await plain(
        tx.session,
        GoalRow,
        lambda query: (
            query.join(InitiativeRow, col(InitiativeRow.id) == col(GoalRow.initiative_id))
            .where(*_conditions(tx, scope))
            .order_by(col(GoalRow.priority), col(GoalRow.created_at), col(GoalRow.id))
            .limit(limit)
            .offset(offset)
        ),
    )
    return [Goal.model_validate(row) for row in rows]


@dataclass(frozen=True)
class Sorts:
    """Where the goals of a scope are at home, who owns them, their priorities and principles."""

    channels: tuple[ChannelId, ...]
    owners: tuple[PersonId, ...]
    priorities: tuple[int, ...]
    principles: tuple[str, ...]


async def sorts(tx: Transaction, scope: Scope, *, limit: int) -> Sorts:
    """Return by what the goals of a scope can be told apart; the most important are looked at."""
    some = await listed(tx, scope, limit=limit)
    homes = select(InitiativeRow.id, InitiativeRow.channel_id).where(
        InitiativeRow.workspace_id == tx.workspace_id,
        col(InitiativeRow.id).in_({goal.initiative_id for goal in some}),
    )
    home = dict((await tx.session.exec(homes)).all())
    return Sorts(
        tuple(dict.fromkeys(ChannelId(home[goal.initiative_id]) for goal in some)),
        tuple(dict.fromkeys(goal.owner_id for goal in some)),
        tuple(sorted({goal.priority for goal in some})),
        tuple(sorted({principle for goal in some for principle in goal.principles})),
    )


async def tagged(tx: Transaction, principles: Collection[str]) -> dict[str, int]:
    """Return how many goals carry each of these principles; those that no goal carries are not in.

    Retired goals count too: they keep their tags.
    """
    query = select(GoalRow.principles).where(GoalRow.workspace_id == tx.workspace_id)
    found = Counter(tag for tags in await tx.session.exec(query) for tag in tags)
    return {principle: found[principle] for principle in sorted(principles) if found[principle]}


async def count(tx: Transaction, scope: Scope) -> int:
    """Count the goals of a scope; never paged."""
    query = (
        select(func.count())
        .select_from(GoalRow)
        .join(InitiativeRow, col(InitiativeRow.id) == col(GoalRow.initiative_id))
        .where(*_conditions(tx, scope))
    )
    return (await tx.session.exec(query)).one()


def _conditions(tx: Transaction, scope: Scope) -> list[ColumnElement[bool]]:
    row, home = GoalRow, col(InitiativeRow.channel_id)
    found = [col(row.workspace_id) == tx.workspace_id, col(row.stage).in_(scope.stages)]
    equal: list[tuple[Any, object]] = [
        (col(row.initiative_id), scope.initiative_id),
        (col(row.owner_id), scope.owner),
        (home, scope.channel),
        (col(row.priority), scope.priority),
    ]
    found += [column == wanted for column, wanted in equal if wanted is not None]
    if scope.principle is not None:
        # a short JSON list: a name in quotes can stand nowhere else in it
        written = json.dumps(scope.principle)
        found.append(cast(col(row.principles), Text).contains(written, autoescape=True))
    if scope.initiative_id is None:
        found.append(col(InitiativeRow.archived_at).is_(None))
    if scope.only is not None:
        found.append(home.in_(scope.only))
    if scope.hidden:
        found.append(home.not_in(scope.hidden))
    return found


async def change(tx: Transaction, goal_id: str, **values: Any) -> None:
    """Change fields of a goal: `title`, `promises`, `backup_id`, `priority`, `stage` and others.

    The owner changes by `hand_over`, so that the history of owners stays whole. What a stage
    means for the schedule is said to `storage.schedule`.
    """
    query = update(GoalRow).where(
        col(GoalRow.workspace_id) == tx.workspace_id, col(GoalRow.id) == goal_id
    )
    await tx.session.exec(query.values(**values))
    if values.keys() & {"title", "reason"}:
        goal = await find(tx, goal_id)
        if goal is not None:
            await _make_findable(tx, goal)


async def hand_over(tx: Transaction, goal: Goal, to: PersonId, *, given_by: PersonId) -> None:
    """Make another person the owner; from now on that person is asked."""
    ended = update(OwnershipRow).where(
        col(OwnershipRow.workspace_id) == tx.workspace_id,
        col(OwnershipRow.goal_id) == goal.id,
        col(OwnershipRow.until).is_(None),
    )
    await tx.session.exec(ended.values(until=tx.now))
    backup = None if goal.backup_id == to else goal.backup_id
    await change(tx, goal.id, owner_id=to, offered_to=None, backup_id=backup)
    asked = update(ScheduleRow).where(
        col(ScheduleRow.workspace_id) == tx.workspace_id, col(ScheduleRow.goal_id) == goal.id
    )
    await tx.session.exec(asked.values(owner_id=to, revision=col(ScheduleRow.revision) + 1))
    await _begin_ownership(tx, goal.id, to, given_by)


async def owners(tx: Transaction, goal_id: str) -> list[OwnershipRow]:
    """Return who owned a goal from when to when, oldest first."""
    query = select(OwnershipRow).where(
        OwnershipRow.workspace_id == tx.workspace_id, OwnershipRow.goal_id == goal_id
    )
    return list(await tx.session.exec(query.order_by(col(OwnershipRow.id))))


async def _begin_ownership(
    tx: Transaction, goal_id: str, person_id: PersonId, given_by: PersonId | None
) -> None:
    tx.session.add(
        OwnershipRow(
            workspace_id=tx.workspace_id,
            goal_id=goal_id,
            person_id=person_id,
            since=tx.now,
            given_by=given_by,
        )
    )
    await tx.session.flush()
