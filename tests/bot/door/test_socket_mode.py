"""The same bot over Socket Mode: no public address, the same answers."""

from collections.abc import AsyncIterator

import pytest

from bot.clock import MovableClock
from bot.config import Settings
from bot.door import create_app
from playground.server import Playground
from playground.serving import LoopServer
from tests.bot.conftest import MANIFEST


@pytest.fixture
async def slack(sqlite_url: str) -> AsyncIterator[Playground]:
    clock = MovableClock()
    manifest = {**MANIFEST, "settings": {**MANIFEST["settings"], "socket_mode_enabled": True}}
    async with Playground(manifest, clock=clock) as slack:
        settings = Settings(
            _env_file=None,
            slack_bot_token=slack.bot_token,
            slack_app_token=slack.app_token,
            slack_api_url=slack.api_url,
            database_url=sqlite_url,
        )
        bot = LoopServer(create_app(settings, clock), lifespan="on")
        await bot.open()
        await slack.until(lambda: slack.is_connected)
        yield slack
        await bot.close()


async def test_a_press_release_over_socket_mode(slack: Playground) -> None:
    alice = slack.person("alice")
    assert not (await alice.command("/press-release", channel="teamsync")).trouble
    await alice.fill(headline="Written over a socket")
    assert not (await alice.submit()).trouble
    await alice.waits_for(lambda: any("WB-1" in m.text for m in alice.sees("teamsync")))
