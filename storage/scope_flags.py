"""Flags: a cited promise has changed, its items are to be checked, and their owners are told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, case, func, literal, or_
from sqlmodel import col, select, update

from domain.people import PersonId
from storage import initiatives
from storage.asking import Said
from storage.database import Transaction, new_id
from storage.guards import Guards
from storage.postings import NUDGE
from storage.rows import insert_new
from storage.scope import undecided_or_in
from storage.tables import CitationRow, InitiativeRow, Moment, OutboxRow, ScopeItemRow

GUARD = "scope"
"""Named in front of the person and the initiative: see `still_flagged`."""

QUIET = timedelta(minutes=5)
"""How long a message waits for further edits."""


def _is_flagged() -> ColumnElement[bool]:
    return col(CitationRow.cited) != col(CitationRow.current)


async def mark_changed(
    tx: Transaction, initiative_id: str, current: Mapping[str, str], by: PersonId
) -> bool:
    """Note the fingerprints that promises have now, in one statement; say if any item cites them.

    What reads again as it was agreed on is no longer flagged. Who cites the rest is to be told in
    this transaction, unless they were told before: see `Flagged.is_new`.
    """
    if not current:
        return False
    now = case(current, value=col(CitationRow.promise), else_=col(CitationRow.current))
    query = (
        update(CitationRow)
        .where(
            col(CitationRow.workspace_id) == tx.workspace_id,
            col(CitationRow.initiative_id) == initiative_id,
            col(CitationRow.promise).in_(current),
            col(CitationRow.current) != now,
        )
        .values(
            current=now,
            changed_by=by,
            changed_at=tx.now,
            told_at=case(
                (col(CitationRow.cited) == now, None),
                else_=func.coalesce(CitationRow.told_at, literal(tx.now, Moment())),
            ),
        )
        .execution_options(synchronize_session=False)
    )
    return bool((await tx.session.exec(query)).rowcount)


@dataclass(frozen=True)
class Flagged:
    """An item to be checked, and by whom."""

    item_id: str
    title: str
    owner_id: PersonId
    """Of the item, else of the initiative."""
    promise: str
    is_new: bool
    """Flagged in this transaction, and not told of before."""


async def flagged(
    tx: Transaction, initiative_id: str, owner_id: PersonId | None = None
) -> list[Flagged]:
    """Return the flagged citations of an initiative, of one owner only where one is named.

    Items and citations are joined here: PostgreSQL without fresh statistics compares all pairs.
    """
    home = await initiatives.find(tx, initiative_id)
    if home is None or home.archived_at is not None:
        return []
    asked = select(CitationRow.item_id, CitationRow.promise, CitationRow.told_at).where(
        CitationRow.workspace_id == tx.workspace_id,
        CitationRow.initiative_id == initiative_id,
        _is_flagged(),
    )
    changed = list(await tx.session.exec(asked.order_by(col(CitationRow.promise))))
    query = select(ScopeItemRow.id, ScopeItemRow.title, ScopeItemRow.owner_id).where(
        ScopeItemRow.workspace_id == tx.workspace_id,
        ScopeItemRow.initiative_id == initiative_id,
        undecided_or_in(),
        col(ScopeItemRow.proposed).is_(False),
    )
    items = {
        item: (title, owner or home.owner_id) for item, title, owner in await tx.session.exec(query)
    }
    found = [
        Flagged(item, items[item][0], PersonId(items[item][1]), promise, told == tx.now)
        for item, promise, told in changed
        if item in items
    ]
    mine = [flag for flag in found if owner_id is None or flag.owner_id == owner_id]
    return sorted(mine, key=lambda flag: flag.item_id)


@dataclass(frozen=True)
class Pile:
    """What waits for a person in the ledger of one initiative."""

    initiative_id: str
    to_check: int
    to_decide: int


async def waiting_for(tx: Transaction, person_id: PersonId) -> list[Pile]:
    """Return how many items a person is to check, and to decide where they own the initiative."""
    own = (col(CitationRow.workspace_id) == tx.workspace_id) & (
        col(CitationRow.item_id) == col(ScopeItemRow.id)
    )
    cites = select(CitationRow.item_id).where(own)
    flag = cites.where(_is_flagged()).exists()
    proposed, owns = col(ScopeItemRow.proposed), col(InitiativeRow.owner_id) == person_id
    mine = func.coalesce(ScopeItemRow.owner_id, InitiativeRow.owner_id) == person_id
    check = mine & flag & ~proposed & undecided_or_in()
    undecided = col(ScopeItemRow.decision).is_(None)
    decide = owns & undecided & (proposed | ~cites.exists())
    query = (
        select(
            InitiativeRow.id,
            func.sum(case((check, 1), else_=0)),
            func.sum(case((decide, 1), else_=0)),
        )
        .join(ScopeItemRow, col(ScopeItemRow.initiative_id) == col(InitiativeRow.id))
        .where(
            InitiativeRow.workspace_id == tx.workspace_id,
            col(InitiativeRow.archived_at).is_(None),
            or_(check, decide),
        )
        .group_by(col(InitiativeRow.id))
        .order_by(col(InitiativeRow.id))
    )
    return [
        Pile(one, int(check), int(decide)) for one, check, decide in await tx.session.exec(query)
    ]


async def post(tx: Transaction, initiative_id: str, said: Mapping[PersonId, Said]) -> None:
    """Tell people what they are to check, a message each.

    It leaves a little later, so that several edits are one message: one that still waits gives
    way to the new one, which tells of all there is.
    """
    guards = {person: f"{GUARD}:{person}/{initiative_id}" for person in said}
    waiting = (
        update(OutboxRow)
        .where(
            col(OutboxRow.workspace_id) == tx.workspace_id,
            col(OutboxRow.state) == "queued",
            col(OutboxRow.attempt_started_at).is_(None),
            col(OutboxRow.guard).in_(guards.values()),
        )
        .execution_options(synchronize_session=False)
    )
    await tx.session.exec(waiting.values(state="dropped", error="joined"))
    rows = [_row(tx, person, guards[person], words) for person, words in said.items()]
    await insert_new(tx.session, OutboxRow, rows, unique=("workspace_id", "dedupe_key"))
    tx.announced = True


def _row(tx: Transaction, person: PersonId, guard: str, said: Said) -> dict[str, Any]:
    blocks = {"blocks": list(said.blocks)} if said.blocks else {}
    return {
        "workspace_id": tx.workspace_id,
        "dedupe_key": new_id("out"),
        "kind": "post",
        "conversation": person,
        "payload": {"text": said.text, **blocks},
        "about": "scope items to check",
        "priority": NUDGE,
        "guard": guard,
        "state": "queued",
        "attempts": 0,
        "created_at": tx.now,
        "not_before": tx.now + QUIET,
    }


async def still_flagged(tx: Transaction, subject: str) -> str | None:
    """Return why a message is not wanted any more; `subject` is a person and an initiative."""
    person_id, _, initiative_id = subject.partition("/")
    return None if await flagged(tx, initiative_id, PersonId(person_id)) else "checked"


GUARDS: Guards = {GUARD: still_flagged}
"""The guards of this file, by name."""
