"""Rows that may stand already: put in place of the old one, or put once.

Many rows at once go to PostgreSQL as one JSON array in one statement: a statement a row, even
pipelined, costs it twice the time. SQLite is fastest with its driver's `executemany`.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    Column,
    Select,
    Table,
    Text,
    TypeDecorator,
    bindparam,
    cast,
    func,
    literal,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.sqltypes import AutoString

from storage.database import Transaction

Values = dict[str, Any]

_POSTGRESQL = postgresql.dialect()  # type: ignore[no-untyped-call]


def _insert_into(session: AsyncSession, table: type[SQLModel]) -> Any:
    make = postgresql.insert if _is_postgresql(session) else sqlite.insert
    return make(_table(table))


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


async def put_many(session: AsyncSession, table: type[SQLModel], rows: Sequence[Values]) -> None:
    """Insert rows of the same columns, or replace those with the same primary keys."""
    if not rows:
        return
    query, keys = _insert_into(session, table), _keys(table)
    changed = {name: query.excluded[name] for name in rows[0] if name not in keys}
    replace = query.on_conflict_do_update(index_elements=keys, set_=changed)
    await _insert_all(session, replace, table, rows)


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
    session: AsyncSession, table: type[SQLModel], rows: Sequence[Values], *, unique: Sequence[str]
) -> int:
    """Insert those rows whose `unique` columns are new; return how many these are."""
    if not rows:
        return 0
    query = _insert_into(session, table).on_conflict_do_nothing(index_elements=list(unique))
    return await _insert_all(session, query, table, rows)


async def insert_many(session: AsyncSession, table: type[SQLModel], rows: Sequence[Values]) -> None:
    """Insert rows of the same columns."""
    if rows:
        await _insert_all(session, _insert_into(session, table), table, rows)


async def update_many(
    session: AsyncSession, table: type[SQLModel], rows: Sequence[tuple[Values, Values]]
) -> int:
    """Change many rows of which the first values hold to the second; return how many were found.

    All pairs are of the same columns.
    """
    if not rows:
        return 0
    target = _table(table)
    old, new = rows[0]
    query, connection = update(target), await session.connection()
    values = [_named("old", before) | _named("new", after) for before, after in rows]
    if _is_postgresql(session):
        columns = {name: target.c[name.partition("_")[2]] for name in values[0]}
        given = _recordset(columns, values).c
    else:
        given = {name: bindparam(name) for name in values[0]}
    query = query.where(*(target.c[name] == given[f"old_{name}"] for name in old))
    query = query.values({name: given[f"new_{name}"] for name in new})
    counted = query.execution_options(preserve_rowcount=True)
    done = await connection.execute(counted, None if _is_postgresql(session) else values)
    return int(done.rowcount)


def _named(prefix: str, values: Values) -> Values:
    return {f"{prefix}_{name}": value for name, value in values.items()}


async def _insert_all(
    session: AsyncSession, query: Any, table: type[SQLModel], rows: Sequence[Values]
) -> int:
    connection, names = await session.connection(), list(rows[0])
    if _is_postgresql(session):
        given = _recordset({name: _table(table).c[name] for name in names}, rows)
        query = query.from_select(names, select(*(given.c[name] for name in names)))
    counted = query.execution_options(preserve_rowcount=True)
    done = await connection.execute(counted, None if _is_postgresql(session) else list(rows))
    return int(done.rowcount)


def _is_postgresql(session: AsyncSession) -> bool:
    return session.get_bind().dialect.name == "postgresql"


def _recordset(columns: Mapping[str, Column[Any]], rows: Sequence[Values]) -> Any:
    """Return rows as a table that PostgreSQL reads out of one JSON array."""
    objects = [{name: _as_json(kind, row[name]) for name, kind in columns.items()} for row in rows]
    array = cast(literal(json.dumps(objects), Text), JSONB)
    named = [Column(name, kind.type) for name, kind in columns.items()]
    return func.jsonb_to_recordset(array).table_valued(*named).render_derived(with_types=True)


def _as_json(column: Column[Any], value: Any) -> Any:
    if isinstance(column.type, TypeDecorator) and not isinstance(column.type, AutoString):
        value = column.type.process_bind_param(value, _POSTGRESQL)
    return value.isoformat() if isinstance(value, date) else value


def _table(table: type[SQLModel]) -> Table:
    found: Table = table.__table__  # type: ignore[attr-defined]
    return found


async def plain(
    session: AsyncSession, table: type[SQLModel], where: Callable[[Select[Any]], Select[Any]]
) -> Sequence[Any]:
    """Return whole rows as plain tuples with names: for thousands of them, objects are slow."""
    query = where(select(table.__table__))  # type: ignore[attr-defined]
    connection = await session.connection()
    found: Sequence[Any] = (await connection.execute(query)).all()
    return found
