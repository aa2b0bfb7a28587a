"""The real parts a question needs: a Slack in this process, Workback and a bare Bolt in others."""

import asyncio
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import yaml

from bench.load import Connection
from playground.server import Playground

ROOT = Path(__file__).parents[1]
_READY = b"GET /readyz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
_LONGEST_START = 60.0
WORKBACK = (sys.executable, "-m", "bot", "run")


@dataclass
class Place:
    """A Slack and a folder for what the servers keep."""

    slack: Playground
    folder: Path

    def environment(self, port: int) -> Mapping[str, str]:
        """Return the settings of a Workback on that port."""
        return {
            **os.environ,
            "SLACK_BOT_TOKEN": self.slack.bot_token,
            "SLACK_SIGNING_SECRET": self.slack.signing_secret,
            "SLACK_API_URL": self.slack.api_url,
            "DATABASE_URL": f"sqlite:///{self.folder}/bench.db",
            "PORT": str(port),
            "LOG_LEVEL": "warning",
        }

    @asynccontextmanager
    async def workback(self) -> AsyncIterator[tuple[int, int]]:
        """Run Workback; yield its port and its process id."""
        port = free_port()
        async with process(WORKBACK, self.environment(port)) as pid:
            await until_ready(port)
            yield port, pid

    @asynccontextmanager
    async def bare(self) -> AsyncIterator[int]:
        """Run a bare Bolt app; yield its port."""
        port = free_port()
        arguments = (sys.executable, "-m", "bench.bare", str(port), str(self.folder))
        async with process(arguments, self.environment(port)):
            (await until_listening(port)).close()
            yield port


@asynccontextmanager
async def place() -> AsyncIterator[Place]:
    """Open a Slack and make a folder."""
    manifest = yaml.safe_load((ROOT / "manifest.yml").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        async with Playground(manifest) as slack:
            yield Place(slack, Path(folder))


@asynccontextmanager
async def process(arguments: tuple[str, ...], environment: Mapping[str, str]) -> AsyncIterator[int]:
    """Run a process and end it; yield its id."""
    started = subprocess.Popen(arguments, cwd=ROOT, env=environment)  # noqa: ASYNC220  (returns at once)
    try:
        yield started.pid
    finally:
        started.terminate()
        await asyncio.to_thread(started.wait)


def free_port() -> int:
    """Return a port of the loopback that is free now."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


async def until_listening(port: int) -> Connection:
    """Wait until something listens, and return a connection to it."""
    async with asyncio.timeout(_LONGEST_START):
        while True:
            try:
                return await Connection.to(port)
            except OSError:
                await asyncio.sleep(0.01)


async def until_ready(port: int) -> None:
    """Wait until Workback says that it is ready; it listens no earlier."""
    line = await until_listening(port)
    answer = await line.ask(_READY)
    assert answer.startswith(b"HTTP/1.1 200"), answer
    line.close()
