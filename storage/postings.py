"""Postings: asks on their way into the outbox, each message once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlmodel import col, select

from domain.check_ins import Kind, Occurrence
from storage import outbox
from storage.asking import Ask, Purpose, Render, Said
from storage.database import Transaction
from storage.items import items_of
from storage.rows import insert_new
from storage.tables import OccurrenceRow, OutboxRow

Json = dict[str, Any]

FIRST, NUDGE, DIGEST = 10, 20, 30
"""Priorities of the outbox."""

GUARD = "check_in"
"""Named in front of the person and the bundle: see `storage/wanted.py`."""


@dataclass(frozen=True)
class Posting:
    """An ask with when and for how long it may leave."""

    ask: Ask
    not_before: datetime
    expires_at: datetime | None
    priority: int = FIRST

    @property
    def key(self) -> str:
        """The message once: also when two replicas write it at the same time."""
        ask = self.ask
        if ask.purpose is Purpose.ASK:
            return ask.bundle
        first = ask.items[0].occurrence
        step = f"{first.snoozed_until:%Y%m%dT%H%M}" if first.snoozed_until else first.nudges
        return f"{ask.purpose}:{step}:{ask.person_id}:{ask.bundle}"


async def post(tx: Transaction, postings: Sequence[Posting], render: Render) -> int:
    """Write messages into the outbox, each once; return how many are new.

    A first ask whose message stands already gets the goals that came to it since: as long as it
    waits it is changed, afterwards it is edited.
    """
    said = {posting.key: render(posting.ask) for posting in postings}
    plain = [p for p in postings if p.ask.unreachable is None]
    rows = [_row(tx, posting, said[posting.key]) for posting in plain]
    fresh = await insert_new(tx.session, OutboxRow, rows, unique=("workspace_id", "dedupe_key"))
    for posting in postings:
        if posting.ask.unreachable is not None:
            await _post_elsewhere(tx, posting, said[posting.key])
    if fresh < len(rows):
        await _join(tx, plain, render)
    tx.announced = True
    return fresh + len(postings) - len(plain)


def _row(tx: Transaction, posting: Posting, said: Said) -> Json:
    blocks = {"blocks": list(said.blocks)} if said.blocks else {}
    return {
        "workspace_id": tx.workspace_id,
        "dedupe_key": posting.key,
        "kind": "post",
        "conversation": said.conversation or posting.ask.person_id,
        "place": posting.key,
        "thread": said.thread,
        "payload": {"text": said.text, **blocks},
        "about": about(posting.ask),
        "responsible": None,
        "priority": posting.priority,
        "guard": f"{GUARD}:{posting.ask.person_id}:{posting.ask.bundle}",
        "state": "queued",
        "attempts": 0,
        "created_at": tx.now,
        "not_before": posting.not_before,
        "expires_at": posting.expires_at,
    }


async def _post_elsewhere(tx: Transaction, posting: Posting, said: Said) -> None:
    """Say it where the words want it to be said; without a place it waits for the person."""
    await outbox.post(
        tx,
        conversation=said.conversation or posting.ask.person_id,
        text=said.text,
        blocks=said.blocks,
        about=about(posting.ask),
        dedupe_key=posting.key,
        place=posting.key,
        thread=said.thread,
        priority=posting.priority,
        not_before=posting.not_before,
        expires_at=posting.expires_at,
        guard=f"{GUARD}:{posting.ask.person_id}:{posting.ask.bundle}",
    )


async def _join(tx: Transaction, postings: Sequence[Posting], render: Render) -> None:
    """Say in a message that stands already what it asks for altogether now."""
    first = {p.ask.bundle: p.ask for p in postings if p.ask.purpose is Purpose.ASK}
    query = select(OccurrenceRow).where(
        OccurrenceRow.workspace_id == tx.workspace_id,
        col(OccurrenceRow.bundle).in_(first),
        col(OccurrenceRow.state) == "open",
    )
    rows = [Occurrence.model_validate(row) for row in await tx.session.exec(query)]
    items = await items_of(tx, rows)
    for bundle, ask in first.items():
        together = [items[row.id] for row in rows if row.bundle == bundle]
        if len(together) > len(ask.items):
            said = render(replace(ask, items=together))
            await outbox.edit(
                tx,
                place=bundle,
                text=said.text,
                blocks=said.blocks,
                about=about(ask),
                priority=FIRST,
            )


def about(ask: Ask) -> str:
    """Return what an ask is, in words for people."""
    count = len(ask.items)
    goals_ = f"“{ask.items[0].goal.title}”" if count == 1 else f"{count} goals"
    return f"a {'goal review' if ask.kind is Kind.REVIEW else 'check-in'} of {goals_}"
