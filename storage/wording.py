"""Wording: briefs become asks right before they leave, from what holds at that moment.

A value that came in meanwhile is seen, and a check-in that was answered meanwhile is not asked for.
"""

from collections import defaultdict
from collections.abc import Sequence

from sqlmodel import col, select

from domain.check_ins import ANSWERED, Occurrence, State
from storage.asking import Ask, Brief, Purpose
from storage.database import Transaction
from storage.items import items_of
from storage.tables import OccurrenceRow


async def asks_of(tx: Transaction, briefs: Sequence[Brief]) -> list[Ask | None]:
    """Return the asks of many briefs; None where nothing is left to ask for."""
    bundles = await _bundles(tx, briefs)
    own = [_of(tx, brief, bundles[brief.bundle]) for brief in briefs]
    items = await items_of(tx, {o.id: o for some in own for o in some}.values())
    asks: list[Ask | None] = []
    for brief, some in zip(briefs, own, strict=True):
        answered = sum(o.state in ANSWERED for o in bundles[brief.bundle])
        ask = Ask(brief, [items[occurrence.id] for occurrence in some], tx.now, answered)
        asks.append(ask if some else None)
    return asks


def _of(tx: Transaction, brief: Brief, bundle: Sequence[Occurrence]) -> list[Occurrence]:
    waiting = [occurrence for occurrence in bundle if occurrence.state is State.OPEN]
    if brief.occurrences:
        listed = [occurrence for occurrence in waiting if occurrence.id in brief.occurrences]
        nudges = brief.purpose is Purpose.NUDGE  # whoever handed it on is not nudged any more
        return [o for o in listed if not nudges or o.asked_id == brief.owner_id]
    return [
        occurrence
        for occurrence in waiting
        if occurrence.asked_id == brief.owner_id
        and (occurrence.snoozed_until is None or occurrence.snoozed_until <= tx.now)
    ]


async def _bundles(tx: Transaction, briefs: Sequence[Brief]) -> dict[str, list[Occurrence]]:
    """Return the check-ins of each bundle, oldest first."""
    row = OccurrenceRow
    query = (
        select(row)
        .where(row.workspace_id == tx.workspace_id)
        .where(col(row.bundle).in_({brief.bundle for brief in briefs}))
        .order_by(col(row.due_at), col(row.id))
    )
    found: dict[str, list[Occurrence]] = defaultdict(list)
    for each in await tx.session.exec(query.execution_options(populate_existing=True)):
        found[each.bundle].append(Occurrence.model_validate(each))
    return found
