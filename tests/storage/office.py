"""A workspace with goals and a clock that is passed in: what the schedule's tests work in."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from sqlmodel import col, select, update

from domain.cadence import Cadence, Every
from domain.calendars import Calendar
from domain.check_ins import Occurrence
from domain.goals import Goal, GoalStage
from domain.initiatives import Initiative
from domain.kpis import KpiKind, Plan
from domain.people import ChannelId, Person, PersonId
from storage import (
    calendars,
    check_ins,
    goals,
    initiatives,
    kpis,
    nudges,
    people,
    schedule,
    settings,
    wanted,
    wording,
)
from storage.asking import Ask, Brief, Said
from storage.claims import Terms, claim
from storage.database import Database
from storage.lanes import Rate
from storage.materialise import Round, materialise
from storage.tables import OccurrenceRow, OutboxRow, ScheduleRow
from tests.storage.conftest import ACME

ALICE, BOB, DANA = PersonId("U01ALICE"), PersonId("U02BOB"), PersonId("U04DANA")
BERLIN = "Europe/Berlin"
HOME = ChannelId("C01TEAMSYNC")
PLAN = Plan(
    baseline=Decimal(30), target=Decimal(5), starts=date(2026, 1, 1), due=date(2026, 12, 31)
)
FAST = Rate(1000, 1000)
TERMS = Terms(FAST, FAST, FAST)


def daily(at: time = time(9), **more: Any) -> Cadence:
    return Cadence(every=Every.DAILY, at=at, starts=date(2026, 1, 1), **more)


def weekly(weekday: int = 0, at: time = time(9), **more: Any) -> Cadence:
    return Cadence(every=Every.WEEKLY, weekday=weekday, at=at, starts=date(2026, 1, 1), **more)


def in_words(ask: Ask) -> Said:
    """Say an ask so that a test can read it."""
    titles = ", ".join(sorted(item.goal.title for item in ask.items))
    brief = ask.brief
    late = " late" if brief.late_seconds > 300 else ""
    pause = " (pause?)" if brief.ignored else ""
    if brief.unreachable:
        return Said(f"{brief.person_id} cannot be messaged ({brief.unreachable}): {titles}")
    return Said(f"{brief.purpose}{late}: {titles}{pause}")


@dataclass
class Office:
    """Acme's goals in one database."""

    database: Database
    home: Initiative
    rounds: list[Round] = field(default_factory=list)

    async def goal(
        self,
        title: str,
        cadence: Cadence,
        now: datetime,
        *,
        owner: PersonId = ALICE,
        backup: PersonId | None = None,
        zone: str = BERLIN,
    ) -> Goal:
        """Set an active goal with one KPI and a schedule."""
        async with self.database.transaction(ACME, now) as tx:
            goal = await goals.create(
                tx,
                initiative_id=self.home.id,
                title=title,
                owner_id=owner,
                backup_id=backup,
                created_by=owner,
                starts=PLAN.starts,
                due=PLAN.due,
            )
            await kpis.add(
                tx,
                goal.id,
                name="Minutes",
                kind=KpiKind.DECREASE,
                unit="minutes",
                decimals=0,
                plan=PLAN,
                author_id=owner,
            )
            await goals.change(tx, goal.id, stage=GoalStage.ACTIVE)
            await schedule.put(tx, goal, cadence, zone)
        return goal

    async def tick(self, now: datetime) -> list[str]:
        """Let a tick happen; return what it wants said, in the order it may leave."""
        before = {row.id for row in await self.outbox()}
        while (done := await materialise(self.database, now)).due:
            self.rounds.append(done)
        while await nudges.nudge(self.database, now):
            pass
        return await self.texts([row for row in await self.outbox() if row.id not in before], now)

    async def leaving(self, now: datetime) -> list[str]:
        """Claim what may leave, as the delivery does right before it sends; return the texts."""
        async with self.database.session(writes=True) as session:
            rows = await claim(session, now, 1000, TERMS, wanted.GUARDS)
            await session.commit()
        return await self.texts(rows, now)

    async def texts(self, rows: Sequence[OutboxRow], now: datetime) -> list[str]:
        """Return what rows come to in words at this moment; what is not to be said is left out."""
        briefs = [Brief.model_validate(row.payload["brief"]) for row in rows]
        async with self.database.reading(ACME, now) as tx:
            asks = await wording.asks_of(tx, briefs)
        return [in_words(ask).text for ask in asks if ask is not None]

    async def outbox(self) -> Sequence[OutboxRow]:
        async with self.database.session(writes=False) as session:
            query = select(OutboxRow).order_by(col(OutboxRow.not_before), col(OutboxRow.id))
            return list(await session.exec(query))

    async def story(self, goal: Goal, now: datetime) -> list[tuple[str, str, list[str]]]:
        """Return day, state and lines of a goal's occurrences, oldest first."""
        async with self.database.reading(ACME, now) as tx:
            found = reversed(await check_ins.latest(tx, goal.id, limit=100))
            return [
                (
                    f"{o.local_date:%m-%d}",
                    o.state.value,
                    [line.in_words for line in await check_ins.lines(tx, o.id)],
                )
                for o in found
            ]

    async def states(self, goal: Goal, now: datetime) -> list[tuple[str, str]]:
        return [(day, state) for day, state, _ in await self.story(goal, now)]

    async def open(self, goal: Goal, now: datetime) -> Occurrence:
        async with self.database.reading(ACME, now) as tx:
            [found] = await check_ins.open_of_goal(tx, goal.id)
        return found

    async def schedule(self, goal: Goal) -> ScheduleRow:
        async with self.database.session(writes=False) as session:
            query = select(ScheduleRow).where(ScheduleRow.goal_id == goal.id)
            return (await session.exec(query)).one()

    async def break_rule(self, goal: Goal, **values: Any) -> None:
        """Write something into a schedule that no code of ours would write."""
        async with self.database.session(writes=True) as session:
            await session.exec(
                update(ScheduleRow).where(col(ScheduleRow.goal_id) == goal.id).values(**values)
            )
            await session.commit()

    async def occurrences(self) -> int:
        async with self.database.session(writes=False) as session:
            return len((await session.exec(select(OccurrenceRow.id))).all())

    async def days_off(self, calendar: Calendar, now: datetime) -> None:
        async with self.database.transaction(ACME, now) as tx:
            before = await settings.get(tx)
            after = before.model_copy(update={"calendar": calendar})
            await settings.change(tx, ALICE, before, after)

    async def away(self, person: PersonId, first: date, days: int, now: datetime) -> None:
        async with self.database.transaction(ACME, now) as tx:
            await calendars.set_away(tx, person, first, first + timedelta(days=days - 1))

    async def leaves_slack(self, person: PersonId, now: datetime) -> None:
        async with self.database.transaction(ACME, now) as tx:
            gone = Person(id=person, name=person, time_zone=BERLIN, active=False)
            await people.remember_person(tx, gone)


async def move_in(database: Database, now: datetime, owner: PersonId = DANA) -> Office:
    """Found the initiative that the goals belong to; Dana owns it."""
    async with database.transaction(ACME, now) as tx:
        home = await initiatives.create(
            tx, name="TeamSync", owner_id=owner, authors=(), channel_id=HOME
        )
    return Office(database, home)
