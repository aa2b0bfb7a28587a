"""How long list, read and find take among 1,000 initiatives of 3 documents and 30 versions.

Ten people ask over loopback; each answer includes opening the modal. First each thinks a second
between two acts, then nobody thinks and each request waits for nine others. The milliseconds are
those of the whole request, the memory that of the bot's process.
"""

import random
import statistics
from collections.abc import Callable
from itertools import count

from bench.library import COMMON, VOCABULARY, Library, seed
from bench.load import burst, command, lines_to
from bench.memory import resident
from bench.results import Result, p99
from bench.servers import Place, place
from storage.database import Database
from storage.migrate import migrate

PEOPLE = 10
BOUND = 150.0
REQUESTS = 400
PACES = {"think a second": 1.0, "never think": 0.0}
LIBRARY = Library()

_WORDS: tuple[Callable[[random.Random], str], ...] = (
    lambda dice: dice.choice(VOCABULARY),
    lambda dice: f"{dice.choice(COMMON)} {dice.choice(VOCABULARY)}",
    lambda dice: dice.choice(COMMON),
)
"""What people look for: a rare word, a rare and a common one, one that stands everywhere."""


async def measure() -> list[Result]:
    """Ask by turns, then look at the memory once more."""
    async with place() as here:
        await fill(here)
        return await _ask(here)


async def fill(here: Place, library: Library = LIBRARY) -> None:
    """Write the library into the database that Workback will open."""
    database = Database(f"sqlite:///{here.folder}/bench.db")
    await migrate(database)
    await seed(database, library)
    await database.close()


async def _ask(here: Place) -> list[Result]:
    results = []
    dice = random.Random(11)  # noqa: S311  (the same questions each time)
    number = count()
    acts: dict[str, Callable[[], str]] = {
        "list": lambda: "list",
        "read": lambda: f"show WB-{dice.randint(1, LIBRARY.initiatives)}",
        "find": lambda: f"find {_WORDS[next(number) % len(_WORDS)](dice)}",
    }
    async with here.workback() as (port, pid), lines_to(port, PEOPLE) as lines:
        for words in acts.values():
            await burst(lines, lambda words=words: _request(here, words()), requests=100)  # type: ignore[misc]
        before = resident(pid)
        for pace, pause in PACES.items():
            for name, words in acts.items():
                taken = await burst(
                    lines,
                    lambda words=words: _request(here, words()),  # type: ignore[misc]
                    requests=REQUESTS,
                    pause=pause,
                )
                what = f"{name}, {PEOPLE} people who {pace}"
                bound = BOUND if pause else None
                results += [
                    Result("read_find", statistics.median(taken), f"ms, median {what}"),
                    Result("read_find", p99(taken), f"ms, p99 {what}", bound=bound),
                ]
        grown = resident(pid) - before
    return [*results, Result("read_find", grown, f"MB more after {6 * REQUESTS} requests")]


def _request(here: Place, words: str) -> bytes:
    alice = here.slack.person("alice").id
    elsewhere = here.slack.world.channel("general").id
    trigger = here.slack.triggers.issue(alice, channel=elsewhere)
    secret = here.slack.signing_secret
    return command(secret, words, trigger_id=trigger, channel_id=elsewhere)
