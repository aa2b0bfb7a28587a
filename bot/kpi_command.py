"""`workback kpi push`: values to a running Workback, over its API."""

import json
import os
import sys
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from bot.kit import sheets
from domain.errors import Refusal

TOKEN = "WORKBACK_TOKEN"  # noqa: S105  (a variable's name)
SECONDS = 30
REFUSED = 2
"""Exit code where nothing was recorded."""

kpi = typer.Typer(help="Send values of KPIs to Workback.")


@kpi.callback()
def _group() -> None:
    """Keep `push` a word of its own."""


@kpi.command("push")
def push(
    value: Annotated[str | None, typer.Argument(help="One value, such as 12.5.")] = None,
    *,
    url: Annotated[str, typer.Option(envvar="WORKBACK_URL", help="Where Workback is reached.")],
    name: Annotated[
        str, typer.Option("--kpi", help="Its name or id; a goal's only one without.")
    ] = "",
    at: Annotated[str, typer.Option(help="2026-03-02 or 2026-03-02T09:00:00Z; else now.")] = "",
    key: Annotated[str, typer.Option(help="The same key again changes nothing.")] = "",
    file: Annotated[
        Path | None, typer.Option(help="A CSV file with kpi, date, value, key instead.")
    ] = None,
) -> None:
    """Send one value, or all of a CSV file. The token is read from WORKBACK_TOKEN, or typed."""
    if (value is None) == (file is None):
        _stop("Give one value, or a file with --file.")
    values = _of_file(file) if file else [{"kpi": name, "value": value, "at": at, "key": key}]
    _send(url, _token(), values)


def _token() -> str:
    found = os.environ.get(TOKEN) or (sys.stdin.readline() if not sys.stdin.isatty() else "")
    if not found.strip():
        _stop(f"There is no token. Set {TOKEN}, or write it to standard input.")
    return found.strip()


def _of_file(file: Path) -> list[dict[str, Any]]:
    """Read a file as *Upload CSV* in Slack reads it."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            rows = sheets.read(lines, sheets.VALUES)
    except UnicodeDecodeError:
        _stop(f"{file} is not text in UTF-8. Save it as CSV UTF-8. Nothing was sent.")
    except OSError as fault:
        _stop(f"{file} cannot be read: {fault.strerror}.")
    except Refusal as refusal:
        _stop(f"{file}: {refusal.sentence.replace('imported', 'sent')}")
    return [
        {
            "kpi": row.get("kpi", ""),
            "value": row["value"],
            "at": row["date"],
            "key": row.get("key", ""),
        }
        for row in rows
    ]


def _send(url: str, token: str, values: list[dict[str, Any]]) -> None:
    import asyncio

    import aiohttp

    try:
        status, told = asyncio.run(_post(f"{url.rstrip('/')}/api/readings", token, values))
    except (OSError, TimeoutError, ValueError, aiohttp.ClientError) as fault:
        _stop(f"Workback does not answer at {url}: {str(fault) or type(fault).__name__}.")
    keys = told.keys() if isinstance(told, dict) else set()
    if not ({"recorded", "already"} <= keys or {"error", "reference"} <= keys):
        _stop(f"What answers at {url} is not Workback.")
    if status != 200:  # noqa: PLR2004
        _stop(f"{told['error']} Reference {told['reference']}.")
    there = f" {told['already']} were there already." if told["already"] else ""
    typer.echo(f"{told['recorded']} recorded.{there}")
    if told.get("kept"):
        typer.echo(f"{', '.join(told['kept'])}: {told['note']}", err=True)


async def _post(url: str, token: str, values: list[dict[str, Any]]) -> tuple[int, Any]:
    import aiohttp

    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    timeout = aiohttp.ClientTimeout(total=SECONDS)
    async with (
        aiohttp.ClientSession(timeout=timeout) as session,
        session.post(url, data=json.dumps(values), headers=headers) as answer,
    ):
        return answer.status, await answer.json(content_type=None)


def _stop(sentence: str) -> NoReturn:
    typer.echo(sentence, err=True)
    raise typer.Exit(REFUSED)
