"""Wording: briefs become asks right before they leave, from what holds at that moment.

A value that came in meanwhile is seen, and a check-in that was answered meanwhile is not asked for.
"""

from collections import defaultdict
from collections.abc import Sequence

from sqlmodel import col, or_, select

from domain.check_ins import Occurrence, State
from storage.asking import Ask, Brief
from storage.database import Transaction
from storage.items import items_of
from storage.tables import OccurrenceRow
from storage.tables.columns import is_word


async def asks_of(tx: Transaction, briefs: Sequence[Brief]) -> list[Ask | None]:
    """Return the asks of many briefs; None where nothing is left to ask for."""
    waiting = await _waiting(tx, briefs)
    own = [_of(brief, waiting[brief.bundle]) for brief in briefs]
    items = await items_of(tx, {o.id: o for some in own for o in some}.values())
    return [
        Ask(brief, [items[occurrence.id] for occurrence in some], tx.now) if some else None
        for brief, some in zip(briefs, own, strict=True)
    ]


def _of(brief: Brief, waiting: Sequence[Occurrence]) -> list[Occurrence]:
    if brief.occurrences:
        return [occurrence for occurrence in waiting if occurrence.id in brief.occurrences]
    return [occurrence for occurrence in waiting if occurrence.asked_id == brief.owner_id]


async def _waiting(tx: Transaction, briefs: Sequence[Brief]) -> dict[str, list[Occurrence]]:
    """Return by bundle what waits for an answer now, oldest first."""
    row = OccurrenceRow
    awake = or_(col(row.snoozed_until).is_(None), col(row.snoozed_until) <= tx.now)
    query = (
        select(row)
        .where(row.workspace_id == tx.workspace_id, is_word(col(row.state), State.OPEN), awake)
        .where(col(row.bundle).in_({brief.bundle for brief in briefs}))
        .order_by(col(row.due_at), col(row.id))
    )
    found: dict[str, list[Occurrence]] = defaultdict(list)
    for each in await tx.session.exec(query):
        found[each.bundle].append(Occurrence.model_validate(each))
    return found
