"""Finding words, with stems and phrases, ranked; only where the person may see.

The index is the database's own: FTS5 on SQLite, tsvector on PostgreSQL, kept by the same
transaction that saves the words. English stems; other languages are found by whole words.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import text as sql
from sqlmodel import col, delete

from storage.database import Transaction
from storage.rows import put_unique
from storage.tables import FindableRow

if TYPE_CHECKING:
    from storage.initiatives import Scope

LONGEST_QUERY = 200
MOST_TERMS = 12
MOST_HITS = 500
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


@dataclass(frozen=True)
class _Index:
    """How a database matches, ranks and quotes. A match is unranked in its newest order."""

    match: str
    table: str
    newest: str
    rank: str
    excerpts: str
    """Computed for a page only: to quote costs more than to match."""


_SQLITE = _Index(
    match="findable_text MATCH :wanted",
    table="findable_text t JOIN findable f ON f.id = t.rowid",
    newest="t.rowid",
    rank="bm25(findable_text, 4.0, 1.0)",
    excerpts=(
        "SELECT rowid AS id, snippet(findable_text, 1, :begin, :end, ' … ', 24) AS words "
        "FROM findable_text WHERE findable_text MATCH :wanted AND rowid IN "
    ),
)
_QUERY = "websearch_to_tsquery('english', :wanted)"
_POSTGRES = _Index(
    match=f"to_tsvector('english', f.title || ' ' || f.words) @@ {_QUERY}",
    table="findable f",
    newest="f.id",
    rank=(
        "-ts_rank(setweight(to_tsvector('english', f.title), 'A') || "
        f"to_tsvector('english', f.words), {_QUERY})"
    ),
    excerpts=(  # nothing but our own words
        f"SELECT id, ts_headline('english', words, {_QUERY}, 'StartSel=' || :begin || "  # noqa: S608
        "', StopSel=' || :end || ', MaxWords=24, MinWords=12, MaxFragments=1') AS words "
        "FROM findable WHERE id IN "
    ),
)


async def find(
    tx: Transaction, typed: str, scope: "Scope", *, limit: int, offset: int = 0
) -> tuple[list[Hit], int]:
    """Return a page of hits, best first, and how many there are, at most `MOST_HITS`.

    Of more only the newest are ranked: words that stand everywhere tell nothing apart.
    """
    wanted = terms(typed)
    if not wanted:
        return [], 0
    index = _SQLITE if tx.session.get_bind().dialect.name == "sqlite" else _POSTGRES
    words = " ".join('"' + term.replace('"', "") + '"' for term in wanted)
    seen, more = _seen(scope)
    query = sql(
        f"WITH hit AS MATERIALIZED (SELECT f.id, {index.rank} AS rank FROM {index.table} "  # noqa: S608
        f"JOIN initiative i ON i.id = f.initiative_id WHERE {index.match} "
        f"AND f.workspace_id = :workspace AND i.archived_at IS NULL{seen} "
        f"ORDER BY {index.newest} DESC LIMIT {MOST_HITS}) "
        "SELECT (SELECT count(*) FROM hit) AS count, f.id, f.initiative_id, i.name AS initiative, "
        "i.number, f.kind, f.owner, f.part, f.citation, f.title "
        "FROM hit JOIN findable f ON f.id = hit.id JOIN initiative i ON i.id = f.initiative_id "
        "ORDER BY hit.rank, f.id LIMIT :limit OFFSET :offset"
    )
    given = {"wanted": words, "workspace": tx.workspace_id, "limit": limit, "offset": offset}
    connection = await tx.session.connection()
    rows = [dict(row) for row in (await connection.execute(query, given | more)).mappings()]
    count = max((row.pop("count") for row in rows), default=0)
    excerpts = await _excerpts(tx, index, words, [row["id"] for row in rows])
    return [Hit(excerpt=excerpts[row.pop("id")], **row) for row in rows], count


async def _excerpts(tx: Transaction, index: _Index, words: str, found: list[int]) -> dict[int, str]:
    """Return the stretch around the words in each piece of a page."""
    query = sql(f"{index.excerpts} ({', '.join(map(str, found)) or 'NULL'})")
    given = {"wanted": words, "begin": BEGIN, "end": END}
    rows = await (await tx.session.connection()).execute(query, given)
    return {row.id: row.words for row in rows}


def _seen(scope: "Scope") -> tuple[str, dict[str, Any]]:
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
