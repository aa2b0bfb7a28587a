"""Rows that may stand already: put in place of the old one, or put once."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.database import Transaction


def _insert_into(session: AsyncSession, table: type[SQLModel]) -> Any:
    dialect = session.get_bind().dialect.name
    make = sqlite.insert if dialect == "sqlite" else postgresql.insert
    return make(table.__table__)  # type: ignore[attr-defined]


def _insert(tx: Transaction, table: type[SQLModel], values: dict[str, Any]) -> Any:
    return _insert_into(tx.session, table).values(**values)


def _keys(table: type[SQLModel]) -> list[str]:
    return [column.name for column in table.__table__.primary_key]  # type: ignore[attr-defined]


async def put(tx: Transaction, table: type[SQLModel], **values: Any) -> None:
    """Insert a row, or replace the one with the same primary key."""
    values = {"workspace_id": tx.workspace_id, **values}
    query, keys = _insert(tx, table, values), _keys(table)
    changed = {name: query.excluded[name] for name in values if name not in keys}
    connection = await tx.session.connection()
    await connection.execute(query.on_conflict_do_update(index_elements=keys, set_=changed))


async def put_unique(
    tx: Transaction, table: type[SQLModel], unique: tuple[str, ...], **values: Any
) -> None:
    """Insert a row, or replace the one that has the same values in `unique`."""
    values = {"workspace_id": tx.workspace_id, **values}
    query = _insert(tx, table, values)
    changed = {name: query.excluded[name] for name in values if name not in unique}
    connection = await tx.session.connection()
    await connection.execute(query.on_conflict_do_update(index_elements=unique, set_=changed))


async def put_once(tx: Transaction, table: type[SQLModel], **values: Any) -> bool:
    """Insert a row; False if one with the same primary key stands already."""
    values = {"workspace_id": tx.workspace_id, **values}
    keys = _keys(table)
    query = _insert(tx, table, values).on_conflict_do_nothing(index_elements=keys)
    connection = await tx.session.connection()
    # what comes back says it was put; a row count is not to be had from every driver
    return (await connection.execute(query.returning(query.table.c[keys[0]]))).first() is not None


async def insert_new(
    session: AsyncSession,
    table: type[SQLModel],
    rows: Sequence[dict[str, Any]],
    *,
    unique: Sequence[str],
) -> int:
    """Insert those rows whose `unique` columns are new; return how many these are."""
    if not rows:
        return 0
    query = _insert_into(session, table).on_conflict_do_nothing(index_elements=list(unique))
    connection = await session.connection()
    counted = query.execution_options(preserve_rowcount=True)
    return int((await connection.execute(counted, list(rows))).rowcount)


async def plain(
    session: AsyncSession, table: type[SQLModel], where: Callable[[Select[Any]], Select[Any]]
) -> Sequence[Any]:
    """Return whole rows as plain tuples with names: for thousands of them, objects are slow."""
    query = where(select(table.__table__))  # type: ignore[attr-defined]
    connection = await session.connection()
    found: Sequence[Any] = (await connection.execute(query)).all()
    return found
