"""Finding a goal, and only if the person may see it; and what may be done with it."""

from dataclasses import dataclass

from bot.initiatives import loading
from bot.kit.visit import Visit
from domain import access, experience
from domain.goals import Goal
from domain.initiatives import Initiative
from domain.templates import DocumentKind
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
    """Say whether a person may change a goal: its owner may, and who edits the initiative."""
    person = await visit.person()
    mine = person.id in (found.goal.owner_id, found.goal.backup_id)
    living = found.initiative.archived_at is None
    return living and (mine or access.may_edit(person, found.initiative))


async def check_edits(visit: Visit, found: Found) -> None:
    """Refuse unless the person may change the goal."""
    if not await may_edit(visit, found):
        await visit.check_edits(found.initiative)


async def promises_of(tx: Transaction, initiative_id: str) -> dict[str, str]:
    """Return what a goal can serve: sections, questions and stories, by their citations."""
    heads = await documents.heads(tx, initiative_id)

    def words(kind: DocumentKind) -> dict[str, str]:
        return heads[kind].content if kind in heads else {}

    found = experience.promises(words(DocumentKind.PRESS_RELEASE), words(DocumentKind.FAQ))
    told = experience.stories(words(DocumentKind.EXPERIENCE))
    return found | {story.citation: story.i_want for story in told}
