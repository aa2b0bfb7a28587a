"""`workback scope export | import`: a ledger as a CSV file."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from domain.errors import Refusal

REFUSED = 2
"""Exit code where nothing was read or written."""

MOST_BYTES = 8_000_000
"""A thousand items with long notes have less."""

scope = typer.Typer(help="Write the scope of an initiative as CSV, or read items from it.")

Key = Annotated[str, typer.Option("--initiative", help="The initiative's key, such as WB-12.")]
Workspace = Annotated[
    str | None, typer.Option(help="Whose, by its id: T… or E…; needed where there are several.")
]


@scope.command("export")
def export(
    initiative: Key,
    target: Annotated[Path | None, typer.Argument(help="A file; without it, standard output.")] = (
        None
    ),
    workspace: Workspace = None,
) -> None:
    """Write all items of an initiative as CSV; no cell is taken for a formula."""
    from bot.scope import files

    async def act(tx: Any) -> str:
        return await files.export(tx, await files.initiative(tx, initiative))

    words = _in_workspace(workspace, act)
    if target is None:
        typer.echo(words, nl=False)
        return
    try:
        target.write_text(words, encoding="utf-8", newline="")
    except OSError as fault:
        _stop(f"{target} cannot be written: {fault.strerror}.")
    typer.echo(f"Written to {target}.")


@scope.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="A CSV file; its first line names the columns.")],
    initiative: Key,
    person: Annotated[str, typer.Option("--as", help="Who adds them: a person's name or id.")],
    workspace: Workspace = None,
) -> None:
    """Add the items of a CSV file, all or none; those that are there already are left alone."""
    from bot.scope import files

    rows = _read(file)

    async def act(tx: Any) -> tuple[int, int]:
        return await files.import_(tx, await files.initiative(tx, initiative), person, rows)

    added, already = _in_workspace(workspace, act)
    verb = "was" if already == 1 else "were"
    there = f" {already} {verb} there already." if already else ""
    typer.echo(f"{added} added to the scope of {initiative}.{there}")


def _read(file: Path) -> list[dict[str, str]]:
    from bot.scope import sheet

    try:
        if file.stat().st_size > MOST_BYTES:
            most = f"{sheet.MOST_ROWS:,} items"
            _stop(f"{file} is larger than {most} can be. Split it. Nothing was imported.")
        with file.open(encoding="utf-8", newline="") as lines:
            return sheet.read(lines)
    except OSError as fault:
        _stop(f"{file} cannot be read: {fault.strerror}.")
    except UnicodeDecodeError:
        _stop(f"{file} is not text in UTF-8. Save it as CSV UTF-8. Nothing was imported.")
    except Refusal as refusal:
        _stop(refusal.sentence)


def _in_workspace(workspace: str | None, act: Callable[[Any], Awaitable[Any]]) -> Any:
    """Do something in one transaction of a workspace; a refusal ends it, and nothing is kept."""
    import asyncio

    from bot import schema, serve
    from bot.clock import Clock
    from bot.config import database_url
    from domain.people import WorkspaceId
    from storage.export import workspaces

    async def go(database: Any) -> Any:
        await schema.check(database)
        known = await workspaces(database)
        chosen = workspace or (next(iter(known)) if len(known) == 1 else "")
        if chosen not in known:
            listed = ", ".join(f"{key} ({name})" for key, name in known.items()) or "none"
            raise Refusal(f"Choose the workspace with --workspace. There are: {listed}.")
        async with database.transaction(WorkspaceId(chosen), Clock().now()) as tx:
            return await act(tx)

    try:
        return asyncio.run(serve.with_database(database_url(), go))
    except Refusal as refusal:
        _stop(refusal.sentence)


def _stop(sentence: str) -> NoReturn:
    typer.echo(sentence, err=True)
    raise typer.Exit(REFUSED)
