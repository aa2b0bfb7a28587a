"""Serving an ASGI application inside an event loop that somebody else runs."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

import uvicorn

HOST = "127.0.0.1"

_GRACE_SECONDS = 1

_ROUNDS = 3
"""Rounds of the event loop in which a connection that was closed is gone."""


class LoopServer(uvicorn.Server):
    """Uvicorn on a loopback port, started and stopped like any other part. Signals stay others'."""

    def __init__(self, app: Any, port: int = 0, lifespan: Literal["on", "off"] = "off") -> None:
        config = uvicorn.Config(
            app,
            lifespan=lifespan,
            log_config=None,
            log_level="critical",
            access_log=False,
            date_header=False,
            timeout_graceful_shutdown=_GRACE_SECONDS,
        )
        super().__init__(config)
        self._port = port
        self._ready = asyncio.Event()
        self._stopping = asyncio.Event()
        self._serving: asyncio.Task[None] | None = None
        self.address = ""
        """ "http://127.0.0.1:" and a port, once it is open."""

    async def open(self) -> None:
        """Take the port and serve.

        Raises OSError if the port is taken, RuntimeError if the application does not start.
        """
        listening = socket.create_server((HOST, self._port))
        self.address = f"http://{HOST}:{listening.getsockname()[1]}"
        self._serving = asyncio.get_running_loop().create_task(self.serve(sockets=[listening]))
        await self._ready.wait()
        if not self.started:
            raise RuntimeError("The application did not start.")

    async def close(self) -> None:
        """Let what is under way end, for a second at most, and give the port back."""
        self._stopping.set()
        if self._serving is not None:
            await self._serving

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and say so. Where the application does not, Uvicorn would end the process."""
        try:
            await super().startup(sockets)
        except SystemExit:
            self.should_exit = True
        finally:
            self._ready.set()

    async def main_loop(self) -> None:
        """Wait for the end; Uvicorn's own loop looks for it every tenth of a second."""
        await self._stopping.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Close what is idle, and be done if nothing else is under way.

        Uvicorn itself sleeps a tenth of a second before it looks, in each of a thousand tests.
        """
        for listening in (*self.servers, *(sockets or ())):
            listening.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        for _ in range(_ROUNDS):
            await asyncio.sleep(0)
        if self.server_state.connections or self.server_state.tasks:
            await super().shutdown(sockets)
        else:
            await self.lifespan.shutdown()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals alone."""
        yield
