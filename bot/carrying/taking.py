"""`workback export --documents FOLDER`: every initiative's documents as a file."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from rich.console import Console
from rich.progress import Progress
from rich.text import Text

from bot import schema
from bot.config import WrongSettings
from bot.exporting import check_known, told
from bot.exports import making
from bot.exports.sending import file_name
from domain.initiatives import Initiative, number_of
from domain.people import WorkspaceId
from storage import documents, initiatives
from storage.database import Database
from storage.export import workspaces


class Ending(StrEnum):
    """How the files end, and so what they are."""

    MARKDOWN = "md"
    WORD = "docx"
    PDF = "pdf"
    JSON = "json"


_WRITERS = {
    Ending.MARKDOWN: "markdown",
    Ending.WORD: "word",
    Ending.PDF: "pdf",
    Ending.JSON: "json",
}


@dataclass(frozen=True)
class Wanted:
    """What shall be written, and where."""

    folder: Path
    ending: Ending = Ending.MARKDOWN
    workspace: str | None = None
    key: str | None = None


async def take_out(database: Database, wanted: Wanted, now: datetime) -> None:
    """Write a file for each initiative, with its decision log; say how many.

    Raises WrongSettings for what is not there and for a folder that cannot be written.
    """
    await schema.check(database)
    await check_known(database, wanted.workspace)
    known = await workspaces(database)
    chosen = [wanted.workspace] if wanted.workspace else list(known)
    found = [
        (WorkspaceId(workspace), initiative)
        for workspace in chosen
        for initiative in await _initiatives(database, WorkspaceId(workspace), wanted.key, now)
    ]
    if wanted.key and not found:
        raise WrongSettings([f"There is no {wanted.key} here. Look for its key in the card."])
    console = Console(stderr=True)
    written = 0
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        bar = progress.add_task("Exporting", total=len(found))
        for workspace, initiative in found:
            folder = wanted.folder / workspace if len(known) > 1 else wanted.folder
            if await _write(database, workspace, initiative, folder, wanted.ending, now):
                written += 1
            else:
                console.print(f"{initiative.key} has no words yet, so it has no file.")
            progress.advance(bar)
    files = "1 file" if written == 1 else f"{written} files"
    console.print(Text(f"{files} written to {wanted.folder}."), soft_wrap=True)


async def _initiatives(
    database: Database, workspace: WorkspaceId, key: str | None, now: datetime
) -> list[Initiative]:
    async with database.reading(workspace, now) as tx:
        if key is None:
            return await initiatives.every(tx)
        number = number_of(key)
        found = None if number is None else await initiatives.find_by_number(tx, number)
        return [found] if found else []


async def _write(
    database: Database,
    workspace: WorkspaceId,
    initiative: Initiative,
    folder: Path,
    ending: Ending,
    now: datetime,
) -> bool:
    async with database.reading(workspace, now) as tx:
        heads = await documents.heads(tx, initiative.id)
        versions = {kind: head.version.number for kind, head in heads.items()}
        if not versions:
            return False
        bundle = await making.bundle_of(tx, initiative.id, versions, with_decisions=True)
    data = making.written(bundle, _WRITERS[ending])
    file = folder / file_name(initiative, ending)
    _put(file, data)
    return True


def _put(file: Path, data: bytes) -> None:
    """Write a file; half of one never bears its name."""
    with told(file):
        file.parent.mkdir(parents=True, exist_ok=True)
        part = file.with_name(f"{file.name}.part")
        part.write_bytes(data)
        part.replace(file)
