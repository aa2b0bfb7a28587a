"""Postings: briefs on their way into the outbox, each message once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import col, func, select

from domain.check_ins import Kind, Occurrence
from storage import outbox
from storage.asking import Brief, Purpose
from storage.database import Transaction
from storage.items import Bearings, bearings_of
from storage.rows import insert_new
from storage.tables import OccurrenceRow, OutboxRow

Json = dict[str, Any]

FIRST, NUDGE, DIGEST = 10, 20, 30
"""Priorities of the outbox."""

ELSEWHERE = "said in the thread instead"
"""Why a direct message was not sent that Slack refused for good."""

GUARD = "check_in"
"""Named in front of the person and the bundle: see `storage/wanted.py`."""


@dataclass(frozen=True)
class Posting:
    """A brief with when and for how long it may leave."""

    brief: Brief
    goals: Sequence[Bearings]
    """What it asks for, the goal of `first` foremost."""
    first: Occurrence
    not_before: datetime
    expires_at: datetime | None
    priority: int = FIRST

    @property
    def key(self) -> str:
        """The message once: also when two replicas write it at the same time."""
        brief, first = self.brief, self.first
        if brief.purpose is Purpose.ASK:
            return brief.bundle
        step = f"{first.snoozed_until:%Y%m%dT%H%M}" if first.snoozed_until else first.nudges
        return f"{brief.purpose}:{step}:{brief.person_id}:{brief.bundle}"

    @property
    def guard(self) -> str:
        """Who is asked whether it is still wanted, and about what."""
        return f"{GUARD}:{self.brief.person_id}:{self.brief.bundle}"

    def about(self, count: int) -> str:
        """Return what it is, of so many goals, in words for people."""
        return about(self.brief.kind, self.goals[0].title, count)


def about(kind: Kind, title: str, count: int) -> str:
    """Return what a message asks for, in words for people: one goal by its title, or how many."""
    goals = f"“{title}”" if count == 1 else f"{count} goals"
    return f"a {'goal review' if kind is Kind.REVIEW else 'check-in'} of {goals}"


async def post(tx: Transaction, postings: Sequence[Posting]) -> int:
    """Write messages into the outbox, each once; return how many are new.

    A first ask whose message stands already gets the goals that came to it since: while it waits
    that is so by itself, afterwards it is edited.
    """
    plain = [p for p in postings if p.brief.unreachable is None]
    rows = [_row(tx, posting) for posting in plain]
    fresh = await insert_new(tx.session, OutboxRow, rows, unique=("workspace_id", "dedupe_key"))
    for posting in postings:
        if posting.brief.unreachable is not None:
            await _in_thread(tx, posting.brief, posting.goals[0], _row(tx, posting))
    if fresh < len(rows):
        await _join(tx, plain)
    tx.announced = True
    return fresh + len(postings) - len(plain)


def _row(tx: Transaction, posting: Posting) -> Json:
    return {
        "workspace_id": tx.workspace_id,
        "dedupe_key": posting.key,
        "kind": "post",
        "conversation": posting.brief.person_id,
        "place": posting.key,
        "thread": None,
        "payload": outbox.to_be_worded(posting.brief),
        "about": posting.about(len(posting.goals)),
        "responsible": None,
        "priority": posting.priority,
        "guard": posting.guard,
        "state": "queued",
        "attempts": 0,
        "created_at": tx.now,
        "not_before": posting.not_before,
        "expires_at": posting.expires_at,
    }


async def say_elsewhere(tx: Transaction, person: str, error: str) -> None:
    """Ask in the goals' thread for what died because Slack lets nobody message a person.

    The rows themselves become `dropped`: when the person can be messaged again, nobody asks twice.
    """
    row = OutboxRow
    query = select(row).where(
        row.workspace_id == tx.workspace_id,
        row.conversation == person,
        row.state == "dead",
        row.error == error,
        col(row.guard).startswith(f"{GUARD}:"),
    )
    for dead in (await tx.session.exec(query.execution_options(populate_existing=True))).all():
        if "brief" not in dead.payload:
            continue  # it asks for nothing any more
        brief = Brief.model_validate(dead.payload["brief"])
        homes = await _homes(tx, brief.bundle)
        dead.state, dead.error = "dropped", ELSEWHERE
        tx.session.add(dead)
        if homes:
            unreachable = brief.model_copy(update={"unreachable": error})
            key = f"elsewhere:{dead.dedupe_key}"
            await _in_thread(tx, unreachable, homes[0], {**dead.model_dump(), "dedupe_key": key})
    await tx.session.flush()


async def _homes(tx: Transaction, bundle: str) -> list[Bearings]:
    """Return the goals of a bundle that wait for an answer."""
    row = OccurrenceRow
    query = select(row.goal_id).where(
        row.workspace_id == tx.workspace_id, row.bundle == bundle, row.state == "open"
    )
    return list((await bearings_of(tx, list(await tx.session.exec(query)))).values())


_KEPT = ("dedupe_key", "about", "place", "priority", "not_before", "expires_at", "guard")


async def _in_thread(tx: Transaction, brief: Brief, home: Bearings, row: Json) -> None:
    """Say a row where Slack lets it be said: in the thread of the card the goal belongs to."""
    await outbox.post(
        tx,
        conversation=home.channel_id,
        brief=brief,
        thread=f"card:{home.initiative_id}",
        **{name: row[name] for name in _KEPT},
    )


async def _join(tx: Transaction, postings: Sequence[Posting]) -> None:
    """Say in a message that has left already what it asks for altogether now."""
    first = {p.brief.bundle: p for p in postings if p.brief.purpose is Purpose.ASK}
    together = await _waiting(tx, first)
    for bundle, posting in first.items():
        count = together.get(bundle, 0)
        if count > len(posting.goals):
            await outbox.edit(
                tx,
                place=bundle,
                brief=posting.brief,
                about=posting.about(count),
                priority=FIRST,
            )


async def _waiting(tx: Transaction, bundles: Mapping[str, Posting]) -> dict[str, int]:
    """Return how many check-ins of each bundle wait for an answer."""
    query = (
        select(OccurrenceRow.bundle, func.count())
        .where(
            OccurrenceRow.workspace_id == tx.workspace_id,
            col(OccurrenceRow.bundle).in_(bundles),
            col(OccurrenceRow.state) == "open",
        )
        .group_by(col(OccurrenceRow.bundle))
    )
    return dict((await tx.session.exec(query)).all())
