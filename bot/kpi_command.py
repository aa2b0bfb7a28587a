"""`workback kpi push`: values to a running Workback, over its API."""

import csv
import json
import os
import sys
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

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
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            rows = list(csv.DictReader(lines))
    except (OSError, UnicodeDecodeError, csv.Error) as fault:
        _stop(f"{file} cannot be read: {fault}.")
    if rows and not {"date", "value"} <= rows[0].keys():
        _stop(f"{file} needs the columns date and value. Nothing was sent.")
    return [
        {
            "kpi": row.get("kpi") or "",
            "value": row.get("value") or "",
            "at": row.get("date") or "",
            "key": row.get("key") or "",
        }
        for row in rows
    ]


def _send(url: str, token: str, values: list[dict[str, Any]]) -> None:
    import asyncio

    try:
        status, told = asyncio.run(_post(f"{url.rstrip('/')}/api/readings", token, values))
    except (OSError, TimeoutError, ValueError) as fault:
        _stop(f"Workback does not answer at {url}: {fault or type(fault).__name__}.")
    if status != 200:  # noqa: PLR2004
        _stop(f"{told.get('error', 'Workback refused it.')} Reference {told.get('reference')}.")
    there = f" {told['already']} were there already." if told["already"] else ""
    typer.echo(f"{told['recorded']} recorded.{there}")


async def _post(url: str, token: str, values: list[dict[str, Any]]) -> tuple[int, dict[str, Any]]:
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
