"""Messages that asked: found again, and brought up to date once more is known."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select

from domain.check_ins import ANSWERED, Occurrence, State, Why, proposes_pause
from domain.people import PersonId
from storage import check_ins, outbox
from storage.asking import Ask, Item, Purpose, Render
from storage.database import Transaction
from storage.items import items_of
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


async def retell(tx: Transaction, bundle: Sequence[Occurrence], render: Render) -> None:
    """Say in all messages of a bundle what they ask for now; some of it has to be open."""
    open_ones = [o for o in bundle if o.state is State.OPEN]
    if not open_ones:
        return
    items = await items_of(tx, open_ones)
    ignored = await _ignored(tx, open_ones)
    answered = sum(o.state in ANSWERED for o in bundle)
    for message in await told(tx, bundle):
        if not _asks(message, open_ones):
            continue
        ask = _ask(tx, message, [items[o.id] for o in open_ones], answered, ignored=ignored)
        said = render(ask)
        await outbox.edit(
            tx,
            place=message.place,
            text=said.text,
            blocks=said.blocks,
            about=about(ask),
            priority=FIRST,
        )


def _asks(message: Told, open_ones: Sequence[Occurrence]) -> bool:
    """Say whether a message stands and still asks: not who handed the check-in on."""
    if message.purpose is Purpose.TAKE_OVER or message.state in ("dropped", "dead"):
        return False
    person = message.person.startswith(("U", "W"))
    handed_on = person and message.person not in {o.asked_id for o in open_ones}
    return message.purpose is Purpose.BACKUP or not handed_on


def _ask(
    tx: Transaction, message: Told, items: Sequence[Item], answered: int, *, ignored: bool
) -> Ask:
    first = items[0].occurrence
    elsewhere = message.person == items[0].channel_id
    return Ask(
        workspace_id=tx.workspace_id,
        person_id=first.asked_id if elsewhere else PersonId(message.person),
        owner_id=first.asked_id,
        purpose=message.purpose,
        kind=first.kind,
        bundle=first.bundle,
        items=items,
        now=tx.now,
        late_seconds=max(item.occurrence.late_seconds for item in items),
        ignored=ignored,
        unreachable="no direct message" if elsewhere else None,
        answered=answered,
    )


async def _ignored(tx: Transaction, occurrences: Sequence[Occurrence]) -> bool:
    query = select(ScheduleRow.ignored).where(
        ScheduleRow.workspace_id == tx.workspace_id,
        col(ScheduleRow.goal_id).in_({o.goal_id for o in occurrences}),
        ScheduleRow.kind == occurrences[0].kind,
    )
    return proposes_pause(max(await tx.session.exec(query), default=0))


async def values_came(tx: Transaction, goals: Collection[str], source: str, render: Render) -> None:
    """Let messages ask only for a word, where all values of what they ask for came by themselves.

    To be called in the transaction that kept the values. A burst becomes one edit, and a message
    that has not left yet is changed before it does.
    """
    waiting = await check_ins.newer_open(tx, goals)
    if not waiting:
        return
    items = await items_of(tx, list(waiting.values()))
    bundles = {}
    for occurrence in waiting.values():
        item = items[occurrence.id]
        if item.kpis and len(item.fresh) == len(item.kpis):
            bundles[occurrence.bundle] = occurrence.id
            await _note_once(tx, occurrence, source)
    for occurrence_id in bundles.values():
        await retell(tx, await check_ins.in_bundle(tx, occurrence_id), render)


async def _note_once(tx: Transaction, occurrence: Occurrence, source: str) -> None:
    lines = await check_ins.lines(tx, occurrence.id)
    if all(line.why is not Why.VALUES_CAME for line in lines):
        await check_ins.note(tx, occurrence.id, Why.VALUES_CAME, source)
