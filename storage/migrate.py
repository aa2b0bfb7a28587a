"""Bring a database's schema to a revision, and say which one it has."""

import re
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.engine import Connection

from storage.database import Database

ONE_AT_A_TIME = 7_265_462
"""PostgreSQL's advisory lock that keeps two starting replicas from migrating at once."""


class UnknownRevision(Exception):  # noqa: N818
    """A revision that this version does not know: its `name`."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("file_template", "%%(rev)s")
    config.attributes["connection"] = connection
    return config


def newest() -> str:
    """Return the newest revision this code knows."""
    return ScriptDirectory.from_config(_config()).get_current_head() or ""


def is_known(revision: str) -> bool:
    """Say whether this code has a revision of that name."""
    script = ScriptDirectory.from_config(_config())
    return revision in {known.revision for known in script.walk_revisions()}


async def current(database: Database) -> str:
    """Return the revision a database has; an empty one has ''."""
    async with database.engine.connect() as connection:
        return await connection.run_sync(
            lambda sync: MigrationContext.configure(sync).get_current_revision() or ""
        )


def is_modelled(
    _object: object, name: str | None, kind: str, _reflected: object, _compared: object
) -> bool:
    """Say whether alembic compares an object: the full-text indexes have no model."""
    full_text = (kind == "table" and str(name).startswith("findable_text")) or (
        kind == "index" and name == "findable_words"
    )
    return not full_text


async def migrate(database: Database, revision: str = "head") -> None:
    """Bring the schema up or down to `revision`: a name, "head" or "base".

    Two processes may call it at once: the second waits and finds nothing left to do.
    Raises UnknownRevision for one of another version, wanted or found in the database.
    """
    if revision not in ("head", "base") and not is_known(revision):
        raise UnknownRevision(revision)
    async with database.writing.begin() as connection:
        if not database.is_sqlite:
            await connection.execute(text(f"SELECT pg_advisory_xact_lock({ONE_AT_A_TIME})"))
        await connection.run_sync(_run, revision)


def _run(connection: Connection, revision: str) -> None:
    have = MigrationContext.configure(connection).get_current_revision()
    if have and not is_known(have):
        raise UnknownRevision(have)
    script = ScriptDirectory.from_config(_config())
    behind = {known.revision for known in script.walk_revisions("base", have or "base")}
    if revision == "base" or (have and revision in behind):
        command.downgrade(_config(connection), revision)
    else:
        command.upgrade(_config(connection), revision)


async def revise(database: Database, message: str) -> None:
    """Write the migration that brings the newest revision to the tables.

    It is named by its content ("outbox guard" is `outbox_guard`): numbers would collide where
    two people write one at the same time, and then only `down_revision` has to change.
    """
    name = re.sub(r"\W+", "_", message.strip().lower())
    async with database.engine.connect() as connection:
        await connection.run_sync(
            lambda sync: command.revision(_config(sync), message, autogenerate=True, rev_id=name)
        )
