"""Items out of the ledger into a file, and out of a file into the ledger: all or none."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from bot.initiatives import loading, tables
from bot.kit.answers import Answer
from bot.kit.visit import Visit
from bot.scope import sheet
from domain import access, scope
from domain.errors import Refusal
from domain.initiatives import Initiative, number_of
from domain.people import PersonId, WorkspaceId
from storage import decisions, initiatives, people
from storage import scope as stored
from storage.database import Database, Transaction
from storage.tables import OutboxRow


async def initiative(tx: Transaction, key: str) -> Initiative:
    """Return the initiative of a key such as `WB-12`; refuses one that is not there."""
    number = number_of(key)
    found = await initiatives.find_by_number(tx, number) if number is not None else None
    if found is None:
        raise Refusal(f"There is no {key[:40]} here. Keys look like WB-12.")
    return found


async def export(tx: Transaction, found: Initiative) -> str:
    """Return the ledger of an initiative as CSV."""
    items = await stored.of_initiative(tx, found.id)
    promised = await stored.promised(tx, found.id)
    owners = [item.owner_id for item in items if item.owner_id]
    return sheet.written(items, promised.promises, await people.names(tx, owners))


async def send(visit: Visit) -> Answer:
    """Send the ledger to the person as a CSV file."""
    return await tables.send(visit, await loading.initiative(visit, visit.record), "scope")


async def make(database: Database, row: OutboxRow, wanted: dict[str, Any]) -> bytes:
    """Write the file that a row of the outbox describes. LookupError if the ledger is gone."""
    async with database.reading(WorkspaceId(row.workspace_id), row.created_at) as tx:
        found = await initiatives.get(tx, wanted["initiative"])
        return (await export(tx, found)).encode()


async def import_(
    tx: Transaction, found: Initiative, by: str, rows: Sequence[Mapping[str, str]]
) -> tuple[int, int]:
    """Write rows as items of a person; return how many, and how many were there already.

    Refuses the whole file where one row is wrong, and a person who may not decide what is built.
    """
    author = await _author(tx, found, by)
    named = await _known(tx, [row.get("owner", "") for row in rows])
    promised = await stored.promised(tx, found.id, lock=True)
    titles = await stored.titles(tx, found.id)
    known = sheet.Known(found.name, promised.promises, named, titles)
    read = sheet.checked(rows, known)
    scope.check_room(await stored.count(tx, found.id), len(read.items))
    await stored.add(tx, [_row(tx, item, author, promised) for item in read.items], found.id)
    if read.items:
        count = f"{len(read.items)} item{'s' if len(read.items) > 1 else ''}"
        await decisions.log(tx, found.id, author, f"imported {count} into the scope")
    return len(read.items), read.already


def _row(
    tx: Transaction, item: Mapping[str, object], author: PersonId, promised: stored.Promised
) -> dict[str, object]:
    cites = cast("tuple[str, ...]", item["promises"])
    decided = {"decided_by": author, "decided_at": tx.now} if item["reason"] else {}
    return {
        **{name: value for name, value in item.items() if name != "promises"},
        **decided,
        "created_by": author,
        "citations": [promised.agreed(c) for c in cites],
    }


async def _author(tx: Transaction, found: Initiative, by: str) -> PersonId:
    access.check_living(found)
    known = await _known(tx, [by])
    person = await people.person(tx, known[by.casefold()]) if by.casefold() in known else None
    if person is None:
        raise Refusal(f"Nobody is known as “{by[:40]}”. Write one person's name or id.")
    if not access.may_edit(person[0], found):
        raise Refusal(f"{person[0].name} does not edit {found.name}, so cannot import items.")
    return person[0].id


async def _known(tx: Transaction, words: Iterable[str]) -> dict[str, PersonId]:
    """Return the people who are meant by names and ids; a name that two share means nobody."""
    found: dict[str, PersonId] = {}
    shared = set()
    for person_id, name in await people.called(tx, {word.strip() for word in words}):
        found[person_id.casefold()] = person_id
        shared |= {name.casefold()} & found.keys()
        found[name.casefold()] = person_id
    return {word: person for word, person in found.items() if word not in shared}
