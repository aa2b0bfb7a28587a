"""Finding a goal, and only if the person may see it; and what may be done with it."""

from dataclasses import dataclass

from bot.initiatives import loading
from bot.kit.visit import Visit
from domain import access
from domain.errors import Refusal
from domain.goals import Goal, check_changes
from domain.initiatives import Initiative
from domain.promises import Promise, promises_in
from storage import documents, goals
from storage.database import Transaction


@dataclass(frozen=True)
class Found:
    """A goal with its initiative."""

    goal: Goal
    initiative: Initiative


async def goal(visit: Visit, record: str) -> Found:
    """Return the goal a button is about; refuses what the person may not see."""
    async with visit.reading() as tx:
        found = await goals.find(tx, record)
    if found is None:
        raise loading.GONE
    return Found(found, await loading.initiative(visit, found.initiative_id))


async def may_edit(visit: Visit, found: Found) -> bool:
    """Say whether a person may change a goal: see `domain.access`."""
    living = found.initiative.archived_at is None
    return living and access.may_change_goal(await visit.person(), found.initiative, found.goal)


async def to_change(visit: Visit, record: str) -> Found:
    """Return a goal that the person may change; refuses one that is over."""
    found = await goal(visit, record)
    await check_edits(visit, found)
    check_changes(found.goal)
    return found


async def check_edits(visit: Visit, found: Found) -> None:
    """Refuse unless the person may change the goal, and the initiative is not archived."""
    access.check_living(found.initiative)
    if not await may_edit(visit, found):
        goal, initiative = found.goal, found.initiative
        may = (goal.owner_id, goal.backup_id, initiative.owner_id, *initiative.authors)
        who = [person for person in may if person]
        names = await visit.names(who)
        raise Refusal(
            f"Only {access.listed([names(person) for person in who])} can change this goal."
        )


async def promises_of(tx: Transaction, initiative_id: str) -> dict[str, Promise]:
    """Return what a goal can serve: sections, questions and stories, by their citations."""
    heads = await documents.heads(tx, initiative_id)
    contents = {kind: head.content for kind, head in heads.items()}
    return {promise.citation: promise for promise in promises_in(contents, [], {})}
