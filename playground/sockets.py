"""Socket Mode: up to ten connections, each envelope to one of them, again if nobody answers."""

import asyncio
import json
import secrets
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

MOST = 10
"""Connections an app can have."""

_HEX_BYTES = 16
_POLICY_VIOLATION = 1008


class LostError(Exception):
    """A connection closed before the app answered."""


class Sockets:
    """The app's open connections."""

    def __init__(self) -> None:
        self._open: list[WebSocket] = []
        self._tickets: set[str] = set()
        self._waiting: dict[str, tuple[WebSocket, asyncio.Future[Any]]] = {}
        self._turn = 0
        self._connected = asyncio.Event()

    @property
    def any_open(self) -> bool:
        """Whether the app is connected."""
        return bool(self._open)

    @property
    def count(self) -> int:
        """How many connections are open."""
        return len(self._open)

    def ticket(self) -> str:
        """Return the right to connect once, for the URL of `apps.connections.open`."""
        ticket = secrets.token_hex(_HEX_BYTES)
        self._tickets.add(ticket)
        return ticket

    async def serve(self, socket: WebSocket, app_id: str) -> None:
        """Take a connection and read answers until it ends."""
        ticket = socket.query_params.get("ticket", "")
        await socket.accept()
        if ticket not in self._tickets or len(self._open) >= MOST:
            await socket.close(_POLICY_VIOLATION)
            return
        self._tickets.discard(ticket)
        await socket.send_json(self._hello(app_id))
        self._open.append(socket)
        self._connected.set()
        try:
            while True:
                self._take(await socket.receive_text())
        except WebSocketDisconnect:
            pass
        finally:
            self._forget(socket)

    async def send(self, envelope: Mapping[str, Any]) -> Any:
        """Send an envelope down one connection and return the payload of the answer.

        If that connection closes unanswered, the next one gets it. Raises nothing while there is
        a connection left; waits for a new one otherwise, so long as the caller has patience.
        """
        while True:
            await self._connected.wait()
            self._turn += 1
            socket = self._open[self._turn % len(self._open)]
            envelope_id = str(uuid4())
            answered: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
            self._waiting[envelope_id] = socket, answered
            try:
                await socket.send_json({"envelope_id": envelope_id, **envelope})
                return await answered
            except (LostError, RuntimeError, WebSocketDisconnect):
                self._forget(socket)
            finally:
                self._waiting.pop(envelope_id, None)

    async def refresh(self) -> None:
        """Ask the app to connect anew, as Slack does every few hours, and hang up."""
        for socket in list(self._open):
            await socket.send_json(
                {"type": "disconnect", "reason": "refresh_requested", "debug_info": {}}
            )
            await self._hang_up(socket)

    async def close(self) -> None:
        """Hang up on every connection."""
        for socket in list(self._open):
            await self._hang_up(socket)

    async def _hang_up(self, socket: WebSocket) -> None:
        self._forget(socket)
        if socket.application_state is not WebSocketState.DISCONNECTED:
            await socket.close()

    def _hello(self, app_id: str) -> Mapping[str, Any]:
        return {
            "type": "hello",
            "num_connections": len(self._open) + 1,
            "connection_info": {"app_id": app_id},
            "debug_info": {"host": "playground", "approximate_connection_time": 18060},
        }

    def _take(self, text: str) -> None:
        try:
            answer = json.loads(text)
        except ValueError:
            return
        waiting = self._waiting.get(str(answer.get("envelope_id")))
        if waiting is not None and not waiting[1].done():
            waiting[1].set_result(answer.get("payload"))

    def _forget(self, socket: WebSocket) -> None:
        if socket in self._open:
            self._open.remove(socket)
        if not self._open:
            self._connected.clear()
        for owner, answered in list(self._waiting.values()):
            if owner is socket and not answered.done():
                answered.set_exception(LostError())
