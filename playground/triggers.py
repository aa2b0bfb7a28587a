"""Triggers: the right to open a modal, for three seconds and once."""

import secrets
import time
from dataclasses import dataclass

from playground.refusals import SlackError

LIFE_SECONDS = 3.0
"""Slack's; by a monotonic clock, so that moving the playground's clock spoils no click."""

_HEX_BYTES = 16

_REMEMBERED = 5_000
"""Older ones become unknown, so that a long bench does not fill the memory."""


@dataclass
class Trigger:
    """What a click allows, and whom."""

    person: str
    view_id: str | None
    """The modal the click was in, if it was in one."""
    channel: str | None
    """The channel the click was in, if it was in one."""
    issued: float
    used: bool = False


class Triggers:
    """Gives out triggers and takes them back."""

    def __init__(self, life_seconds: float = LIFE_SECONDS) -> None:
        self.life_seconds = life_seconds
        self._issued: dict[str, Trigger] = {}

    def issue(self, person: str, view_id: str | None = None, channel: str | None = None) -> str:
        """Return a new trigger id."""
        now = time.monotonic()
        trigger_id = f"1.1.{secrets.token_hex(_HEX_BYTES)}"
        self._issued[trigger_id] = Trigger(person, view_id, channel, now)
        if len(self._issued) > _REMEMBERED:
            del self._issued[next(iter(self._issued))]
        return trigger_id

    def redeem(self, trigger_id: str) -> Trigger:
        """Use a trigger up. Raises SlackError for one that is unknown, used or too old."""
        trigger = self._issued.get(trigger_id)
        if trigger is None:
            raise SlackError("invalid_trigger_id")
        if trigger.used:
            raise SlackError("exchanged_trigger_id")
        if time.monotonic() - trigger.issued > self.life_seconds:
            raise SlackError("expired_trigger_id")
        trigger.used = True
        return trigger
