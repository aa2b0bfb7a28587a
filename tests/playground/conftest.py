"""A running playground, a client, and a small app connected to it."""

from collections.abc import AsyncIterator

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import MovableClock
from playground.person import Actor
from playground.server import Playground
from tests.playground.small_app import MANIFEST, SmallApp, served


@pytest.fixture
async def clock() -> MovableClock:
    return MovableClock()


@pytest.fixture
async def slack(clock: MovableClock) -> AsyncIterator[Playground]:
    async with Playground(MANIFEST, clock=clock) as running:
        yield running


@pytest.fixture
async def app(slack: Playground) -> AsyncIterator[SmallApp]:
    async with served(SmallApp(slack)) as running:
        yield running


@pytest.fixture
async def client(slack: Playground) -> AsyncWebClient:
    return AsyncWebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[])


@pytest.fixture
async def alice(slack: Playground) -> Actor:
    return slack.person("alice")


@pytest.fixture
async def bob(slack: Playground) -> Actor:
    return slack.person("bob")
