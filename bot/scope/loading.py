"""Finding an item, and only if the person may see it; and what may be done with it."""

from dataclasses import dataclass

from bot.initiatives import loading
from bot.kit.visit import Visit
from domain import access, scope
from domain.errors import Refusal
from domain.initiatives import Initiative
from domain.people import PersonId
from domain.scope import Item
from storage import scope as stored
from storage.database import Transaction


@dataclass(frozen=True)
class Found:
    """An item with its initiative."""

    item: Item
    initiative: Initiative


async def item(visit: Visit, record: str) -> Found:
    """Return the item a button is about; refuses what the person may not see."""
    async with visit.reading() as tx:
        found = await stored.find(tx, record)
    if found is None:
        raise loading.GONE
    return Found(found, await loading.initiative(visit, found.initiative_id))


async def check_changes(visit: Visit, found: Found) -> None:
    """Refuse unless the person may change the item."""
    access.check_living(found.initiative)
    if not scope.may_change(await visit.person(), found.initiative, found.item):
        who = await _authors(visit, found.initiative)
        raise Refusal(f"Only {who} and the item's owner can change it. Ask one of them.")


async def check_decides(visit: Visit, initiative: Initiative) -> None:
    """Refuse unless the person may decide what is built: who edits the initiative may."""
    access.check_living(initiative)
    if not access.may_edit(await visit.person(), initiative):
        who = await _authors(visit, initiative)
        raise Refusal(f"Only {who} can decide what is built. You can propose items.")


async def _authors(visit: Visit, initiative: Initiative) -> str:
    people: tuple[PersonId, ...] = (initiative.owner_id, *initiative.authors)
    names = await visit.names(people)
    return access.listed([names(person) for person in people])


async def locked(tx: Transaction, item_id: str) -> Item:
    """Return an item that nobody else changes meanwhile."""
    found = await stored.find(tx, item_id, lock=True)
    if found is None:
        raise loading.GONE
    return found


def check_same(found: Item, revision: int, field: str | None = None) -> None:
    """Refuse to act on an item that somebody changed since the person looked at it."""
    if found.revision != revision:
        sentence = (
            "Somebody changed this item while you looked at it, and your words are still here. "
            "Copy them, close this and open the item again."
        )
        raise Refusal(sentence, field=field)


def fingerprints(found: Item) -> dict[str, str]:
    """Return the fingerprints of the promises an item cites, as they are now."""
    return {citation.promise: citation.current for citation in found.citations}
