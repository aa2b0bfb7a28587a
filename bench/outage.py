"""A crowd whose check-ins are due, a Slack for it, and a count of what each person got."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import yaml
from sqlmodel import col, func, select

from bench.due import Place, postgres
from bench.goals import DUE, Crowd, seed
from bench.replica import Where
from bench.servers import ROOT
from bot.clock import MovableClock
from bot.ticks import Ticks
from playground.server import Playground
from playground.things import Person
from storage.database import Database
from storage.lanes import Rate
from storage.migrate import migrate
from storage.tables import OutboxRow

_LATE = timedelta(seconds=5)
_LOOK = 0.05


@dataclass
class Outage:
    """Everything is due at once, and nothing runs yet."""

    clock: MovableClock
    """What the time is there."""

    slack: Playground
    database: Database
    where: Where
    crowd: Crowd

    def got(self) -> list[int]:
        """Return how many messages each owner has."""
        people = [person for person in self.slack.world.people if person.startswith("U0000")]
        return [len(self.slack.world.messages.get(f"D{p[1:]}", ())) for p in people]

    async def write(self) -> None:
        """Write into the outbox all that is due; nobody sends it yet."""
        await Ticks(self.database, self.clock).tick()

    async def until_sent(self, longest: float) -> float:
        """Wait until all is sent; return the seconds. TimeoutError after `longest`."""
        begun = time.perf_counter()
        async with asyncio.timeout(longest):
            while await self._waiting():  # noqa: ASYNC110  (another process sends)
                await asyncio.sleep(_LOOK)
        return time.perf_counter() - begun

    async def _waiting(self) -> bool:
        query = select(func.count()).where(col(OutboxRow.state).in_(("sent", "dropped", "dead")))
        async with self.database.session(writes=False) as session:
            return bool((await session.exec(query)).one() < self.crowd.messages)


@asynccontextmanager
async def outage(
    crowd: Crowd, *, workspace: Rate | None = None, place: Place = postgres
) -> AsyncIterator[Outage]:
    """Fill an empty database, and open a Slack that knows all owners.

    Replicas post at the rate of a workspace, or as fast as they can.
    """
    manifest = yaml.safe_load((ROOT / "manifest.yml").read_text(encoding="utf-8"))
    shift = DUE + _LATE - datetime.now(UTC)  # noqa: TID251  (how far the bench's clock is off)
    with place() as url:
        database = Database(url)
        await migrate(database)
        await seed(database, crowd)
        async with Playground(manifest, clock=MovableClock(shift)) as slack:
            for space in range(crowd.workspaces):
                for owner in range(crowd.owners):
                    key = f"U{space:05}{owner:05}"
                    slack.world.people[key] = Person(id=key, name=key, real_name=key)
                    slack.world.im_with(key)
            token, api = slack.bot_token, slack.api_url
            where = Where(url, api, token, shift.total_seconds(), workspace)
            yield Outage(MovableClock(shift), slack, database, where, crowd)
        await database.close()
