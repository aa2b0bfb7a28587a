"""`workback play` and `workback seed`: the playground with the real bot in it."""

import asyncio
import contextlib
import json
import signal
import socket
import tempfile
import webbrowser
from collections.abc import AsyncIterator, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated, Any

import typer
import yaml

from bot import logs
from bot.clock import MovableClock
from bot.config import Settings, WrongSettings, read_settings
from bot.door import create_app
from bot.serve import bring_to
from playground.seed import fill
from playground.server import Playground
from playground.serving import HOST, LoopServer
from playground.waking import Waking
from playground.world import Clock, World

SAVE_SECONDS = 2.0
"""How often a changed world is written to the data folder."""

WORLD, DATABASE, CLOCK = "world.json", "workback.db", "clock.json"


def play(
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="Where the page stands; 0: any free port.")
    ] = 8642,
    data: Annotated[
        Path | None, typer.Option(help="A folder that keeps everything; without it, nothing stays.")
    ] = None,
    at: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M"], help="What the clock shows, in UTC."),
    ] = None,
    *,
    empty: Annotated[
        bool, typer.Option("--empty", help="Begin with people and channels only.")
    ] = False,
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help="Do not open the page in a browser.")
    ] = False,
) -> None:
    """Open a Slack on this machine with Workback in it; no account and no token needed."""
    _check_port(port)
    with _folder(data) as folder:
        _run(_play(folder, port, at, empty=empty, no_browser=no_browser))


def seed(
    data: Annotated[
        Path, typer.Option(help="The folder to fill; `workback play --data` opens it.")
    ],
) -> None:
    """Fill a folder with a lived-in workspace."""
    with _folder(data) as folder:
        if (folder / WORLD).exists():
            raise WrongSettings([f"{data} holds a workspace already. Choose another folder."])
        if not _run(_seed(folder)):
            raise WrongSettings(["Stopped before it was filled; nothing was kept."])
    typer.echo(f"Filled. Open it with: workback play --data {data}")


async def _seed(folder: Path) -> None:
    async with town(folder):
        pass


def _run(what: Coroutine[Any, Any, None]) -> bool:
    """Run something until it ends or a signal says stop; return whether it came to its end."""

    async def go() -> None:
        loop, task = asyncio.get_running_loop(), asyncio.create_task(what)
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, task.cancel)
        await task

    try:
        asyncio.run(go())
    except asyncio.CancelledError:
        return False
    return True


def _check_port(port: int) -> None:
    """Look whether the port is free before the workspace is filled, which takes a while."""
    try:
        socket.create_server((HOST, port)).close()
    except OSError as fault:
        raise _no_port(port) from fault


def _no_port(port: int) -> WrongSettings:
    return WrongSettings([f"Port {port} is taken. Choose another one: workback play --port 8700"])


@contextlib.contextmanager
def _folder(data: Path | None) -> Any:
    if data is None:
        with tempfile.TemporaryDirectory(prefix="workback-") as passing:
            yield Path(passing)
    else:
        try:
            data.mkdir(parents=True, exist_ok=True)
        except OSError as fault:
            raise WrongSettings([f"{data} cannot be a folder: {fault.strerror}."]) from fault
        yield data


async def _play(
    folder: Path, port: int, at: datetime | None, *, empty: bool, no_browser: bool
) -> None:
    async with town(folder, at, empty=empty) as slack:
        from playground.web import Site  # NiceGUI loads slowly: not for what cannot be opened

        site = Site(slack, port=port)
        try:
            await site.open()
        except OSError as fault:
            raise _no_port(port) from fault
        typer.echo(f"The playground stands at {site.address}  (Ctrl+C ends it)")
        if not no_browser:
            webbrowser.open(site.address)
        saving = asyncio.create_task(_keep(slack, folder, slack.clock))
        try:
            await saving
        finally:
            await site.close()


@asynccontextmanager
async def town(
    folder: Path, at: datetime | None = None, *, empty: bool = False
) -> AsyncIterator[Playground]:
    """Start Slack and the bot over loopback HTTP; a new workspace is filled by its people.

    `at` is what the clock shows at the beginning; without it, it goes on where it was.
    A folder never keeps half a workspace: what was not filled to its end is taken away again.
    """
    clock = MovableClock(_shift(folder))
    if at is not None:
        clock.move_to(at.replace(tzinfo=UTC))
    world = _world(folder, clock)
    try:
        async with AsyncExitStack() as stack:
            slack = Playground(manifest(), clock=clock, world=world)
            await stack.enter_async_context(slack)
            settings = await _settings(slack, folder)
            logs.configure(settings)
            app = create_app(settings, clock)
            bot = LoopServer(app, lifespan="on")
            await bot.open()
            slack.passing.worker = Waking(app.state.house)
            stack.push_async_callback(bot.close)
            slack.connect_http(f"{bot.address}/slack/events")
            if world is None and not empty:
                await fill(slack, clock)
            try:
                yield slack
            finally:
                _save(slack, folder, clock)
    finally:
        _clean(folder)


def _clean(folder: Path) -> None:
    """Take a database away whose workspace was not filled to its end."""
    if not (folder / WORLD).exists():
        for left in folder.glob(f"{DATABASE}*"):
            left.unlink()


def _world(folder: Path, clock: MovableClock) -> World | None:
    """Return the world that a folder keeps; None for a folder that is still empty."""
    known = folder / WORLD
    if known.exists():
        try:
            return World.load(known.read_text(encoding="utf-8"), clock)
        except ValueError as fault:
            raise WrongSettings([f"{known} cannot be read. Choose another folder."]) from fault
    if (folder / DATABASE).exists():
        sentence = f"{folder} was not filled to its end. Delete it, or choose another folder."
        raise WrongSettings([sentence])
    return None


def _shift(folder: Path) -> timedelta:
    """Return how far the clock of a folder had been moved: time never runs back by a restart."""
    try:
        return timedelta(seconds=json.loads((folder / CLOCK).read_text(encoding="utf-8")))
    except (FileNotFoundError, TypeError, ValueError):
        return timedelta(0)


def _save(slack: Playground, folder: Path, clock: Clock) -> None:
    """Write the world and its clock; whoever dies meanwhile leaves the ones before."""
    shift = clock.shift.total_seconds() if isinstance(clock, MovableClock) else 0
    for name, held in ((WORLD, slack.world.dump()), (CLOCK, json.dumps(shift))):
        part = folder / f"{name}.part"
        part.write_text(held, encoding="utf-8")
        part.replace(folder / name)


async def _settings(slack: Playground, folder: Path) -> Settings:
    settings = read_settings(
        env_file=None,
        slack_bot_token=slack.bot_token,
        slack_signing_secret=slack.signing_secret,
        slack_app_token=None,
        slack_client_id=None,
        slack_client_secret=None,
        slack_api_url=slack.api_url,
        database_url=f"sqlite:///{folder / DATABASE}",
        log_level="error",  # its clock jumps, of which much warns that is nothing here
        posts_per_second=50,  # this Slack is nobody else's, and nobody likes to wait
    )
    await bring_to(settings.database_url, "head")
    return settings


async def _keep(slack: Playground, folder: Path, clock: Clock) -> None:
    """Write the world to the folder now and then, so that a crash loses seconds only."""
    while True:
        _save(slack, folder, clock)
        await asyncio.sleep(SAVE_SECONDS)


def manifest() -> dict[str, Any]:
    """Return the app's manifest, which stands beside the packages."""
    path = Path(__file__).parents[1] / "manifest.yml"
    if not path.exists():
        raise WrongSettings(["manifest.yml is missing: play from a checkout of the repository."])
    read: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return read
