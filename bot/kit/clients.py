"""Slack's Web API: one client a workspace, over two shared connection pools.

Bolt and slack_sdk open a connection for every call unless they are given a session, and
slack_sdk's default retries can post a message twice (slack.md, "Traps"): retrying is the
outbox's business, which knows what was sent.
"""

from types import TracebackType
from typing import Self

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

ANSWER_SECONDS = 2.5
"""For calls that answer a click: a trigger dies after three seconds."""

DELIVERY_SECONDS = 10.0
"""For calls of the outbox, which nobody waits for."""


class Clients:
    """Makes Slack clients; open it in the running event loop, close it at the end."""

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url
        self._answering = _session(ANSWER_SECONDS)
        self._delivering = _session(DELIVERY_SECONDS)

    def answering(self, token: str | None) -> AsyncWebClient:
        """Return a client for what answers a person who just clicked."""
        return self._client(token, self._answering)

    def delivering(self, token: str | None) -> AsyncWebClient:
        """Return a client for the outbox, and for what may take a little longer."""
        return self._client(token, self._delivering)

    def _client(self, token: str | None, session: aiohttp.ClientSession) -> AsyncWebClient:
        return AsyncWebClient(
            token=token, base_url=self.base_url, session=session, retry_handlers=[]
        )

    async def close(self) -> None:
        """Close all connections."""
        await self._answering.close()
        await self._delivering.close()

    async def __aenter__(self) -> Self:
        """Hand itself over, open."""
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close all connections."""
        await self.close()


def _session(seconds: float) -> aiohttp.ClientSession:
    return aiohttp.ClientSession(
        timeout=aiohttp.ClientTimeout(total=seconds),
        connector=aiohttp.TCPConnector(limit=100, keepalive_timeout=30),
        trust_env=False,
    )
