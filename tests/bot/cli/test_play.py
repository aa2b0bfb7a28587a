"""`workback play` and `workback seed`, as somebody who has just cloned it starts them."""

import asyncio
import json
import signal
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
import pytest

from bot.clock import Clock
from playground.server import Playground
from tests.bot.cli.processes import LONGEST, Desk

pytestmark = pytest.mark.processes


async def page(address: str) -> str:
    async with aiohttp.ClientSession() as browser, browser.get(address) as answer:
        assert answer.status == 200
        return await answer.text()


async def headlines(folder: Path) -> list[str]:
    """Return what the cards say in the world that a folder keeps."""
    world = json.loads((folder / "world.json").read_text(encoding="utf-8"))
    return sorted(m["text"] for each in world["messages"].values() for m in each)


async def test_a_seeded_folder_is_opened_twice_and_keeps_everything(bare: Desk) -> None:
    folder = bare.folder / "town"
    seeded = await bare.workback("seed", "--data", str(folder))
    assert (seeded.code, seeded.err) == (0, "")
    assert seeded.out == f"Filled. Open it with: workback play --data {folder}\n"
    before = await headlines(folder)
    assert any("WB-1" in words for words in before)
    play = ("play", "--data", str(folder), "--port", "0", "--no-browser")
    for number in (signal.SIGINT, signal.SIGTERM):
        async with bare.running(*play) as playing:
            address = await playing.stands()
            assert "<title>Workback playground</title>" in await page(address)
            assert "{" in await page(f"{address}/playground/static/page.css")
            playing.terminate(number)
            assert await playing.ended(within=8) == 0
        assert await headlines(folder) == before
    again = await bare.workback("seed", "--data", str(folder))
    assert again.sentence() == f"{folder} holds a workspace already. Choose another folder."


async def test_a_stop_before_it_is_filled_keeps_nothing_half(bare: Desk) -> None:
    folder = bare.folder / "town"
    async with bare.running("play", "--data", str(folder), "--port", "0", "--no-browser") as one:
        async with asyncio.timeout(LONGEST):
            while not (folder / "workback.db").exists():  # noqa: ASYNC110  (no event of a file)
                await asyncio.sleep(0.02)
        one.terminate()
        assert await one.ended(within=10) == 0
    assert list(folder.iterdir()) == []


async def test_an_empty_workspace_begins_when_it_is_told_to_and_goes_on_from_there(
    bare: Desk,
) -> None:
    folder = bare.folder / "town"
    play = ("play", "--data", str(folder), "--port", "0", "--no-browser")
    for options in (("--empty", "--at", "2026-10-16T08:00"), ()):
        async with bare.running(*play, *options) as playing:
            await playing.stands()
            playing.terminate(signal.SIGTERM)
            assert await playing.ended(within=8) == 0
        assert await headlines(folder) == []
        shift = timedelta(seconds=json.loads((folder / "clock.json").read_text()))
        began = Clock().now() + shift
        assert abs(began - datetime(2026, 10, 16, 8, tzinfo=UTC)) < timedelta(minutes=2)


async def test_what_cannot_be_opened_is_told_at_once(bare: Desk, slack: Playground) -> None:
    file = bare.folder / "file"
    file.write_text("no world")
    broken = bare.folder / "broken"
    broken.mkdir()
    (broken / "world.json").write_text("{")
    half = bare.folder / "half"
    half.mkdir()
    (half / "workback.db").touch()
    port = slack.address.rpartition(":")[2]
    taken, *others = await bare.each(
        ("play", "--no-browser", "--port", port),
        *(("play", "--no-browser", "--port", "0", "--data", str(p)) for p in (file, broken, half)),
    )
    assert taken.sentence().startswith(f"Port {port} is taken")
    assert [ended.sentence() for ended in others] == [
        f"{file} cannot be a folder: File exists.",
        f"{broken / 'world.json'} cannot be read. Choose another folder.",
        f"{half} was not filled to its end. Delete it, or choose another folder.",
    ]
