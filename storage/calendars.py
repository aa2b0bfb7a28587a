"""Days off: those of a workspace, and those of each person."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from sqlmodel import col, delete, select, update

from domain.calendars import Away, Calendar
from domain.people import PersonId
from storage import settings
from storage.database import Transaction
from storage.rows import put
from storage.tables import AwayRow

Calendars = dict[PersonId, Calendar]


async def shared(tx: Transaction) -> Calendar:
    """Return the days off of the whole workspace."""
    return (await settings.get(tx)).calendar


async def of_people(
    tx: Transaction, people: Collection[PersonId], whole: Calendar | None = None
) -> Calendars:
    """Return days off: the workspace's, perhaps known as `whole`, and everybody's absences."""
    whole = whole or await shared(tx)
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


async def absences(tx: Transaction, person: PersonId, today: date) -> list[Away]:
    """Return when a person is and will be away, the next time first."""
    query = (
        select(AwayRow)
        .where(
            AwayRow.workspace_id == tx.workspace_id,
            AwayRow.person_id == person,
            col(AwayRow.last) >= today,
        )
        .order_by(col(AwayRow.first))
    )
    return [Away.model_validate(row) for row in await tx.session.exec(query)]


async def set_away(tx: Transaction, person: PersonId, first: date, last: date) -> None:
    """Note that a person is away, both days included; one from the same day on is replaced."""
    await put(tx, AwayRow, person_id=person, first=first, last=last, ask_backups=False)


async def ask_backups(tx: Transaction, person: PersonId, first: date, *, asked: bool) -> None:
    """Let the backups of a person's goals be asked during an absence, or nobody."""
    query = update(AwayRow).where(
        col(AwayRow.workspace_id) == tx.workspace_id,
        col(AwayRow.person_id) == person,
        col(AwayRow.first) == first,
    )
    await tx.session.exec(query.values(ask_backups=asked))


async def end_away(tx: Transaction, person: PersonId, first: date) -> None:
    """Forget the absence that begins on a day."""
    query = delete(AwayRow).where(
        col(AwayRow.workspace_id) == tx.workspace_id,
        col(AwayRow.person_id) == person,
        col(AwayRow.first) == first,
    )
    await tx.session.exec(query)
