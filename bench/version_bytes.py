"""What a version costs on disk: storage grows with what changed, not with what there is.

A press release, an FAQ and an experience get 200 versions each that change one field; beside it
stands what whole copies would take.
"""

import random
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from sqlite3 import connect
from tempfile import TemporaryDirectory

from bench.library import AUTHOR, WORKSPACE, Library, first_content, prose, seed
from bench.results import Result
from domain.people import PersonId, WorkspaceId
from domain.templates import ORDER, DocumentKind
from storage import documents
from storage.database import Database
from storage.migrate import migrate

VERSIONS = 200
_NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)


async def measure() -> list[Result]:
    """Return bytes a version, beside those of a copy, and beside what changed."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "bytes.db"
        database = Database(f"sqlite:///{path}")
        await migrate(database)
        await seed(database, Library(initiatives=1, versions=1))
        before = size(path)
        changed, whole = await _save_many(database)
        await database.close()
        cost = (size(path) - before) / (VERSIONS * len(DocumentKind))
    return [
        Result("version_bytes", cost, "bytes on disk a version, beside a whole copy's", whole),
        Result("version_bytes", cost, "bytes on disk a version, beside the field's", changed),
    ]


def size(path: Path) -> int:
    """Return the bytes of a database once nothing is left over in it."""
    with closing(connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("VACUUM")
    return path.stat().st_size


async def _save_many(database: Database) -> tuple[float, float]:
    """Save versions that change one field each; return the mean bytes of a field and of all."""
    dice = random.Random(3)  # noqa: S311  (the same words each time)
    changed = whole = 0
    for kind in DocumentKind:
        for number in range(VERSIONS):
            async with database.transaction(WorkspaceId(WORKSPACE), _NOW) as tx:
                document = await documents.of_kind(tx, "ini_00001", kind)
                content = await documents.content(tx, document.id, document.head)
                content = content or first_content(dice, document.template)
                fields = [field for field in content if field != ORDER]
                field = fields[number % len(fields)]
                content[field] = prose(dice, len(content[field]))
                await documents.save_version(tx, document, content, saved_by=PersonId(AUTHOR))
            changed += len(content[field].encode())
            whole += sum(len(words.encode()) for words in content.values())
    versions = VERSIONS * len(DocumentKind)
    return changed / versions, whole / versions
