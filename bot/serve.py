"""Serving the bot as a process, and opening its database for a command."""

import asyncio
import errno
import gc
import os
import signal
import socket
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import structlog
import uvicorn

from bot import logs, schema
from bot.config import Settings, WrongSettings
from bot.door import create_app
from bot.house import House, opened
from storage.database import Database
from storage.migrate import current, migrate

READ_BY_BOLT = ("SLACK_BOT_TOKEN", "SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET")
"""Bolt looks for these by itself, and would begin to authorise and install in its own way."""

log = structlog.get_logger()


class Server(uvicorn.Server):
    """Uvicorn around a house that stands already; to be stopped by a signal is no failure."""

    def __init__(self, settings: Settings) -> None:
        self._app = create_app(settings)
        config = uvicorn.Config(
            self._app,
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=settings.stop_seconds,  # type: ignore[arg-type]  # a timeout
        )
        super().__init__(config)
        self._house: House | None = None

    async def around(self, house: House, listening: socket.socket) -> None:
        """Serve until a signal says stop, and answer what is in flight."""
        self._house = self._app.state.house = house
        await self.serve(sockets=[listening])

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Let requests in, and say where."""
        await super().startup(sockets)
        for listening in sockets or []:
            host, port = listening.getsockname()[:2]
            log.info("listening", address=f"http://{host}:{port}")

    def ask_to_stop(self, number: int, opening: asyncio.Task[Any] | None) -> None:
        """Stop; a second Ctrl+C does not wait for what is in flight."""
        if self._house is not None:
            self.handle_exit(number, None)
            self._house.begin_to_stop()
        elif opening is not None:
            opening.cancel()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals to `ask_to_stop`: Uvicorn would raise them again at the end."""
        yield


def run(settings: Settings, *, migrate_first: bool) -> None:
    """Serve until a signal says stop. Raises WrongSettings for a house that cannot open."""
    logs.configure(settings)
    for name in READ_BY_BOLT:
        os.environ.pop(name, None)
    server = Server(settings)
    with (
        _listening(settings) as listening,
        asyncio.Runner(loop_factory=server.config.get_loop_factory()) as runner,
        suppress(asyncio.CancelledError),  # a signal came before the house was open
    ):
        runner.run(_serve(server, settings, listening, migrate_first=migrate_first))


async def _serve(
    server: Server, settings: Settings, listening: socket.socket, *, migrate_first: bool
) -> None:
    loop = asyncio.get_running_loop()
    opening = asyncio.current_task()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, server.ask_to_stop, number, opening)
    if migrate_first or settings.database_url.startswith("sqlite"):
        await bring_to(settings.database_url, "head")
    async with opened(settings) as house:
        freeze()
        await server.around(house, listening)


def freeze() -> None:
    """Let the collector pass over what stands for ever: else it is 80 ms in one act's way."""
    gc.collect()
    gc.freeze()


def _listening(settings: Settings) -> socket.socket:
    """Take the port; nobody is let in before the house is open."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listening = socket.socket(family)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((settings.host, settings.port))
    except OSError as fault:
        listening.close()
        raise WrongSettings([_no_port(settings, fault)]) from fault
    return listening


def _no_port(settings: Settings, fault: OSError) -> str:
    if fault.errno == errno.EADDRINUSE:
        return f"Port {settings.port} of {settings.host} is taken. Set PORT to another one."
    if fault.errno == errno.EACCES:
        return f"Port {settings.port} needs more rights than this user has. Set PORT above 1023."
    return f"HOST {settings.host} is no address of this machine. Set HOST, for example 0.0.0.0."


async def bring_to(url: str, revision: str) -> str:
    """Migrate a database and return the revision it has then. Raises WrongSettings."""

    async def go(database: Database) -> str:
        await migrate(database, revision)
        return await current(database)

    reached: str = await with_database(url, go)
    return reached


async def with_database(url: str, act: Callable[[Database], Awaitable[Any]]) -> Any:
    """Open a database, do something with it, and close it. Raises WrongSettings."""
    database = Database(url)
    schema.open_file(database)
    try:
        async with schema.told():
            return await act(database)
    finally:
        await database.close()
