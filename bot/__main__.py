"""The command line: `workback run | play | migrate | doctor | seed | export | import | …`."""

import asyncio
import sys
from collections.abc import Callable
from importlib.metadata import entry_points
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, Any

import typer
from cryptography.fernet import Fernet

from bot.carrying.command import bring_in, take_out
from bot.check.command import check
from bot.config import WrongSettings, database_url, read_settings
from bot.kpi_command import kpi
from bot.ledger_files import scope

WRONG_SETTINGS = 2
"""Exit code for settings that cannot work; a check that failed exits with 1."""

cli = typer.Typer(
    help="Write the press release before the code, in Slack.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@cli.command()
def run(
    *,
    migrate_first: Annotated[
        bool, typer.Option("--migrate", help="Bring the database up to date first.")
    ] = False,
) -> None:
    """Run the bot with the settings of the environment or `.env`."""
    settings = read_settings()
    from bot import serve

    serve.run(settings, migrate_first=migrate_first)


@cli.command()
def migrate(
    to: Annotated[str, typer.Option(help="A revision, head or base; older ones go back.")] = "head",
) -> None:
    """Bring the database to the schema this version needs."""
    from bot import serve
    from storage.migrate import is_known

    if to not in ("head", "base") and not is_known(to):
        raise typer.BadParameter(f"this version knows no revision {to}.", param_hint="--to")
    revision = asyncio.run(serve.bring_to(database_url(), to))
    typer.echo(f"The database is at revision {revision or 'base'}.")


@cli.command()
def doctor(
    *,
    new_key: Annotated[
        bool, typer.Option("--new-key", help="Print a new ENCRYPTION_KEY and stop.")
    ] = False,
    requeue: Annotated[
        bool, typer.Option("--requeue", help="Queue the dead letters again.")
    ] = False,
    check_in: Annotated[
        str | None,
        typer.Option(help="Tell only of check-ins: chk_…, goal_…, WB-12, or a person, U…."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="With --check-in: as JSON.")] = False,
) -> None:
    """Check settings, database, token, scopes, clock and the outbox."""
    if new_key:
        typer.echo(Fernet.generate_key().decode())
        return
    if check_in is not None:
        from bot import timeline

        found = asyncio.run(timeline.tell(database_url(), check_in, as_json=as_json))
        raise typer.Exit(0 if found else 1)
    settings = read_settings()
    from bot import doctor as examination

    healthy = asyncio.run(examination.examine(settings, requeue=requeue))
    raise typer.Exit(0 if healthy else 1)


@cli.command()
def export(
    target: Annotated[Path | None, typer.Argument(help="A file; without it, standard output.")] = (
        None
    ),
    workspace: Annotated[
        str | None, typer.Option(help="Only this one, by its id: T… or E…; also a removed one.")
    ] = None,
    *,
    documents: Annotated[
        Path | None, typer.Option(help="A folder: write each initiative's documents as a file.")
    ] = None,
    ending: Annotated[
        str, typer.Option("--format", help="Format with --documents: md, docx, pdf or json.")
    ] = "md",
    initiative: Annotated[
        str | None, typer.Option(help="Only this one, with --documents, for example WB-12.")
    ] = None,
) -> None:
    """Write everything Workback knows as JSON; tokens are left out."""
    from bot import exporting, serve

    if documents is not None:
        take_out(documents, ending, workspace, initiative)
        return
    asyncio.run(
        serve.with_database(database_url(), lambda db: exporting.export(db, target, workspace))
    )
    if target is not None:
        typer.echo(f"Written to {target}.")


cli.command("import")(bring_in)
cli.command()(check)
cli.add_typer(scope, name="scope")
cli.add_typer(kpi, name="kpi")


def main() -> None:
    """Run the command line; wrong settings are told in a sentence each."""
    wanted = next((word for word in sys.argv[1:] if not word.startswith("-")), None)
    for entry in entry_points(group="workback.commands"):
        # commands of the playground are loaded only for themselves and for the help
        if wanted in (None, entry.name):
            _join(entry.name, entry.load)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that knows no ✓
    try:
        cli()
    except WrongSettings as wrong:
        for sentence in wrong.sentences:
            typer.echo(sentence, err=True)
        sys.exit(WRONG_SETTINGS)


def _join(name: str, load: Callable[[], Any]) -> None:
    try:
        command = load()
    except ModuleNotFoundError as missing:
        if missing.name and missing.name.split(".")[0] in ("playground", "nicegui", "yaml"):
            return  # an image of the bot alone has no playground
        raise
    cli.command(name)(command)


if __name__ == "__main__":
    main()
