"""Reminders: one message for each person and day, whether it asks first or again."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from sqlmodel import col, func, select

from domain.calendars import Calendar
from domain.check_ins import LATE_AFTER, Occurrence, Rung, Why, proposes_pause, recipient, spread
from domain.people import PersonId
from storage import postings
from storage.asking import Brief, Purpose
from storage.database import Transaction
from storage.items import Bearings, bearings_of, left_slack, unreachable
from storage.postings import FIRST, NUDGE, Posting
from storage.tables import LineRow, OutboxRow


@dataclass(frozen=True)
class Pending:
    """An occurrence that somebody is to be asked for."""

    occurrence: Occurrence
    zone: ZoneInfo
    calendar: Calendar
    until: datetime | None
    """When the goal is due again: then this message has lost its sense."""
    rung: Rung = Rung.OWNER
    is_nudge: bool = False


@dataclass(frozen=True)
class _Message:
    """What goes to one person together."""

    person: PersonId
    purpose: Purpose
    pending: Sequence[Pending]

    @property
    def late(self) -> timedelta:
        return timedelta(seconds=max(p.occurrence.late_seconds for p in self.pending))


def is_late(late: timedelta) -> bool:
    """Say whether a reminder is late enough to say so."""
    return late > LATE_AFTER


async def remind(tx: Transaction, pending: Sequence[Pending], ignored: Mapping[str, int]) -> int:
    """Write one message for each person, owner and day; return how many are new.

    An owner who has left Slack is not asked: whoever could take the goals over is. `ignored`
    counts, by goal, the check-ins in a row that had no answer.
    """
    if not pending:
        return 0
    bearings = await bearings_of(tx, {p.occurrence.goal_id for p in pending})
    people = {p.occurrence.asked_id for p in pending}
    backups = {goal.backup_id for goal in bearings.values() if goal.backup_id}
    gone = await left_slack(tx, people | backups)
    closed = await unreachable(tx, people | backups)
    found = list(_messages(pending, bearings, gone))
    times = await _leaving(tx, found)
    ready = [
        _posting(message, bearings, ignored, closed.get(message.person), at)
        for message, at in zip(found, times, strict=True)
    ]
    _note(tx, found)
    return await postings.post(tx, ready)


def _messages(
    pending: Sequence[Pending], bearings: Mapping[str, Bearings], gone: Collection[str]
) -> Iterator[_Message]:
    addressed = [(*_address(p, bearings[p.occurrence.goal_id], gone), p) for p in pending]

    def together(entry: tuple[PersonId, Purpose, Pending]) -> tuple[str, str, str]:
        person, purpose, p = entry
        return person, purpose, p.occurrence.bundle

    for _, entries in groupby(sorted(addressed, key=together), key=together):
        own = list(entries)
        yield _Message(own[0][0], own[0][1], [p for _, _, p in own])


def _address(p: Pending, goal: Bearings, gone: Collection[str]) -> tuple[PersonId, Purpose]:
    """Return whom to tell, and what for: nobody who has left Slack, if it can be helped."""
    owner, backup = p.occurrence.asked_id, goal.backup_id
    backup = None if backup in gone else backup
    if owner in gone:
        rung = Rung.BACKUP if p.rung is Rung.OWNER else p.rung
        return recipient(rung, owner, backup, goal.initiative_owner), Purpose.TAKE_OVER
    person = recipient(p.rung, owner, backup, goal.initiative_owner)
    if person != owner:
        return person, Purpose.BACKUP
    return person, Purpose.NUDGE if p.is_nudge else Purpose.ASK


async def _leaving(tx: Transaction, messages: Sequence[_Message]) -> list[datetime]:
    """Return when each message may leave: late ones one after the other, in working hours."""
    late = [is_late(message.late) and not message.pending[0].is_nudge for message in messages]
    position = await _spread_already(tx) if any(late) else 0
    times = []
    for message, delayed in zip(messages, late, strict=True):
        first = message.pending[0]
        if delayed:
            times.append(spread(position, tx.now, first.zone, first.calendar))
            position += 1
        else:
            times.append(tx.now)
    return times


async def _spread_already(tx: Transaction) -> int:
    """Return how many late reminders of the workspace wait already for their turn."""
    query = select(func.count()).where(
        OutboxRow.workspace_id == tx.workspace_id,
        OutboxRow.state == "queued",
        OutboxRow.priority == FIRST,
        col(OutboxRow.not_before) > tx.now,
    )
    return (await tx.session.exec(query)).one()


def _posting(
    message: _Message,
    bearings: Mapping[str, Bearings],
    ignored: Mapping[str, int],
    closed: str | None,
    at: datetime,
) -> Posting:
    first = message.pending[0].occurrence
    is_first = message.purpose is Purpose.ASK
    counts = [ignored.get(p.occurrence.goal_id, 0) for p in message.pending]
    brief = Brief(
        person_id=message.person,
        owner_id=first.asked_id,
        purpose=message.purpose,
        kind=first.kind,
        bundle=first.bundle,
        occurrences=() if is_first else tuple(p.occurrence.id for p in message.pending),
        late_seconds=int(message.late.total_seconds()),
        ignored=proposes_pause(max(counts)),
        unreachable=closed,
    )
    untils = [p.until for p in message.pending if p.until is not None]
    return Posting(
        brief,
        [bearings[p.occurrence.goal_id] for p in message.pending],
        first,
        at,
        max(untils, default=None),
        FIRST if is_first else NUDGE,
    )


def _note(tx: Transaction, messages: Sequence[_Message]) -> None:
    """Write into each story who was reminded, and whom the owner's absence led to."""
    for message in messages:
        for p in message.pending:
            if message.purpose is Purpose.TAKE_OVER:
                why = Why.NOT_SENT
                detail = f"the owner has left Slack; <@{message.person}> is asked to take over"
            elif p.is_nudge:
                why, detail = Why.NUDGED, f"<@{message.person}>"
            else:
                continue
            line = LineRow(
                workspace_id=tx.workspace_id,
                occurrence_id=p.occurrence.id,
                at=tx.now,
                why=why,
                detail=detail,
            )
            tx.session.add(line)
