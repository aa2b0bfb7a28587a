"""What asks say of goals, loaded for many of them at once."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select as plain_select
from sqlmodel import col, select

from domain.check_ins import Occurrence
from domain.people import ChannelId, PersonId
from storage import goals, standings
from storage.asking import Item
from storage.database import Transaction
from storage.tables import GoalRow, InitiativeRow, LaneRow, PersonRow


@dataclass(frozen=True)
class Bearings:
    """What has to be known of a goal to address a message about it."""

    title: str
    backup_id: PersonId | None
    initiative_id: str
    initiative_owner: PersonId
    channel_id: ChannelId
    """The initiative's home."""


async def bearings_of(tx: Transaction, goal_ids: Collection[str]) -> dict[str, Bearings]:
    """Return the bearings of goals, by their ids."""
    goal, home = GoalRow, InitiativeRow
    query = (
        plain_select(
            col(goal.id),
            col(goal.title),
            col(goal.backup_id),
            col(home.id),
            col(home.owner_id),
            col(home.channel_id),
        )
        .join(home, col(home.id) == col(goal.initiative_id))
        .where(col(goal.workspace_id) == tx.workspace_id, col(goal.id).in_(set(goal_ids)))
    )
    connection = await tx.session.connection()
    found: Any = await connection.execute(query)
    return {goal_id: Bearings(*known) for goal_id, *known in found}


async def items_of(tx: Transaction, occurrences: Collection[Occurrence]) -> dict[str, Item]:
    """Return what an ask says of occurrences, by their ids."""
    found = await goals.find_many(tx, {o.goal_id for o in occurrences})
    standing = await standings.of_goals(tx, list(found.values()))
    homes = await _names(tx, {goal.initiative_id for goal in found.values()})
    by_goal = {one.goal.id: one for one in standing}
    return {
        o.id: Item(o, by_goal[o.goal_id], homes[found[o.goal_id].initiative_id])
        for o in occurrences
    }


async def _names(tx: Transaction, ids: Collection[str]) -> dict[str, str]:
    query = select(InitiativeRow.id, InitiativeRow.name).where(
        InitiativeRow.workspace_id == tx.workspace_id, col(InitiativeRow.id).in_(ids)
    )
    return dict((await tx.session.exec(query)).all())


async def left_slack(tx: Transaction, people: Collection[str]) -> set[str]:
    """Return those people who are known to be deactivated."""
    query = select(PersonRow.id).where(
        PersonRow.workspace_id == tx.workspace_id,
        col(PersonRow.id).in_(people),
        col(PersonRow.active).is_(False),
    )
    return set(await tx.session.exec(query))


async def unreachable(tx: Transaction, people: Collection[str]) -> dict[str, str]:
    """Return the people whom Slack lets nobody message, with its reason."""
    query = select(LaneRow.conversation, LaneRow.closed_because).where(
        LaneRow.workspace_id == tx.workspace_id,
        col(LaneRow.conversation).in_(people),
        col(LaneRow.closed_because).is_not(None),
    )
    return {person: str(reason) for person, reason in await tx.session.exec(query)}
