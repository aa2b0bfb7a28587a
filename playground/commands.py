"""`workback play` and `workback seed`: the playground with the real bot in it."""

import asyncio
import contextlib
import signal
import tempfile
import webbrowser
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
import yaml

from bot import logs
from bot.clock import MovableClock
from bot.config import Settings, WrongSettings, read_settings
from bot.door import create_app
from playground.seed import fill
from playground.server import Playground
from playground.serving import LoopServer
from playground.world import World
from storage.database import Database
from storage.migrate import migrate

SAVE_SECONDS = 2.0
"""How often a changed world is written to the data folder."""

WORLD = "world.json"


def play(
    port: Annotated[int, typer.Option(help="Where the page stands; 0: any free port.")] = 8642,
    data: Annotated[
        Path | None, typer.Option(help="A folder that keeps everything; without it, nothing stays.")
    ] = None,
    *,
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help="Do not open the page in a browser.")
    ] = False,
) -> None:
    """Open a Slack on this machine with Workback in it; no account and no token needed."""
    with _folder(data) as folder:
        asyncio.run(_play(folder, port, no_browser=no_browser))


def seed(
    data: Annotated[
        Path, typer.Option(help="The folder to fill; `workback play --data` opens it.")
    ],
) -> None:
    """Fill a folder with a lived-in workspace."""
    data.mkdir(parents=True, exist_ok=True)
    asyncio.run(_seed(data))
    typer.echo(f"Filled. Open it with: workback play --data {data}")


async def _seed(folder: Path) -> None:
    async with town(folder):
        pass


@contextlib.contextmanager
def _folder(data: Path | None) -> Any:
    if data is None:
        with tempfile.TemporaryDirectory(prefix="workback-") as passing:
            yield Path(passing)
    else:
        data.mkdir(parents=True, exist_ok=True)
        yield data


async def _play(folder: Path, port: int, *, no_browser: bool) -> None:
    from playground.web import Site

    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    async with town(folder) as slack:
        site = Site(slack, port=port)
        try:
            await site.open()
        except OSError as fault:
            sentence = f"Port {port} is taken. Choose another one: workback play --port 8700"
            raise WrongSettings([sentence]) from fault
        typer.echo(f"The playground stands at {site.address}  (Ctrl+C ends it)")
        if not no_browser:
            webbrowser.open(site.address)
        saving = asyncio.create_task(_keep(slack, folder))
        await stop.wait()
        saving.cancel()
        await site.close()


@asynccontextmanager
async def town(folder: Path) -> AsyncIterator[Playground]:
    """Start Slack and the bot over loopback HTTP; a new workspace is filled by its people."""
    clock = MovableClock()
    known = folder / WORLD
    world = World.load(known.read_text(encoding="utf-8"), clock) if known.exists() else None
    async with AsyncExitStack() as stack:
        slack = await stack.enter_async_context(Playground(manifest(), clock=clock, world=world))
        settings = await _settings(slack, folder)
        logs.configure(settings)
        bot = LoopServer(create_app(settings, clock), lifespan="on")
        await bot.open()
        stack.push_async_callback(bot.close)
        slack.connect_http(f"{bot.address}/slack/events")
        if world is None:
            await fill(slack, clock)
        try:
            yield slack
        finally:
            known.write_text(slack.world.dump(), encoding="utf-8")


async def _settings(slack: Playground, folder: Path) -> Settings:
    settings = read_settings(
        env_file=None,
        slack_bot_token=slack.bot_token,
        slack_signing_secret=slack.signing_secret,
        slack_app_token=None,
        slack_client_id=None,
        slack_client_secret=None,
        slack_api_url=slack.api_url,
        database_url=f"sqlite:///{folder / 'workback.db'}",
        log_level="warning",
        posts_per_second=50,  # this Slack is nobody else's, and nobody likes to wait
    )
    database = Database(settings.database_url)
    await migrate(database)
    await database.close()
    return settings


async def _keep(slack: Playground, folder: Path) -> None:
    """Write the world to the folder now and then, so that a crash loses seconds only."""
    while True:
        await asyncio.sleep(SAVE_SECONDS)
        (folder / WORLD).write_text(slack.world.dump(), encoding="utf-8")


def manifest() -> dict[str, Any]:
    """Return the app's manifest, which stands beside the packages."""
    path = Path(__file__).parents[1] / "manifest.yml"
    if not path.exists():
        raise WrongSettings(["manifest.yml is missing: play from a checkout of the repository."])
    read: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return read
