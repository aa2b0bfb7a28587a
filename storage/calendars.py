"""Days off: those of a workspace, and those of each person."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from sqlmodel import col, delete, select

from domain.calendars import SATURDAY, SUNDAY, Away, Calendar
from domain.people import PersonId
from storage.database import Transaction
from storage.rows import put
from storage.tables import AwayRow, CalendarRow

WESTERN = Calendar(weekend=frozenset({SATURDAY, SUNDAY}))
"""What a workspace begins with."""

Calendars = dict[PersonId, Calendar]


async def shared(tx: Transaction) -> Calendar:
    """Return the days off of the whole workspace."""
    row = await tx.session.get(CalendarRow, tx.workspace_id)
    return Calendar.model_validate(row) if row else WESTERN


async def set_shared(tx: Transaction, calendar: Calendar) -> None:
    """Change the days off of the whole workspace. Schedules notice when they are next due."""
    plain = calendar.model_dump(mode="json", exclude={"away"})
    await put(tx, CalendarRow, **plain)


async def of_people(tx: Transaction, people: Collection[PersonId]) -> Calendars:
    """Return everybody's days off: the workspace's and their absences."""
    whole = await shared(tx)
    query = select(AwayRow).where(
        AwayRow.workspace_id == tx.workspace_id, col(AwayRow.person_id).in_(set(people))
    )
    away: dict[str, list[Away]] = defaultdict(list)
    for row in await tx.session.exec(query):
        away[row.person_id].append(Away.model_validate(row))
    absent = {person: whole.model_copy(update={"away": tuple(away[person])}) for person in away}
    return {person: absent.get(person, whole) for person in people}


async def of(tx: Transaction, person: PersonId) -> Calendar:
    """Return one person's days off."""
    return (await of_people(tx, [person]))[person]


async def set_away(tx: Transaction, person: PersonId, first: date, last: date) -> None:
    """Note that a person is away, both days included."""
    await put(tx, AwayRow, person_id=person, first=first, last=last)


async def end_away(tx: Transaction, person: PersonId) -> None:
    """Forget a person's absences: they are back."""
    query = delete(AwayRow).where(
        col(AwayRow.workspace_id) == tx.workspace_id, col(AwayRow.person_id) == person
    )
    await tx.session.exec(query)
