"""An app is let into a workspace by a page, with codes that work once."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import MovableClock
from playground.cast import GLOBEX, default_world
from playground.server import Playground
from tests.playground.refusing import refusal
from tests.playground.small_app import MANIFEST, SmallApp

BACK = "https://small.example/back"


@pytest.fixture(autouse=True)
def registered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(MANIFEST["oauth_config"], "redirect_urls", [BACK])


async def decide(
    slack: Playground, decision: str = "allow", team: str = "T01ACME", **asked: str
) -> tuple[int, Mapping[str, str]]:
    """Open the page and decide; return the status, and what the browser is sent back with."""
    query = {
        "client_id": slack.installation.client_id,
        "scope": "chat:write",
        "state": "s",
        **asked,
    }
    address = f"{slack.address}/oauth/v2/authorize"
    async with aiohttp.ClientSession() as browser:
        async with browser.get(address, params=query) as page:
            if page.status != 200:
                return page.status, {"error": await page.text()}
            assert "chat:write" in await page.text()
        form = {"decision": decision, "team": team}
        async with browser.post(address, params=query, data=form, allow_redirects=False) as answer:
            back = urlsplit(answer.headers["Location"])
    given = {key: values[0] for key, values in parse_qs(back.query).items()}
    return answer.status, given | {"to": f"{back.scheme}://{back.netloc}{back.path}"}


def exchange(slack: Playground, client: AsyncWebClient, code: str, **more: Any) -> Any:
    app = slack.installation
    given = {"client_id": app.client_id, "client_secret": app.client_secret, "code": code}
    return client.oauth_v2_access(**(given | more))


async def test_a_code_is_exchanged_once(slack: Playground, client: AsyncWebClient) -> None:
    status, given = await decide(slack)
    assert (status, given["state"], given["to"]) == (303, "s", BACK)
    granted = await exchange(slack, client, given["code"])
    assert granted["access_token"] == slack.bot_token
    again = await refusal(exchange(slack, client, given["code"]))
    assert again["error"] == "invalid_code"


async def test_a_code_expires(
    slack: Playground, client: AsyncWebClient, clock: MovableClock
) -> None:
    _, given = await decide(slack)
    clock.move(timedelta(minutes=11))
    assert (await refusal(exchange(slack, client, given["code"])))["error"] == "invalid_code"


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"client_id": "2.2"}, "invalid_client_id"),
        ({"client_secret": "guessed"}, "bad_client_secret"),
        ({"redirect_uri": f"{BACK}/elsewhere"}, "bad_redirect_uri"),
        ({"redirect_uri": None}, "bad_redirect_uri"),
        ({"code": "guessed"}, "invalid_code"),
    ],
)
async def test_whoever_is_not_the_app_gets_no_token(
    slack: Playground, client: AsyncWebClient, wrong: dict[str, str | None], error: str
) -> None:
    _, given = await decide(slack, redirect_uri=BACK)
    right: dict[str, Any] = {"code": given["code"], "redirect_uri": BACK}
    assert (await refusal(exchange(slack, client, **(right | wrong))))["error"] == error
    assert (await exchange(slack, client, **right))["ok"]


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        ({"client_id": "2.2"}, "invalid_client_id"),
        ({"redirect_uri": "https://evil.example/back"}, "bad_redirect_uri"),
        ({"redirect_uri": f"{BACK}stage"}, "bad_redirect_uri"),
        ({"scope": "chat:write,admin"}, "invalid_scope"),
        ({"scope": ""}, "invalid_scope"),
    ],
)
async def test_the_page_asks_only_for_what_the_manifest_says(
    slack: Playground, asked: dict[str, str], error: str
) -> None:
    assert await decide(slack, **asked) == (400, {"error": error})


async def test_cancelling_sends_no_code(slack: Playground) -> None:
    _, given = await decide(slack, "cancel")
    assert given == {"error": "access_denied", "state": "s", "to": BACK}


async def test_a_token_that_was_revoked_never_comes_back(
    app: SmallApp, client: AsyncWebClient
) -> None:
    slack, old = app.slack, app.slack.bot_token
    ours = {"client_id": slack.installation.client_id, "client_secret": "guessed"}
    assert (await refusal(client.apps_uninstall(**ours)))["error"] == "bad_client_secret"
    await client.apps_uninstall(**(ours | {"client_secret": slack.installation.client_secret}))
    await slack.until(lambda: len(slack.traffic.deliveries()) == 2)
    told = {delivery.method for delivery in slack.traffic.deliveries()}
    assert told == {"tokens_revoked", "app_uninstalled"}
    assert (await refusal(client.auth_test()))["error"] == "account_inactive"
    _, given = await decide(slack)
    granted = await exchange(slack, client, given["code"])
    assert granted["access_token"] != old
    assert (await refusal(client.auth_test()))["error"] == "invalid_auth"


async def test_two_workspaces_have_a_token_each_and_one_web_api(slack: Playground) -> None:
    world = default_world(slack.clock, GLOBEX)
    async with Playground(MANIFEST, clock=slack.clock, world=world, beside=slack) as globex:
        client = AsyncWebClient(base_url=slack.api_url, retry_handlers=[])
        _, given = await decide(slack, team="T02GLOBEX")
        granted = await exchange(slack, client, given["code"])
        assert (granted["team"]["id"], granted["access_token"]) == ("T02GLOBEX", globex.bot_token)
        assert globex.bot_token != slack.bot_token
        for space in (slack, globex):
            asked = AsyncWebClient(space.bot_token, base_url=slack.api_url, retry_handlers=[])
            await asked.chat_postMessage(channel="C01TEAMSYNC", text=space.world.workspace.name)
        assert [m.text for m in slack.person("alice").sees("teamsync")] == ["Acme"]
        assert [m.text for m in globex.person("alice").sees("teamsync")] == ["Globex"]
