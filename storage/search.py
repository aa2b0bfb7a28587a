"""Finding words, with stems and phrases, ranked; only where the person may see.

The index is the database's own: FTS5 on SQLite, tsvector on PostgreSQL, kept by the same
transaction that saves the words. English stems; other languages are found by whole words.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import text as sql
from sqlmodel import col, delete

from storage.database import Transaction
from storage.initiatives import Scope
from storage.rows import put_unique
from storage.tables import FindableRow

LONGEST_QUERY = 200
MOST_TERMS = 12
BEGIN, END = "\x02", "\x03"
"""Around the words of an excerpt that were looked for; nobody can type them."""

_TERM = re.compile(r'"([^"]+)"|(\S+)')
_WORD = re.compile(r"\w", re.UNICODE)


@dataclass(frozen=True)
class Hit:
    """A piece of text in which the words were found."""

    initiative_id: str
    initiative: str
    number: int
    kind: str
    owner: str
    part: str
    citation: str
    title: str
    excerpt: str
    """A stretch around the words, which stand between `BEGIN` and `END`."""


@dataclass(frozen=True)
class Piece:
    """A piece of text that can be found."""

    initiative_id: str
    kind: str
    owner: str
    part: str
    citation: str
    title: str
    words: str


async def keep(tx: Transaction, piece: Piece) -> None:
    """Make a piece findable, in place of what stood there; one without words is taken out."""
    if not piece.words.strip() and piece.kind == "document":
        await forget(tx, piece.owner, piece.part)
        return
    unique = ("workspace_id", "owner", "part")
    await put_unique(tx, FindableRow, unique, **piece.__dict__)


async def forget(tx: Transaction, owner: str, part: str = "") -> None:
    """Make a piece unfindable."""
    query = delete(FindableRow).where(
        col(FindableRow.workspace_id) == tx.workspace_id,
        col(FindableRow.owner) == owner,
        col(FindableRow.part) == part,
    )
    await tx.session.exec(query)


def terms(typed: str) -> list[str]:
    """Return the words and phrases of a query; marks that mean nothing are left out."""
    found = [phrase or word for phrase, word in _TERM.findall(typed[:LONGEST_QUERY])]
    return [term.strip('"') for term in found if _WORD.search(term)][:MOST_TERMS]


async def find(
    tx: Transaction, typed: str, scope: Scope, *, limit: int, offset: int = 0
) -> tuple[list[Hit], int]:
    """Return a page of hits, best first, and how many there are in all."""
    wanted = terms(typed)
    if not wanted:
        return [], 0
    sqlite = tx.session.get_bind().dialect.name == "sqlite"
    match, given = (_sqlite if sqlite else _postgres)(wanted)
    seen, more = _seen(scope)
    values = {**given, **more, "workspace": tx.workspace_id}
    joined = (
        f"FROM {match['from']} JOIN initiative i ON i.id = f.initiative_id "
        f"WHERE {match['where']} AND f.workspace_id = :workspace AND i.archived_at IS NULL{seen}"
    )
    connection = await tx.session.connection()
    count = (await connection.execute(sql(f"SELECT count(*) {joined}"), values)).scalar_one()
    rows = await connection.execute(
        sql(
            "SELECT f.initiative_id, i.name AS initiative, i.number, f.kind, f.owner, f.part, "
            f"f.citation, f.title, {match['excerpt']} AS excerpt {joined} "
            f"ORDER BY {match['rank']}, f.id LIMIT :limit OFFSET :offset"
        ),
        {**values, **match["extra"], "limit": limit, "offset": offset},
    )
    return [Hit(**row) for row in rows.mappings()], int(count)


def _sqlite(wanted: list[str]) -> tuple[dict[str, Any], dict[str, Any]]:
    quoted = " ".join('"' + term.replace('"', "") + '"' for term in wanted)
    return {
        "from": "findable_text t JOIN findable f ON f.id = t.rowid",
        "where": "findable_text MATCH :wanted",
        "excerpt": "snippet(findable_text, 1, :begin, :end, ' … ', 24)",
        "rank": "bm25(findable_text, 4.0, 1.0)",
        "extra": {"begin": BEGIN, "end": END},
    }, {"wanted": quoted}


def _postgres(wanted: list[str]) -> tuple[dict[str, Any], dict[str, Any]]:
    quoted = " ".join('"' + term.replace('"', "") + '"' for term in wanted)
    query = "websearch_to_tsquery('english', :wanted)"
    words = "to_tsvector('english', f.title || ' ' || f.words)"
    options = f"StartSel={BEGIN}, StopSel={END}, MaxWords=24, MinWords=12, MaxFragments=1"
    weighed = "setweight(to_tsvector('english', f.title), 'A') || to_tsvector('english', f.words)"
    return {
        "from": "findable f",
        "where": f"{words} @@ {query}",
        "excerpt": f"ts_headline('english', f.words, {query}, :options)",
        "rank": f"ts_rank({weighed}, {query}) DESC",
        "extra": {"options": options},
    }, {"wanted": quoted}


def _seen(scope: Scope) -> tuple[str, dict[str, Any]]:
    """Return the condition that hides what the person may not see, and its values."""
    parts = ""
    values: dict[str, Any] = {}
    if scope.only is not None:
        names = _names("only", scope.only, values)
        parts += f" AND i.channel_id IN ({names or 'NULL'})"
    if scope.hidden:
        parts += f" AND i.channel_id NOT IN ({_names('hidden', scope.hidden, values)})"
    return parts, values


def _names(prefix: str, ids: Collection[str], values: dict[str, Any]) -> str:
    for number, channel_id in enumerate(sorted(ids)):
        values[f"{prefix}_{number}"] = channel_id
    return ", ".join(f":{prefix}_{number}" for number in range(len(ids)))
