"""Towards the app: signed HTTP or Socket Mode, and three seconds to answer."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlencode

import aiohttp
from slack_sdk.signature import SignatureVerifier

from playground.installation import Installation
from playground.sockets import Sockets
from playground.things import Json
from playground.traffic import Traffic
from playground.world import Clock

ACK_SECONDS = 3.0

_OK = 200
_FIRST_ERROR = 300

Kind = Literal["slash_commands", "interactive", "events_api"]


@dataclass(frozen=True)
class Envelope:
    """Something that goes to the app."""

    kind: Kind
    name: str
    """What the traffic calls it."""
    payload: Json
    retry: int = 0
    reason: str = ""
    """Why an event comes again: "http_timeout", "http_error", "connection_failed"."""


@dataclass(frozen=True)
class Ack:
    """The app's answer."""

    status: int = 0
    body: Any = None
    trouble: str | None = None
    """None if all is well; otherwise "http_timeout", "http_error" or "connection_failed"."""
    retry_wanted: bool = True


class Delivery:
    """Carries envelopes by whichever road the app is connected."""

    def __init__(self, installation: Installation, traffic: Traffic, clock: Clock) -> None:
        self.request_url: str | None = None
        """Where signed HTTP goes; Socket Mode comes first if a socket is open."""
        self.ack_seconds = ACK_SECONDS
        self.sockets = Sockets()
        self._installation = installation
        self._traffic = traffic
        self._clock = clock
        self._session: aiohttp.ClientSession | None = None

    @property
    def is_connected(self) -> bool:
        """Whether there is a road to the app."""
        return self.request_url is not None or self.sockets.any_open

    async def carry(self, envelope: Envelope) -> Ack:
        """Deliver an envelope and wait for the answer; trouble is told, never raised."""
        with self._traffic.exchange("to_app", envelope.name, envelope.payload) as record:
            try:
                async with asyncio.timeout(self.ack_seconds):
                    ack = await self._send(envelope)
            except TimeoutError:
                ack = Ack(trouble="http_timeout")
            except aiohttp.ClientError:
                ack = Ack(trouble="connection_failed")
            record.status, record.answer, record.trouble = ack.status, ack.body, ack.trouble
        return ack

    async def close(self) -> None:
        """Close every connection to the app."""
        await self.sockets.close()
        if self._session is not None:
            await self._session.close()

    async def _send(self, envelope: Envelope) -> Ack:
        if self.sockets.any_open:
            body = await self.sockets.send(_socket_json(envelope))
            return Ack(_OK, body)
        if self.request_url is None:
            return Ack(trouble="connection_failed")
        return await self._post(self.request_url, envelope)

    async def _post(self, url: str, envelope: Envelope) -> Ack:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                trust_env=False, connector=aiohttp.TCPConnector(limit=0)
            )
        body, content_type = _encode(envelope)
        headers = self._signed(body) | {"Content-Type": content_type}
        if envelope.retry:
            headers |= {
                "X-Slack-Retry-Num": str(envelope.retry),
                "X-Slack-Retry-Reason": envelope.reason,
            }
        async with self._session.post(url, data=body.encode(), headers=headers) as answer:
            text = await answer.text()
            trouble = "http_error" if answer.status >= _FIRST_ERROR else None
            wanted = answer.headers.get("X-Slack-No-Retry") != "1"
            return Ack(answer.status, _decode(text, answer.content_type), trouble, wanted)

    def _signed(self, body: str) -> dict[str, str]:
        timestamp = str(int(self._clock.now().timestamp()))
        verifier = SignatureVerifier(self._installation.signing_secret)
        signature = verifier.generate_signature(timestamp=timestamp, body=body) or ""
        return {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": signature}


def _encode(envelope: Envelope) -> tuple[str, str]:
    form = "application/x-www-form-urlencoded"
    if envelope.kind == "slash_commands":
        return urlencode(envelope.payload), form
    if envelope.kind == "interactive":
        return urlencode({"payload": json.dumps(envelope.payload)}), form
    return json.dumps(envelope.payload), "application/json"


def _decode(text: str, content_type: str) -> Any:
    if not text.strip():
        return None
    if content_type == "application/json":
        try:
            return json.loads(text)
        except ValueError:
            return text
    return text


def _socket_json(envelope: Envelope) -> Mapping[str, Any]:
    body: Json = {
        "type": envelope.kind,
        "payload": envelope.payload,
        "accepts_response_payload": envelope.kind != "events_api",
    }
    if envelope.kind == "events_api":
        body |= {"retry_attempt": envelope.retry, "retry_reason": envelope.reason}
    return body
