"""`workback …` as people start it: a process of its own, with no environment but what is given."""

import asyncio
import os
import re
import signal
import sys
from collections.abc import AsyncIterator, Coroutine, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[3]
LONGEST = 40.0
"""Seconds after which something that should have ended or been said never will."""

_ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+")


@dataclass(frozen=True)
class Ended:
    """What a process left behind."""

    code: int
    out: str
    err: str

    @property
    def words(self) -> str:
        """All that it said."""
        return self.out + self.err

    def sentence(self) -> str:
        """Return the one line that it refused with: exit code 2, and not a word more."""
        assert self.code == 2, self
        assert self.out == ""
        [line] = self.err.splitlines()
        assert line.endswith(".") or ": workback " in line, line  # what to type has no full stop
        return line


class Running:
    """A process that runs."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self.heard = ""
        """What it has said so far."""

    async def says(self, words: str) -> str:
        """Wait until it says something on standard error or output; return that line."""
        async with asyncio.timeout(LONGEST):
            while True:
                assert self._process.stdout is not None
                line = (await self._process.stdout.readline()).decode()
                assert line, f"It ended before it said {words!r}: {self.heard}"
                self.heard += line
                if words in line:
                    return line

    async def stands(self) -> str:
        """Wait until it serves; return where."""
        found = _ADDRESS.search(await self.says("http://127.0.0.1:"))
        assert found is not None
        return found.group()

    def kill(self) -> None:
        """Let it die on the spot, as `kill -9` does."""
        self._process.kill()

    def terminate(self, number: int = signal.SIGTERM) -> None:
        """Ask it to stop."""
        self._process.send_signal(number)

    async def ended(self, within: float = LONGEST) -> int:
        """Wait until it has ended; return its exit code."""
        async with asyncio.timeout(within):
            out, _ = await self._process.communicate()
            self.heard += out.decode()
        assert self._process.returncode is not None
        return self._process.returncode


class Desk:
    """A folder without an `.env`, in which commands are typed."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.folder = folder
        self.settings = settings

    def environment(self, given: dict[str, str | None]) -> dict[str, str]:
        """Return all that a process knows; a setting of None is left out."""
        plain = {"PATH": os.defpath, "HOME": str(self.folder), "PYTHONPATH": str(ROOT)}
        known = {**plain, "COLUMNS": "120", **self.settings, **given}
        return {name: value for name, value in known.items() if value is not None}

    async def workback(self, *typed: str, **given: str | None) -> Ended:
        """Type a command and wait until it has ended; nobody meets a stack trace."""
        pipe = asyncio.subprocess.PIPE
        process = await self.start(typed, given, pipe)
        try:
            async with asyncio.timeout(LONGEST):
                out, err = await process.communicate()
        finally:
            _end(process)
        assert process.returncode is not None
        ended = Ended(process.returncode, out.decode(), err.decode())
        assert "Traceback" not in ended.words, ended.words
        return ended

    async def each(self, *commands: tuple[str, ...], **given: str | None) -> list[Ended]:
        """Type several commands, as many at once as most machines have cores."""
        return await together([self.workback(*typed, **given) for typed in commands])

    @asynccontextmanager
    async def running(self, *typed: str, **given: str | None) -> AsyncIterator[Running]:
        """Type a command that stays; it is killed at the end if it still runs."""
        process = await self.start(typed, given, asyncio.subprocess.STDOUT)
        running = Running(process)
        try:
            yield running
        finally:
            _end(process)
            await process.wait()
        assert "Traceback" not in running.heard, running.heard

    async def start(
        self, typed: tuple[str, ...], given: dict[str, str | None], err: int
    ) -> asyncio.subprocess.Process:
        """Start a command; standard error goes to `err`."""
        return await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "bot", *typed),
            cwd=self.folder,
            env=self.environment(given),
            stdout=asyncio.subprocess.PIPE,
            stderr=err,
        )


async def together(commands: Sequence[Coroutine[Any, Any, Ended]]) -> list[Ended]:
    """Wait for several commands of which two run at the same time."""
    two = asyncio.Semaphore(2)

    async def one(command: Coroutine[Any, Any, Ended]) -> Ended:
        async with two:
            return await command

    return await asyncio.gather(*(one(command) for command in commands))


def _end(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        process.kill()
