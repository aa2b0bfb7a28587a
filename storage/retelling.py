"""Messages that asked: found again, and brought up to date once more is known."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select

from domain.check_ins import Occurrence, State, Why, proposes_pause
from domain.people import PersonId
from storage import check_ins, kpis, outbox, readings
from storage.asking import Brief, Purpose
from storage.database import Transaction
from storage.items import Bearings, bearings_of
from storage.postings import FIRST, GUARD, about
from storage.schedule import asked_first
from storage.tables import GoalRow, InitiativeRow, LineRow, OutboxRow, ScheduleRow


@dataclass(frozen=True)
class Told:
    """A message that asked, or was to ask, for the check-ins of a bundle."""

    place: str
    person: str
    """Who was addressed; a channel where Slack lets nobody message the person."""
    purpose: Purpose
    state: str
    """As the outbox has it: queued, sending, sent, dead, dropped."""
    at: datetime
    """When it was sent, or may leave, or would have left."""
    error: str


async def told(tx: Transaction, occurrences: Sequence[Occurrence]) -> list[Told]:
    """Return the messages about one bundle, oldest first: what housekeeping has left of them."""
    if not occurrences:
        return []
    bundle, row = occurrences[0].bundle, OutboxRow
    people = await _people(tx, occurrences)
    guards = [f"{GUARD}:{person}:{bundle}" for person in people]
    first = (row.workspace_id == tx.workspace_id, col(row.place) == bundle)
    others = (
        row.workspace_id == tx.workspace_id,
        col(row.conversation).in_(people),
        col(row.guard).in_(guards),
    )
    found: dict[int | None, OutboxRow] = {}
    for conditions in (first, others):
        query = select(row).where(*conditions, row.kind == "post")
        rows = await tx.session.exec(query.execution_options(populate_existing=True))
        found |= {one.id: one for one in rows}
    return [_read(found[key], bundle) for key in sorted(found, key=lambda key: key or 0)]


def _read(row: OutboxRow, bundle: str) -> Told:
    named = (row.place or "").removesuffix(bundle).partition(":")[0]
    purpose = Purpose(named) if named in set(Purpose) else Purpose.ASK
    at = row.sent_at or row.not_before
    place = row.place or bundle
    return Told(place, row.conversation, purpose, row.state, at, row.error or "")


async def _people(tx: Transaction, occurrences: Sequence[Occurrence]) -> set[str]:
    """Return whoever may have been told of check-ins: asked, backup, owners."""
    query = (
        select(GoalRow.owner_id, GoalRow.backup_id, InitiativeRow.owner_id)
        .join(InitiativeRow, col(InitiativeRow.id) == col(GoalRow.initiative_id))
        .where(
            GoalRow.workspace_id == tx.workspace_id,
            col(GoalRow.id).in_({o.goal_id for o in occurrences}),
        )
    )
    owners = {one for row in await tx.session.exec(query) for one in row if one}
    asked = {o.asked_id for o in occurrences} | {asked_first(o.bundle) for o in occurrences}
    handed_on = select(LineRow.by).where(
        LineRow.workspace_id == tx.workspace_id,
        col(LineRow.occurrence_id).in_({o.id for o in occurrences}),
        LineRow.why == Why.HANDED_OVER,
    )
    return owners | asked | {one for one in await tx.session.exec(handed_on) if one}


async def retell(tx: Transaction, bundle: Sequence[Occurrence]) -> None:
    """Say in all messages of a bundle what they ask for now; some of it has to be open."""
    open_ones = [o for o in bundle if o.state is State.OPEN]
    if not open_ones:
        return
    ignored = await _ignored(tx, open_ones)
    first = (await bearings_of(tx, [open_ones[0].goal_id]))[open_ones[0].goal_id]
    for message in await told(tx, bundle):
        if _asks(message, open_ones):
            await outbox.edit(
                tx,
                place=message.place,
                brief=_brief(message, open_ones, first, ignored=ignored),
                about=about(open_ones[0].kind, first.title, len(open_ones)),
                priority=FIRST,
            )


def _asks(message: Told, open_ones: Sequence[Occurrence]) -> bool:
    """Say whether a message stands and still asks: not who handed the check-in on."""
    if message.purpose is Purpose.TAKE_OVER or message.state in ("dropped", "dead"):
        return False
    person = message.person.startswith(("U", "W"))
    handed_on = person and message.person not in {o.asked_id for o in open_ones}
    return message.purpose is Purpose.BACKUP or not handed_on


def _brief(
    message: Told, open_ones: Sequence[Occurrence], goal: Bearings, *, ignored: bool
) -> Brief:
    first = open_ones[0]
    elsewhere = message.person == goal.channel_id
    return Brief(
        person_id=first.asked_id if elsewhere else PersonId(message.person),
        owner_id=first.asked_id,
        purpose=message.purpose,
        kind=first.kind,
        bundle=first.bundle,
        occurrences=tuple(o.id for o in open_ones),
        late_seconds=max(o.late_seconds for o in open_ones),
        ignored=ignored,
        unreachable="no direct message" if elsewhere else None,
    )


async def _ignored(tx: Transaction, occurrences: Sequence[Occurrence]) -> bool:
    query = select(ScheduleRow.ignored).where(
        ScheduleRow.workspace_id == tx.workspace_id,
        col(ScheduleRow.goal_id).in_({o.goal_id for o in occurrences}),
        ScheduleRow.kind == occurrences[0].kind,
    )
    return proposes_pause(max(await tx.session.exec(query), default=0))


async def values_came(tx: Transaction, goals: Collection[str], source: str) -> None:
    """Let messages ask only for a word, where all values of what they ask for came by themselves.

    To be called in the transaction that kept the values. A burst becomes one edit, and a message
    that has not left yet is changed before it does.
    """
    waiting = await check_ins.newer_open(tx, goals)
    if not waiting:
        return
    measures = await kpis.of_goals(tx, list(waiting))
    values = await readings.values_of(tx, [kpi for some in measures.values() for kpi in some])
    bundles = {}
    for goal_id, occurrence in waiting.items():
        measured = measures[goal_id]
        if measured and all(values[kpi.id].fresh for kpi in measured):
            bundles[occurrence.bundle] = occurrence.id
            await _note_once(tx, occurrence, source)
    for occurrence_id in bundles.values():
        await retell(tx, await check_ins.in_bundle(tx, occurrence_id))


async def _note_once(tx: Transaction, occurrence: Occurrence, source: str) -> None:
    lines = await check_ins.lines(tx, occurrence.id)
    if all(line.why is not Why.VALUES_CAME for line in lines):
        await check_ins.note(tx, occurrence.id, Why.VALUES_CAME, source)
