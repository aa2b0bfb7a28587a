"""`workback export`: everything as JSON, into a file or to standard output."""

import os
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from rich.console import Console
from rich.progress import Progress

from bot import schema
from bot.config import WrongSettings
from storage.database import Database
from storage.export import ROW, count, export_all, workspaces


async def export(database: Database, target: Path | None, workspace: str | None = None) -> None:
    """Write everything, or one workspace; a bar shows how far it is, where somebody looks on.

    Raises WrongSettings for a database or a file that cannot be used, and for no such workspace.
    """
    await schema.check(database)
    await check_known(database, workspace)
    console = Console(stderr=True)
    looks_on = console.is_terminal and (target is not None or not sys.stdout.isatty())
    with Progress(console=console, transient=True, disable=not looks_on) as progress:
        bar = progress.add_task("Exporting", total=await count(database, workspace))

        async def pieces() -> AsyncIterator[bytes]:
            async for piece in export_all(database, workspace):
                progress.advance(bar, piece.startswith(ROW))
                yield piece.encode()

        await _write(pieces(), target)


async def check_known(database: Database, workspace: str | None) -> None:
    """Raise WrongSettings for a workspace that is not there; None is any."""
    known = await workspaces(database)
    if workspace is not None and workspace not in known:
        listed = ", ".join(f"{key} ({name})" for key, name in known.items()) or "none"
        raise WrongSettings([f"There is no workspace {workspace} here. There are: {listed}."])


async def _write(pieces: AsyncIterator[bytes], target: Path | None) -> None:
    if target is None:
        await _pour(pieces, sys.stdout.buffer, "Standard output")
        return
    whole, part = _paths(target)
    with told(target):
        out = part.open("wb")
    with out:
        await _pour(pieces, out, target)
    with told(target):
        part.replace(whole)


def _paths(target: Path) -> tuple[Path, Path]:
    """Return the file, and the one that is written: half an export never bears the name."""
    whole = target.resolve()
    if whole.exists() and not whole.is_file():
        return whole, whole  # a pipe or a device is written to, not replaced
    return whole, whole.with_name(f"{whole.name}.part")


async def _pour(pieces: AsyncIterator[bytes], out: BinaryIO, name: object) -> None:
    async for piece in pieces:
        with told(name):
            out.write(piece)
    with told(name):
        out.flush()


@contextmanager
def told(name: object) -> Iterator[None]:
    """Tell in a sentence what cannot be written; a reader that went away knows it."""
    try:
        yield
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except OSError as fault:
        raise WrongSettings([f"{name} cannot be written: {fault.strerror}."]) from fault
