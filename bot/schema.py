"""Whether a database can be worked with; where it cannot, what to do about it in a sentence."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing

from bot.config import WrongSettings
from storage.database import OUT_OF_ORDER, Database
from storage.migrate import UnknownRevision, current, is_known, newest

TOO_NEW = (
    "The database is at revision {have}, which this version does not know: a newer Workback "
    "migrated it. Install that version again."
)


async def wrong(database: Database) -> str | None:
    """Return what is wrong with the schema, None if this version can work with it."""
    have, want = await current(database), newest()
    if have == want:
        return None
    if have and not is_known(have):
        return TOO_NEW.format(have=have)
    state = f"at revision {have}" if have else "empty"
    return f"The database is {state}, this version needs {want}. Run: workback migrate"


async def check(database: Database) -> None:
    """Raise WrongSettings unless the schema is the one that this version needs."""
    sentence = await wrong(database)
    if sentence is not None:
        raise WrongSettings([sentence])


def no_answer(fault: BaseException) -> str:
    """Say that the database cannot be reached, why, and where to look."""
    lines = str(getattr(fault, "orig", None) or fault).strip().splitlines()
    why = lines[0].rstrip(".") if lines else type(fault).__name__
    return f"The database does not answer: {why}. Check DATABASE_URL."


def open_file(database: Database) -> None:
    """Raise WrongSettings for a file of SQLite's that cannot be opened.

    aiosqlite would find that out too, but in a thread that outlives a loop which then ends.
    """
    if not database.is_sqlite:
        return
    try:
        with closing(sqlite3.connect(str(database.url.database))) as connection:
            connection.execute("PRAGMA user_version")
    except sqlite3.Error as fault:
        raise WrongSettings([no_answer(fault)]) from fault


@asynccontextmanager
async def told() -> AsyncIterator[None]:
    """Tell in a sentence what a database cannot do, for those who start a command."""
    try:
        yield
    except UnknownRevision as unknown:
        raise WrongSettings([TOO_NEW.format(have=unknown.name)]) from unknown
    except OUT_OF_ORDER as fault:
        raise WrongSettings([no_answer(fault)]) from fault
