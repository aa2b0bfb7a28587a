"""The columns that tables are made of."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, Column, DateTime, ForeignKey, Index, Text, literal_column
from sqlalchemy import text as sql
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field


class Moment(TypeDecorator[datetime]):
    """A moment in UTC: aware in Python, also on SQLite, which knows no time zones."""

    impl = DateTime
    cache_ok = True

    def __init__(self) -> None:
        super().__init__(timezone=True)

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store UTC; refuse a time of no zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            msg = "a moment needs a time zone"
            raise ValueError(msg)
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return aware UTC."""
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Exact(TypeDecorator[Decimal]):
    """A decimal number kept as its digits: exact on both databases, never a float."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        """Store the digits; refuse what is no number."""
        del dialect
        if value is None:
            return None
        if not value.is_finite():
            msg = "only finite numbers are kept"
            raise ValueError(msg)
        return format(value, "f")

    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:
        """Return the number."""
        del dialect
        return None if value is None else Decimal(value)


def is_word(column: Any, word: str) -> Any:
    """Return the condition that a column has a word, written into the statement itself.

    Of a bound value the planner does not know that a partial index on that word covers it.
    """
    return column == literal_column(f"'{word}'")


def partial(name: str, *columns: str, where: str) -> Index:
    """Return an index of only some rows: small, however many there are of the others."""
    return Index(name, *columns, sqlite_where=sql(where), postgresql_where=sql(where))


def workspace_key(*, primary: bool = False) -> Any:
    """Return the column that says whose row it is; deleting a workspace deletes its rows."""
    return Field(
        sa_column=Column(
            "workspace_id",
            Text,
            ForeignKey("workspace.id", ondelete="CASCADE"),
            primary_key=primary,
            nullable=False,
        )
    )


def owned_by(table: str, *, primary: bool = False, index: bool = False) -> Any:
    """Return a column that points to a row of `table` and goes when that row goes."""
    return Field(
        sa_column=Column(
            Text,
            ForeignKey(f"{table}.id", ondelete="CASCADE"),
            primary_key=primary,
            nullable=False,
            index=index,
        )
    )


def text_key() -> Any:
    """Return a column of text that belongs to the primary key."""
    return Field(sa_column=Column(Text, primary_key=True))


def text() -> Any:
    """Return a column of text of any length."""
    return Field(sa_column=Column(Text, nullable=False))


def text_or_none() -> Any:
    """Return a column of text that may be absent."""
    return Field(default=None, sa_column=Column(Text, nullable=True))


def moment() -> Any:
    """Return a column that holds a moment."""
    return Field(sa_column=Column(Moment, nullable=False))


def moment_or_none() -> Any:
    """Return a column that holds a moment once something has happened."""
    return Field(default=None, sa_column=Column(Moment, nullable=True))


def json() -> Any:
    """Return a column of JSON."""
    return Field(sa_column=Column(JSON, nullable=False))


def exact() -> Any:
    """Return a column that holds a decimal number."""
    return Field(sa_column=Column(Exact, nullable=False))


def exact_or_none() -> Any:
    """Return a column that may hold a decimal number."""
    return Field(default=None, sa_column=Column(Exact, nullable=True))
