"""Goals that are due on Monday morning, a real tick, a real delivery, and a real Slack to reach."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.delivery import Delivery
from bot.features import MEANS
from bot.ticks import Ticks
from domain.goals import Goal
from domain.people import PersonId
from playground.cast import ALICE, BOB, CHARLIE, DANA
from playground.things import Message, Person
from tests.bot.delivery.conftest import Post
from tests.storage.office import Office, daily, move_in


def utc(day: int, hour: int, minute: int = 0, second: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, second, tzinfo=UTC)


SUNDAY, MONDAY = utc(1, 12), utc(2, 8)
"""Sunday noon; and Monday nine o'clock in Berlin, which is on winter time."""

ASKED = "One goal is due today. 1 KPI in all: “Notes”."


@dataclass
class Morning:
    """What happens in a workspace around nine o'clock."""

    mail: Post
    office: Office

    async def goal(self, title: str, owner: str = ALICE, **more: Any) -> Goal:
        """Set a goal on Sunday that is asked for each day at nine."""
        if owner not in self.mail.slack.world.people:
            person = Person(id=owner, name=owner.lower(), real_name=owner)
            self.mail.slack.world.people[owner] = person
        return await self.office.goal(title, daily(), SUNDAY, owner=PersonId(owner), **more)

    async def tick(self, at: datetime) -> None:
        """Put the clock to a moment, and let a process that has just started tick."""
        self.mail.clock.move_to(at)
        await Ticks(self.mail.database, self.mail.clock).tick()

    @asynccontextmanager
    async def sending(self) -> AsyncIterator[Delivery]:
        async with self.mail.sending(means=MEANS) as delivery:
            yield delivery

    def told(self, person: str = ALICE) -> list[Message]:
        return self.mail.messages(self.mail.slack.world.im_with(person).id)

    async def until_told(self, person: str, number: int = 1) -> None:
        await self.mail.slack.until(lambda: len(self.told(person)) >= number)

    async def look(self) -> None:
        """Return after the delivery has looked at the clock as it is now, and sent what it may."""
        await self.mail.post("a look")
        await self.mail.slack.until(lambda: "a look" in self.mail.texts())
        await self.mail.until_settled()
        self.mail.slack.world.remove_message(self.mail.messages()[-1])

    def posts(self) -> int:
        """Return how often Slack was asked to post."""
        return len(self.mail.slack.traffic.calls("chat.postMessage"))


@pytest.fixture
async def morning(mail: Post) -> Morning:
    mail.clock.move_to(SUNDAY)
    office = await move_in(mail.database, SUNDAY, owner=PersonId(DANA))
    return Morning(mail, office)


OWNERS = (ALICE, BOB, CHARLIE)
SECOND = timedelta(seconds=1)
