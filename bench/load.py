"""Signed requests over many connections, and how long each took.

The client is as thin as it can be, because what it costs is added to both sides of a comparison
and hides the difference.
"""

import asyncio
import json
import random
import re
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Self, cast
from urllib.parse import urlencode

from slack_sdk.signature import SignatureVerifier

_LENGTH = re.compile(rb"content-length: (\d+)", re.IGNORECASE)

Request = Callable[[], bytes]
"""Makes the next request, whole, as it goes over the wire."""


def command(secret: str, text: str, **fields: str) -> bytes:
    """Return a signed `/workback` with these words."""
    told = {"command": "/workback", "text": text, "user_id": "U01ALICE", "user_name": "alice"}
    told |= {"team_id": "T01ACME", "channel_id": "C01TEAMSYNC", "channel_name": "teamsync"}
    told |= {"trigger_id": "1.2.3", "response_url": "http://127.0.0.1:9/"}
    return _signed(secret, urlencode(told | fields), "application/x-www-form-urlencoded")


def event(secret: str, told: dict[str, str]) -> bytes:
    """Return a signed event."""
    body = {"type": "event_callback", "team_id": "T01ACME", "api_app_id": "A0", "event": told}
    return _signed(secret, json.dumps(body), "application/json")


def _signed(secret: str, body: str, kind: str) -> bytes:
    stamp = str(int(time.time()))  # noqa: TID251  (the signature's, as Slack's clock would say)
    signature = SignatureVerifier(secret).generate_signature(timestamp=stamp, body=body)
    return (
        "POST /slack/events HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: */*\r\n"
        "User-Agent: Slackbot 1.0 (+https://api.slack.com/robots)\r\n"
        f"Content-Type: {kind}\r\n"
        f"X-Slack-Request-Timestamp: {stamp}\r\nX-Slack-Signature: {signature}\r\n"
        f"Content-Length: {len(body)}\r\n\r\n{body}"
    ).encode()


class Connection(asyncio.Protocol):
    """One connection that stays open; one request at a time."""

    def __init__(self) -> None:
        self._came = bytearray()
        self._answer: asyncio.Future[bytes] | None = None
        self._transport: asyncio.Transport | None = None

    @classmethod
    async def to(cls, port: int) -> Self:
        """Connect to a port of the loopback."""
        loop = asyncio.get_running_loop()
        _, connection = await loop.create_connection(cls, "127.0.0.1", port)
        return connection

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember where to write."""
        self._transport = cast("asyncio.Transport", transport)  # uvloop's is none by type

    def data_received(self, data: bytes) -> None:
        """Collect an answer until it is whole."""
        self._came += data
        head = self._came.find(b"\r\n\r\n")
        length = _LENGTH.search(self._came) if head >= 0 else None
        if length and len(self._came) >= head + 4 + int(length[1]):
            whole, self._came = bytes(self._came), bytearray()
            if self._answer is not None:
                self._answer.set_result(whole)

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell who waits that no answer will come."""
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(exc or ConnectionResetError())

    async def ask(self, request: bytes) -> bytes:
        """Send a request and return the whole answer."""
        assert self._transport is not None
        self._answer = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        return await self._answer

    def close(self) -> None:
        """Hang up."""
        if self._transport is not None:
            self._transport.close()


async def burst(
    lines: list[Connection],
    request: Request,
    *,
    requests: int,
    expects: bytes = b"",
    pause: float = 0.0,
) -> list[float]:
    """Return the milliseconds of each of so many requests over these connections.

    With a `pause`, each connection waits about so many seconds before it asks again.
    """
    taken: list[float] = []
    waiting = iter(range(requests))

    async def one_after_the_other(line: Connection) -> None:
        for _ in waiting:
            await asyncio.sleep(random.uniform(0, 2 * pause))  # noqa: S311  (people, not secrets)
            asked = request()
            started = time.perf_counter()
            answer = await line.ask(asked)
            taken.append((time.perf_counter() - started) * 1000)
            assert answer.startswith(b"HTTP/1.1 200"), answer
            assert expects in answer, answer

    await asyncio.gather(*(one_after_the_other(line) for line in lines))
    return taken


@asynccontextmanager
async def lines_to(port: int, connections: int) -> AsyncIterator[list[Connection]]:
    """Open so many connections."""
    lines = [await Connection.to(port) for _ in range(connections)]
    try:
        yield lines
    finally:
        for line in lines:
            line.close()


async def in_turn(
    ours: int,
    beside: int,
    request: Request,
    *,
    connections: int,
    rounds: int,
    requests: int,
    expects: bytes = b"",
) -> tuple[list[float], list[float]]:
    """Ask two servers in small rounds by turns: a machine whose speed drifts slows both alike.

    The first round is not counted: a server takes one new connection at a time from the queue, and
    that wait would drown the rest.
    """
    taken: tuple[list[float], list[float]] = ([], [])
    async with lines_to(ours, connections) as to_ours, lines_to(beside, connections) as to_beside:
        for measured in range(rounds + 1):
            for lines, all_taken in zip((to_ours, to_beside), taken, strict=True):
                found = await burst(lines, request, requests=requests, expects=expects)
                if measured:
                    all_taken.extend(found)
    return taken
