"""Response URLs: five answers in thirty minutes to what somebody did."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from playground.refusals import SlackError
from playground.world import Clock

LIFE = timedelta(minutes=30)
USES = 5

_HEX_BYTES = 16

_REMEMBERED = 5_000
"""Older ones become unknown, so that a long bench does not fill the memory."""


@dataclass
class ResponseUrl:
    """Where an answer goes: to whom, and which message it may replace."""

    person: str
    channel: str
    issued: datetime
    message_ts: str | None = None
    uses: int = 0


class ResponseUrls:
    """Gives out response URLs and counts their uses."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._issued: dict[str, ResponseUrl] = {}

    def issue(self, person: str, channel: str, message_ts: str | None = None) -> str:
        """Return the key of a new response URL: the last part of its path."""
        key = secrets.token_hex(_HEX_BYTES)
        self._issued[key] = ResponseUrl(person, channel, self._clock.now(), message_ts)
        if len(self._issued) > _REMEMBERED:
            del self._issued[next(iter(self._issued))]
        return key

    def use(self, key: str) -> ResponseUrl:
        """Count one use. Raises SlackError for a URL that is unknown, used up or too old."""
        url = self._issued.get(key)
        if url is None:
            raise SlackError("invalid_url")
        if self._clock.now() - url.issued > LIFE:
            raise SlackError("expired_url")
        if url.uses >= USES:
            raise SlackError("used_url")
        url.uses += 1
        return url
