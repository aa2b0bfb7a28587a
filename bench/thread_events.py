"""What 500 messages a second cost that are said in threads which are none of Workback's business.

They arrive at a fixed rate, whether or not the one before was answered; the milliseconds count
from the moment each was due.
"""

import asyncio
import statistics
import time
from itertools import count

from sqlmodel import func, select

from bench.home import processor
from bench.load import Connection, event, lines_to
from bench.results import Result, p99
from bench.servers import Place, place
from storage.database import Database
from storage.tables import CommentRow

RATE, SECONDS, LINES = 500, 10, 32
BOUND = 500.0
"""Milliseconds: a sixth of the time that Slack waits for an answer."""


async def measure() -> list[Result]:
    """Say so much for some seconds, and look what was stored."""
    async with place() as here:
        async with here.workback() as (port, pid), lines_to(port, LINES) as lines:
            await _at_rate(here, lines, RATE)  # the first second warms up
            before = processor(pid)
            taken = await _at_rate(here, lines, RATE * SECONDS)
            used = (processor(pid) - before) / len(taken)
        stored = await _stored(here)
    words = f"{RATE} messages a second in other threads"
    return [
        Result("thread_events", used, f"ms of processor a message, {words}"),
        Result("thread_events", statistics.median(taken), f"ms, median, {words}"),
        Result("thread_events", p99(taken), f"ms, p99, {words}", bound=BOUND),
        Result("thread_events", stored, f"rows stored, {words}", bound=0.0),
    ]


async def _at_rate(here: Place, lines: list[Connection], messages: int) -> list[float]:
    """Return the milliseconds of each message, from when it was due."""
    free: asyncio.Queue[Connection] = asyncio.Queue()
    for line in lines:
        free.put_nowait(line)
    numbers, taken = count(1), list[float]()
    requests = [_message(here.slack.signing_secret, next(numbers)) for _ in range(messages)]
    begun = time.perf_counter()

    async def say(due: float, request: bytes) -> None:
        line = await free.get()
        answer = await line.ask(request)
        taken.append((time.perf_counter() - due) * 1000)
        assert answer.startswith(b"HTTP/1.1 200"), answer
        free.put_nowait(line)

    async with asyncio.TaskGroup() as everybody:
        for number, request in enumerate(requests):
            due = begun + number / RATE
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            everybody.create_task(say(due, request))
    return taken


def _message(secret: str, number: int) -> bytes:
    told = {
        "type": "message",
        "channel": "C01TEAMSYNC",
        "user": "U01BOB",
        "text": f"Message {number} about lunch.",
        "ts": f"1795000000.{number:06}",
        "thread_ts": f"1794000000.{number % 50:06}",
    }
    return event(secret, told)


async def _stored(here: Place) -> int:
    database = Database(f"sqlite:///{here.folder}/bench.db")
    async with database.session(writes=False) as session:
        found = (await session.exec(select(func.count()).select_from(CommentRow))).one()
    await database.close()
    return found
