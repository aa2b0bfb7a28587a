"""Rows that may stand already: put in place of the old one, or put once."""

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import SQLModel

from storage.database import Transaction


def _insert(tx: Transaction, table: type[SQLModel], values: dict[str, Any]) -> Any:
    dialect = tx.session.get_bind().dialect.name
    make = sqlite.insert if dialect == "sqlite" else postgresql.insert
    return make(table.__table__).values(**values)  # type: ignore[attr-defined]


def _keys(table: type[SQLModel]) -> list[str]:
    return [column.name for column in table.__table__.primary_key]  # type: ignore[attr-defined]


async def put(tx: Transaction, table: type[SQLModel], **values: Any) -> None:
    """Insert a row, or replace the one with the same primary key."""
    values = {"workspace_id": tx.workspace_id, **values}
    query, keys = _insert(tx, table, values), _keys(table)
    changed = {name: query.excluded[name] for name in values if name not in keys}
    connection = await tx.session.connection()
    await connection.execute(query.on_conflict_do_update(index_elements=keys, set_=changed))


async def put_once(tx: Transaction, table: type[SQLModel], **values: Any) -> bool:
    """Insert a row; False if one with the same primary key stands already."""
    values = {"workspace_id": tx.workspace_id, **values}
    keys = _keys(table)
    query = _insert(tx, table, values).on_conflict_do_nothing(index_elements=keys)
    connection = await tx.session.connection()
    # what comes back says it was put; a row count is not to be had from every driver
    return (await connection.execute(query.returning(query.table.c[keys[0]]))).first() is not None
