"""The commands `workback import` and `workback export --documents`."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from bot.clock import Clock
from bot.config import WrongSettings, database_url
from domain.people import ChannelId, PersonId, WorkspaceId


def take_out(folder: Path, ending: str, workspace: str | None, key: str | None) -> None:
    """Write each initiative's documents into a folder."""
    from bot import serve
    from bot.carrying import taking

    if ending not in tuple(taking.Ending):
        raise WrongSettings([f"There is no format {ending}. There are md, docx, pdf and json."])
    wanted = taking.Wanted(folder, taking.Ending(ending), workspace, key)
    now = Clock().now()
    asyncio.run(serve.with_database(database_url(), lambda db: taking.take_out(db, wanted, now)))


def bring_in(
    file: Annotated[Path, typer.Argument(help="A press release or an FAQ: .md, .docx or .json.")],
    *,
    workspace: Annotated[str, typer.Option(help="The workspace's id: T… or E….")],
    person: Annotated[str, typer.Option("--as", help="Who saves it, by their id: U… or W….")],
    initiative: Annotated[
        str | None, typer.Option(help="Into this one, for example WB-12.")
    ] = None,
    new_in: Annotated[
        str | None, typer.Option(help="As a new one, at home in this channel: C… or G….")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Save without asking.")] = False,
) -> None:
    """Show what a Word or Markdown file changes, and save it as a version."""
    from bot import serve
    from bot.carrying import bringing

    if (initiative is None) == (new_in is None):
        raise WrongSettings(["Say either --initiative WB-12 or --new-in CHANNEL."])
    channel = ChannelId(new_in) if new_in else None
    wanted = bringing.Wanted(file, WorkspaceId(workspace), PersonId(person), initiative, channel)
    now = Clock().now()
    asyncio.run(
        serve.with_database(
            database_url(),
            lambda db: bringing.bring_in(
                db, wanted, now, lambda: yes or typer.confirm("Save this?")
            ),
        )
    )
