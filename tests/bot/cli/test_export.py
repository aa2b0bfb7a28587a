"""`workback export`: everything there is, as people wrote it."""

import asyncio
import json
import os
import pty
import termios
from typing import Any

import pytest
from sqlmodel import SQLModel

from storage.database import Database
from storage.tables import InitiativeRow, PersonRow, WorkspaceRow
from tests.bot.cli.processes import LONGEST, Desk
from tests.storage.conftest import ACME, NOON, install_acme

pytestmark = pytest.mark.processes

HEADLINE = "مرحبا \u200fبالعالم 👩🏽‍💻 — “quoted”\n<@U1> & \\u2028 \u2028"


async def write(database_url: str, *, people: int = 1) -> None:
    """Write a workspace with people and an initiative."""
    database = Database(database_url)
    await install_acme(database)
    async with database.transaction(ACME, NOON) as tx:
        workspace = await tx.session.get(WorkspaceRow, ACME)
        assert workspace is not None
        workspace.token = "encrypted"
        known: dict[str, Any] = {
            "workspace_id": ACME,
            "time_zone": "UTC",
            "standing": "member",
            "fetched_at": NOON,
        }
        tx.session.add_all(
            PersonRow(id=f"U{number:05}", name=HEADLINE, **known) for number in range(people)
        )
        tx.session.add(
            InitiativeRow(
                id="ini_1",
                workspace_id=ACME,
                number=1,
                name=HEADLINE,
                owner_id="U00000",
                authors=["U00000"],
                channel_id="C1",
                created_at=NOON,
            )
        )
    await database.close()


def workspace(words: str) -> dict[str, Any]:
    [found] = json.loads(words)["workspaces"]
    assert isinstance(found, dict)
    return found


async def test_everything_is_exported_and_words_are_unchanged(
    office: Desk, database_url: str
) -> None:
    await write(database_url, people=1200)
    ended = await office.workback("export", PYTHONIOENCODING="ascii")
    assert (ended.code, ended.err) == (0, "")
    found = workspace(ended.out)
    assert set(SQLModel.metadata.tables) - {"workspace", "used_state"} <= found.keys()
    assert len(found["person"]) == 1200
    assert {person["name"] for person in found["person"]} == {HEADLINE}
    [initiative] = found["initiative"]
    assert (initiative["name"], initiative["authors"]) == (HEADLINE, ["U00000"])
    assert initiative["created_at"] == NOON.isoformat()
    assert "👩🏽‍💻" in ended.out
    assert "token" not in found
    assert "encrypted" not in ended.out


async def test_a_file_is_written_whole_and_a_bar_shows_how_far(desk: Desk, sqlite_url: str) -> None:
    await write(sqlite_url, people=3000)
    seen, file = await on_a_terminal(desk, "export", "all.json"), desk.folder / "all.json"
    assert "Exporting" in seen
    assert "100%" in seen
    assert len(workspace(file.read_text(encoding="utf-8"))["person"]) == 3000
    assert [path.name for path in desk.folder.iterdir()] == ["all.json"]


async def on_a_terminal(desk: Desk, *typed: str) -> str:
    """Type a command of which standard error is a terminal; return what is seen there."""
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (24, 80))
    process = await desk.start(typed, {"TERM": "xterm"}, theirs)
    os.close(theirs)
    seen = asyncio.create_task(asyncio.to_thread(_read, ours))
    async with asyncio.timeout(LONGEST):
        out, _ = await process.communicate()
        words = await seen
    assert (process.returncode, out) == (0, b"Written to all.json.\n")
    return words


def _read(terminal: int) -> str:
    """Read a terminal until nobody writes to it any more."""
    seen = b""
    while True:
        try:
            seen += os.read(terminal, 65536)
        except OSError:  # what Linux says when the other end is closed
            os.close(terminal)
            return seen.decode()


async def test_what_cannot_be_written_is_told(desk: Desk, sqlite_url: str) -> None:
    await write(sqlite_url)
    (desk.folder / "folder").mkdir()
    nowhere, folder = await desk.each(("export", "no/such.json"), ("export", "folder"))
    assert nowhere.sentence() == "no/such.json cannot be written: No such file or directory."
    assert folder.sentence() == "folder cannot be written: Is a directory."


async def test_a_pipe_is_written_to_and_not_replaced(desk: Desk, sqlite_url: str) -> None:
    await write(sqlite_url)
    pipe = desk.folder / "pipe"
    os.mkfifo(pipe)
    reading = asyncio.create_task(asyncio.to_thread(pipe.read_text, encoding="utf-8"))
    ended = await desk.workback("export", "pipe")
    assert (ended.code, ended.err) == (0, "")
    assert workspace(await reading)["initiative"][0]["name"] == HEADLINE
    assert pipe.is_fifo()
