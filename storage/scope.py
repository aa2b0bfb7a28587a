"""Scope items and their citations, in numbers of queries that do not grow with them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, or_
from sqlmodel import col, delete, insert, select, update

from domain.goals import Goal
from domain.promises import (
    Promise,
    fingerprint,
    kind_of,
    promises_in,
    words_by_citation,
)
from domain.scope import Citation, Item, Place, State
from domain.templates import DocumentKind
from storage import documents, kpis, search
from storage.database import Transaction, new_id
from storage.rows import plain
from storage.tables import CitationRow, DocumentRow, FindableRow, GoalRow, ScopeItemRow

ASIDE = (Place.LATER, Place.OUT)


@dataclass(frozen=True)
class Promised:
    """All that an initiative promises, and the newest version of each document."""

    promises: Sequence[Promise]
    heads: Mapping[DocumentKind, documents.Head]

    @property
    def by_id(self) -> dict[str, Promise]:
        """The promises by what an item keeps of them."""
        return {promise.id: promise for promise in self.promises}

    def agreed(self, promise_id: str) -> Citation:
        """Return a citation of a promise with the words it has now."""
        promise = self.by_id[promise_id]
        now = fingerprint(promise.words)
        head = self.heads.get(promise.kind) if promise.kind else None
        return Citation(
            promise=promise_id,
            cited=now,
            current=now,
            version=head.version.number if head else 0,
            words="" if head else promise.words,
        )


async def promised(tx: Transaction, initiative_id: str, *, lock: bool = False) -> Promised:
    """Return what an initiative promises now, in four queries.

    With `lock`, no promise changes until this transaction has written who cites it.
    """
    if lock:
        for table in (DocumentRow, GoalRow):
            query = select(table.id).where(
                table.workspace_id == tx.workspace_id, table.initiative_id == initiative_id
            )
            await tx.session.exec(query.with_for_update(read=True))
    heads = await documents.heads(tx, initiative_id)
    rows = await plain(
        tx.session,
        GoalRow,
        lambda query: query.where(
            col(GoalRow.workspace_id) == tx.workspace_id,
            col(GoalRow.initiative_id) == initiative_id,
        ).order_by(col(GoalRow.created_at), col(GoalRow.id)),
    )
    found = [Goal.model_validate(row) for row in rows]
    measured = await kpis.of_goals(tx, [goal.id for goal in found])
    contents = {kind: head.content for kind, head in heads.items()}
    return Promised(promises_in(contents, found, measured), heads)


async def old_words(
    tx: Transaction, promised: Promised, citations: Iterable[Citation]
) -> dict[tuple[str, int], str]:
    """Return the words that citations were agreed on with, by promise and version.

    One query for each document, however many there are.
    """
    wanted: dict[DocumentKind, set[int]] = defaultdict(set)
    found: dict[tuple[str, int], str] = {}
    for citation in citations:
        kind = kind_of(citation.promise)
        if kind is None:
            found[citation.promise, citation.version] = citation.words
        else:
            wanted[kind].add(citation.version)
    for kind, numbers in wanted.items():
        if kind in promised.heads:
            document = promised.heads[kind].document
            for number, content in (await documents.contents(tx, document.id, numbers)).items():
                for cited, words in words_by_citation(document.template, content).items():
                    found[cited, number] = words
    return found


async def of_initiative(tx: Transaction, initiative_id: str) -> list[Item]:
    """Return all items of an initiative with their citations, oldest first, in two queries."""
    return (await of_initiatives(tx, (initiative_id,)))[initiative_id]


async def of_initiatives(tx: Transaction, initiative_ids: Collection[str]) -> dict[str, list[Item]]:
    """Return all items of initiatives with their citations, oldest first, in two queries."""
    ids = set(initiative_ids)
    found: dict[str, list[Item]] = {initiative_id: [] for initiative_id in ids}
    for item in await _items(tx, col(ScopeItemRow.initiative_id).in_(ids), ids):
        found[item.initiative_id].append(item)
    return found


async def find(tx: Transaction, item_id: str, *, lock: bool = False) -> Item | None:
    """Return an item of this workspace; with `lock`, nobody else changes it meanwhile."""
    if lock:
        query = select(ScopeItemRow.id).where(
            ScopeItemRow.workspace_id == tx.workspace_id, ScopeItemRow.id == item_id
        )
        await tx.session.exec(query.with_for_update())
    found = await _items(tx, ScopeItemRow.id == item_id)
    return found[0] if found else None


async def _items(
    tx: Transaction, condition: Any, initiative_ids: Collection[str] = ()
) -> list[Item]:
    rows = await plain(
        tx.session,
        ScopeItemRow,
        lambda query: query.where(
            col(ScopeItemRow.workspace_id) == tx.workspace_id, condition
        ).order_by(col(ScopeItemRow.id)),
    )
    citations = await _citations(tx, [row.id for row in rows], initiative_ids)
    return [
        Item.model_validate({**row._mapping, "citations": citations.get(row.id, ())})  # noqa: SLF001
        for row in rows
    ]


async def _citations(
    tx: Transaction, item_ids: Sequence[str], initiative_ids: Collection[str]
) -> dict[str, tuple[Citation, ...]]:
    condition = (
        col(CitationRow.initiative_id).in_(initiative_ids)
        if initiative_ids
        else col(CitationRow.item_id).in_(item_ids)
    )
    rows = await plain(
        tx.session,
        CitationRow,
        lambda query: query.where(
            col(CitationRow.workspace_id) == tx.workspace_id, condition
        ).order_by(col(CitationRow.promise)),
    )
    found: dict[str, tuple[Citation, ...]] = defaultdict(tuple)
    for row in rows:
        found[row.item_id] += (Citation.model_validate(row),)
    return found


async def count(tx: Transaction, initiative_id: str) -> int:
    """Count the items of an initiative."""
    query = select(func.count()).where(
        ScopeItemRow.workspace_id == tx.workspace_id, ScopeItemRow.initiative_id == initiative_id
    )
    return (await tx.session.exec(query)).one()


async def add(tx: Transaction, items: Sequence[Mapping[str, Any]], initiative_id: str) -> list[str]:
    """Write items with their `citations`, oldest first; return their ids. Two statements."""
    ids = sorted(new_id("item") for _ in items)
    given = [{**item, "id": key} for key, item in zip(ids, items, strict=True)]
    rows = [
        {
            "workspace_id": tx.workspace_id,
            "initiative_id": initiative_id,
            "created_at": tx.now,
            "revision": 1,
            **_BLANK,
            **{name: value for name, value in item.items() if name != "citations"},
        }
        for item in given
    ]
    if rows:
        connection = await tx.session.connection()
        await connection.execute(insert(ScopeItemRow), rows)
        await connection.execute(insert(FindableRow), [_piece(row) for row in rows])
    await _write(tx, initiative_id, {item["id"]: item.get("citations", ()) for item in given})
    return ids


def _piece(item: Mapping[str, Any]) -> dict[str, Any]:
    """Return an item as what can be found."""
    return {
        "workspace_id": item["workspace_id"],
        "initiative_id": item["initiative_id"],
        "kind": "scope item",
        "owner": item["id"],
        "part": "",
        "citation": "",
        "title": item["title"],
        "words": f"{item['title']}\n{item['notes']}",
    }


_BLANK: dict[str, Any] = {
    "notes": "",
    "link": "",
    "owner_id": None,
    "effort": None,
    "value": None,
    "confidence": None,
    "state": State.TO_DO,
    "proposed": False,
    "decision": None,
    "reason": "",
    "decided_by": None,
    "decided_at": None,
}


async def change(tx: Transaction, item: Item, **values: Any) -> None:
    """Change fields of an item that was read with `lock`; its revision goes up."""
    query = update(ScopeItemRow).where(
        col(ScopeItemRow.workspace_id) == tx.workspace_id, col(ScopeItemRow.id) == item.id
    )
    await tx.session.exec(query.values(revision=col(ScopeItemRow.revision) + 1, **values))
    if "title" in values:
        piece = _piece({**item.model_dump(), **values, "workspace_id": tx.workspace_id})
        piece.pop("workspace_id")
        await search.keep(tx, search.Piece(**piece))


async def cite(tx: Transaction, item: Item, citations: Iterable[Citation]) -> None:
    """Let an item cite these promises and no others."""
    old = delete(CitationRow).where(
        col(CitationRow.workspace_id) == tx.workspace_id, col(CitationRow.item_id) == item.id
    )
    await tx.session.exec(old)
    await _write(tx, item.initiative_id, {item.id: citations})


async def _write(
    tx: Transaction, initiative_id: str, citations: Mapping[str, Iterable[Citation]]
) -> None:
    rows = [
        {
            "workspace_id": tx.workspace_id,
            "initiative_id": initiative_id,
            "item_id": item_id,
            "told_at": None,
            **citation.model_dump(),
        }
        for item_id, own in citations.items()
        for citation in own
    ]
    if rows:
        connection = await tx.session.connection()
        await connection.execute(insert(CitationRow), rows)


async def count_citing(tx: Transaction, initiative_id: str, promise: str) -> int:
    """Count the items in scope or waiting that cite a promise."""
    query = (
        select(func.count())
        .select_from(CitationRow)
        .join(ScopeItemRow, col(ScopeItemRow.id) == col(CitationRow.item_id))
        .where(
            CitationRow.workspace_id == tx.workspace_id,
            CitationRow.initiative_id == initiative_id,
            CitationRow.promise == promise,
            undecided_or_in(),
        )
    )
    return (await tx.session.exec(query)).one()


def undecided_or_in() -> ColumnElement[bool]:
    """Return the condition that an item was not put off or out."""
    decision = col(ScopeItemRow.decision)
    return or_(decision.is_(None), decision.not_in(ASIDE))


async def titles(tx: Transaction, initiative_id: str) -> Collection[str]:
    """Return the titles of an initiative's items, for telling which are there already."""
    query = select(ScopeItemRow.title).where(
        ScopeItemRow.workspace_id == tx.workspace_id, ScopeItemRow.initiative_id == initiative_id
    )
    return set(await tx.session.exec(query))
