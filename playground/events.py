"""Events: what the app hears of what happens, if it subscribed to it and may see it."""

import asyncio
from collections.abc import Coroutine, Sequence
from dataclasses import replace
from typing import Any

from playground.delivery import Delivery, Envelope
from playground.faults import EVENTS, Faults
from playground.installation import Installation
from playground.shapes import seconds
from playground.things import Channel, Json
from playground.world import World

RETRY_SECONDS = (0.0, 60.0, 300.0)
"""Slack's: at once, after a minute, after five."""

_MESSAGE_EVENTS = {"public": "message.channels", "private": "message.groups", "im": "message.im"}

_ALWAYS = {"app_uninstalled", "tokens_revoked"}
"""An app that is gone has to know, in this playground whether it subscribed or not."""


class Events:
    """Sends events, again and again if need be."""

    def __init__(
        self, world: World, installation: Installation, delivery: Delivery, faults: Faults
    ) -> None:
        self.retry_seconds: Sequence[float] = RETRY_SECONDS
        self._world = world
        self._installation = installation
        self._delivery = delivery
        self._faults = faults
        self._held: Envelope | None = None
        self._running: set[asyncio.Task[None]] = set()

    async def emit(self, event: Json, channel: Channel | None = None) -> None:
        """Deliver an event; come back after the first attempt, retries go on behind."""
        if not self._is_wanted(event, channel):
            return
        envelope = self._envelope(event)
        fault = self._faults.take(EVENTS)
        match fault.kind if fault else None:
            case "drop":
                return
            case "swap" if self._held is None:
                self._held = envelope
                return
            case "duplicate":
                await self._attempt(envelope)
        await self._attempt(envelope)
        if self._held is not None:
            held, self._held = self._held, None
            await self._attempt(held)

    def emit_later(self, event: Json, channel: Channel | None = None) -> None:
        """Deliver an event while whoever caused it goes on: the app, in most cases."""
        self._behind(self.emit(event, channel))

    async def settle(self) -> None:
        """Wait until no delivery is under way or due."""
        while self._running:
            await asyncio.wait(set(self._running))

    async def close(self) -> None:
        """Give up what is under way."""
        for task in list(self._running):
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)

    def _is_wanted(self, event: Json, channel: Channel | None) -> bool:
        if channel is not None and self._world.bot_user not in channel.members:
            return False
        name = str(event["type"])
        if name == "message" and channel is not None:
            name = _MESSAGE_EVENTS[channel.kind]
        return name in self._installation.events or name in _ALWAYS

    def _envelope(self, event: Json) -> Envelope:
        world, app = self._world, self._installation
        moment = seconds(world.now())
        return Envelope(
            "events_api",
            str(event["type"]),
            {
                "token": app.verification_token,
                "team_id": world.workspace.id,
                "api_app_id": app.app_id,
                "event": {"event_ts": f"{world.now().timestamp():.6f}"} | event,
                "type": "event_callback",
                "event_id": world.new_id("Ev"),
                "event_time": moment,
                "authorizations": [
                    {
                        "enterprise_id": world.workspace.org,
                        "team_id": None if world.workspace.org else world.workspace.id,
                        "user_id": world.bot_user,
                        "is_bot": True,
                        "is_enterprise_install": world.workspace.org is not None,
                    }
                ],
                "is_ext_shared_channel": False,
            },
        )

    async def _attempt(self, envelope: Envelope) -> None:
        ack = await self._delivery.carry(envelope)
        if ack.trouble and ack.retry_wanted and self._delivery.is_connected:
            self._behind(self._retry(envelope, ack.trouble))

    async def _retry(self, envelope: Envelope, reason: str) -> None:
        for number, pause in enumerate(self.retry_seconds, start=1):
            await asyncio.sleep(pause)
            ack = await self._delivery.carry(replace(envelope, retry=number, reason=reason))
            if not ack.trouble or not ack.retry_wanted:
                return
            reason = ack.trouble

    def _behind(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._running.add(task)
        task.add_done_callback(self._running.discard)
