"""Serving the bot as a process, and opening its database for a command."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from typing import Any

import uvicorn
from starlette.applications import Starlette

from bot import logs
from bot.config import Settings, WrongSettings
from bot.door import create_app
from storage.database import Database
from storage.migrate import current, migrate


class Server(uvicorn.Server):
    """Uvicorn, which remembers why the house could not open."""

    def __init__(self, app: Starlette, settings: Settings) -> None:
        config = uvicorn.Config(
            app,
            host=settings.host,
            port=settings.port,
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=int(settings.stop_seconds),
        )
        super().__init__(config)


def run(settings: Settings, *, migrate_first: bool) -> None:
    """Serve until a signal says stop; a house that cannot open exits with its sentences."""
    logs.configure(settings)
    if migrate_first or settings.database_url.startswith("sqlite"):
        asyncio.run(bring_to(settings.database_url, "head"))
    app = create_app(settings)
    server = Server(app, settings)
    server.run()
    wrong: WrongSettings | None = getattr(app.state, "wrong", None)
    if wrong is not None:
        raise wrong
    if not server.started:
        sys.exit(1)


async def bring_to(url: str, revision: str) -> str:
    """Migrate a database and return the revision it has then."""

    async def go(database: Database) -> str:
        await migrate(database, revision)
        return await current(database)

    reached: str = await with_database(url, go)
    return reached


async def with_database(url: str, act: Callable[[Database], Awaitable[Any]]) -> Any:
    """Open a database, do something with it, and close it."""
    database = Database(url)
    try:
        return await act(database)
    finally:
        await database.close()
