"""Reading a page of the overview, in a number of queries that does not grow."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.alignment.loading import Coverage, covered, of_initiatives
from domain.alignment import Alignment
from domain.initiatives import Initiative
from storage import initiatives
from storage.database import Transaction
from storage.initiatives import Scope

PAGE = 10
"""Initiatives on a page."""


@dataclass(frozen=True)
class Overview:
    """A page of initiatives, each with its alignment, and what holds for all of them."""

    rows: Sequence[tuple[Initiative, Alignment]]
    page: int
    count: int
    """Initiatives on all pages."""
    coverage: Coverage


async def overview(tx: Transaction, seen: Scope, page: int) -> Overview:
    """Return a page of what somebody sees, the most recently saved first."""
    count = await initiatives.count(tx, seen)
    page = min(max(1, page), max(1, -(-count // PAGE)))
    some = await initiatives.overviews(tx, seen, limit=PAGE, offset=(page - 1) * PAGE)
    found = await of_initiatives(tx, [one.initiative.id for one in some])
    return Overview(
        [(one.initiative, found[one.initiative.id]) for one in some],
        page,
        count,
        await covered(tx, seen),
    )
