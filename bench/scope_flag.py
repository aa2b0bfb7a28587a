"""How long a changed promise takes to flag 1,000 items that cite it, and to tell 50 owners.

Measured is what an edit does on top of its own saving: note the change, find the owners, write
their messages into the outbox. Each round is a transaction of its own, commit included.
"""

import statistics
import time
from datetime import timedelta

from sqlmodel import update

from bench import due
from bench.goals import DUE, Crowd, seed
from bench.results import Result, p99
from bot.initiatives import citing
from domain.documents import Version
from domain.people import PersonId, WorkspaceId
from domain.scope import Citation
from domain.templates import DocumentKind
from storage import documents, scope
from storage.database import Database
from storage.migrate import migrate
from storage.tables import CitationRow

BOUND = 200.0
"""Milliseconds for 1,000 citing items."""

ITEMS, OWNERS, ROUNDS = 1_000, 50, 30
_SPACE = WorkspaceId("T00000")
_HOME = f"ini_{_SPACE}"
_BY = PersonId("U0")


async def measure() -> list[Result]:
    """Change the promise again and again, on both databases."""
    results = []
    for name, place in (("SQLite", due.sqlite), ("PostgreSQL", due.postgres)):
        with place() as url:
            taken = await changes(url)
        words = f"of {ITEMS:,} items on {name}"
        median = statistics.median(taken)
        results += [
            Result("scope_flag", median, f"ms, median {words}", bound=BOUND),
            Result("scope_flag", p99(taken), f"ms, p99 {words}", bound=BOUND),
        ]
    return results


async def changes(url: str, items: int = ITEMS, rounds: int = ROUNDS) -> list[float]:
    """Return the milliseconds of each change; every one tells all owners anew."""
    database = Database(url)
    await migrate(database)
    await seed(database, Crowd(workspaces=1, owners=1, goals=1))
    document = await _cited(database, items)
    taken = []
    for number in range(rounds):
        words = {"problem": f"It takes {number} minutes."}
        version = Version(
            id=f"ver_{number}",
            document_id=document.id,
            number=number + 2,
            saved_by=_BY,
            saved_at=DUE,
            changed=("problem",),
        )
        start = time.perf_counter()
        async with database.transaction(_SPACE, DUE + timedelta(hours=number)) as tx:
            await citing.document_changed(tx, document, version, words)
        taken.append((time.perf_counter() - start) * 1000)
        async with database.transaction(_SPACE, DUE) as tx:  # as if all had been checked
            told = update(CitationRow).where(CitationRow.workspace_id == _SPACE)  # type: ignore[arg-type]
            await tx.session.exec(told.values(told_at=None))
    await database.close()
    return taken


async def _cited(database: Database, items: int) -> documents.Document:
    """Write items that all cite one section, of a document that has none of it yet."""
    agreed = Citation(promise="PR-problem", cited="then", current="then", version=1)
    async with database.transaction(_SPACE, DUE) as tx:
        document = await documents.create(tx, _HOME, DocumentKind.PRESS_RELEASE)
        rows = [
            {
                "title": f"Item {number} of the ledger",
                "owner_id": f"U{number % OWNERS}",
                "created_by": _BY,
                "citations": [agreed],
            }
            for number in range(items)
        ]
        await scope.add(tx, rows, _HOME)
    return document
