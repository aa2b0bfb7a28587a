"""`workback run` that is asked to stop: it answers what is in flight, then ends with 0."""

import asyncio
import signal

import aiohttp
import pytest
from cryptography.fernet import Fernet

from playground.server import Playground
from tests.bot.cli.processes import Desk

pytestmark = pytest.mark.processes


async def test_a_request_in_flight_is_answered_before_the_end(
    desk: Desk, slack: Playground
) -> None:
    alice = slack.person("alice")
    async with desk.running("run") as bot:
        slack.connect_http(f"{await bot.stands()}/slack/events")
        slack.faults.delay("views.open", 1.0, times=1)
        asking = asyncio.create_task(alice.command("/press-release", channel="teamsync"))
        await slack.until(lambda: slack.traffic.calls("views.open"))
        bot.terminate()
        assert not (await asking).trouble
        assert alice.has_modal
        assert await bot.ended(within=10) == 0


async def test_a_request_in_flight_is_answered_over_the_socket_too(
    desk: Desk, slack: Playground
) -> None:
    alice = slack.person("alice")
    async with desk.running("run", SLACK_APP_TOKEN=slack.app_token) as bot:
        await slack.until(lambda: slack.is_connected, timeout=30)
        slack.faults.delay("views.open", 1.0, times=1)
        asking = asyncio.create_task(alice.command("/press-release", channel="teamsync"))
        await slack.until(lambda: slack.traffic.calls("views.open"))
        bot.terminate()
        assert not (await asking).trouble
        assert alice.has_modal
        assert await bot.ended(within=10) == 0


async def test_ctrl_c_stops_and_what_hangs_is_not_waited_for(desk: Desk, slack: Playground) -> None:
    slack.faults.hang("chat.postMessage")
    alice = slack.person("alice")
    async with desk.running("run", STOP_SECONDS="0.5") as bot:
        slack.connect_http(f"{await bot.stands()}/slack/events")
        await alice.command("/press-release", channel="teamsync")
        await alice.fill(headline="Held for ever")
        await alice.submit()
        await slack.until(lambda: slack.traffic.calls("chat.postMessage"))
        bot.terminate(signal.SIGINT)
        assert await bot.ended(within=6) == 0


async def test_a_stop_while_it_starts(desk: Desk, slack: Playground) -> None:
    slack.faults.hang("auth.test")
    async with desk.running("run") as bot:
        await slack.until(lambda: slack.traffic.calls("auth.test"), timeout=30)
        bot.terminate()
        assert await bot.ended(within=6) == 0


async def test_many_workspaces_install_with_settings_of_the_environment(
    desk: Desk, slack: Playground
) -> None:
    """Bolt reads the same names by itself: it must not begin to install in its own way."""
    app, alice = slack.installation, slack.person("alice")
    settings = {
        "SLACK_BOT_TOKEN": None,
        "SLACK_CLIENT_ID": app.client_id,
        "SLACK_CLIENT_SECRET": app.client_secret,
        "ENCRYPTION_KEY": Fernet.generate_key().decode(),
    }
    async with desk.running("run", **settings) as bot, aiohttp.ClientSession() as browser:
        address = await bot.stands()
        slack.connect_http(f"{address}/slack/events")
        async with browser.get(f"{address}/slack/install") as page:
            assert page.status == 200
        await alice.command("/workback", channel="teamsync")
        assert "no longer installed" in alice.told("teamsync").text
        bot.terminate()
        assert await bot.ended(within=10) == 0
    assert [path.name for path in desk.folder.iterdir()] == []
