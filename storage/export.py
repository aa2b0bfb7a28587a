"""Everything of all workspaces, or of one, as JSON; tokens are left out."""

import json
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, Table, func, select
from sqlmodel import SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.database import Database
from storage.tables import WorkspaceRow

SECRET = "token"  # noqa: S105  (a column's name)
BATCH = 500

ROW = ("\n  ", ",\n  ")
"""How a piece begins that holds a row."""

_WORKSPACES: Table = SQLModel.metadata.tables[str(WorkspaceRow.__tablename__)]


def tables() -> list[Table]:
    """Return the tables whose rows belong to a workspace, parents first."""
    return [t for t in SQLModel.metadata.sorted_tables if "workspace_id" in t.columns]


async def workspaces(database: Database) -> dict[str, str]:
    """Return the names of all workspaces by id, those among them that removed the app."""
    async with database.session(writes=False) as session:
        query = select(_WORKSPACES.c.id, _WORKSPACES.c.name).order_by("id")
        rows = await (await session.connection()).execute(query)
        return {row.id: row.name for row in rows}


async def count(database: Database, workspace: str | None = None) -> int:
    """Return about how many rows `export_all` goes through."""
    async with database.session(writes=False) as session:
        connection = await session.connection()
        numbers = [
            (await connection.execute(_of(select(func.count()), table, workspace))).scalar_one()
            for table in tables()
        ]
    return sum(numbers)


def _of(query: Select[Any], table: Table, workspace: str | None) -> Select[Any]:
    """Let a query read a table, of one workspace only where one is named."""
    key = table.columns["id" if table is _WORKSPACES else "workspace_id"]
    read = query.select_from(table)
    return read if workspace is None else read.where(key == workspace)


async def export_all(database: Database, workspace: str | None = None) -> AsyncIterator[str]:
    """Yield all there is, as of one moment, in pieces of one JSON text: a row is a line.

    With a `workspace`, only what belongs to it.
    """
    async with database.session(writes=False) as session:
        if not database.is_sqlite:
            level = {"isolation_level": "REPEATABLE READ"}
            await session.connection(execution_options=level)
        chosen = _of(select(_WORKSPACES).order_by("id"), _WORKSPACES, workspace)
        spaces = (await (await session.connection()).execute(chosen)).all()
        yield '{"workspaces": ['
        for number, space in enumerate(spaces):
            yield "," * bool(number) + "\n"
            async for piece in _workspace(session, space):
                yield piece
        yield "\n]}\n"


async def _workspace(session: AsyncSession, space: Row[Any]) -> AsyncIterator[str]:
    yield _line(space).removesuffix("}")
    for table in tables():
        yield f',\n "{table.name}": ['
        owner, key = table.columns["workspace_id"], list(table.primary_key)
        query = select(table).where(owner == space.id).order_by(*key)
        rows = await session.stream(query.execution_options(yield_per=BATCH))
        between, following = ROW
        async for row in rows:
            yield between + _line(row)
            between = following
        yield "]"
    yield "}"


def _line(row: Row[Any]) -> str:
    known = {name: value for name, value in row._mapping.items() if name != SECRET}  # noqa: SLF001
    return json.dumps(known, ensure_ascii=False, default=_plain)


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
