"""Answers in the making: what somebody typed into a check-in of several pages and has not saved."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import col, delete

from domain.people import PersonId
from storage.database import Transaction
from storage.rows import put
from storage.tables import AnswerDraftRow

KEPT = timedelta(days=1)
"""How long it is offered again; then the numbers are no longer those of the day."""


@dataclass(frozen=True)
class AnswerDraft:
    """The goals of a check-in in the order of its pages, and what was typed so far."""

    asked: Mapping[str, str]
    """From each goal to the occurrence that asked for it; "" where nobody asked."""
    words: Mapping[str, str]
    """By the input's block id."""


async def begin(
    tx: Transaction, person: PersonId, record: str, asked: Mapping[str, str]
) -> AnswerDraft:
    """Open a check-in of several pages; what was typed into it within a day is there again."""
    before = await find(tx, person, record)
    draft = AnswerDraft(asked, before.words if before else {})
    await _put(tx, person, record, draft)
    return draft


async def keep(
    tx: Transaction, person: PersonId, record: str, words: Mapping[str, str]
) -> AnswerDraft | None:
    """Keep what was typed on a page beside that of the others; None if nothing was begun."""
    before = await find(tx, person, record)
    if before is None:
        return None
    draft = AnswerDraft(before.asked, {**before.words, **words})
    await _put(tx, person, record, draft)
    return draft


async def find(tx: Transaction, person: PersonId, record: str) -> AnswerDraft | None:
    """Return what was typed within a day."""
    row = await tx.session.get(
        AnswerDraftRow, (tx.workspace_id, person, record), populate_existing=True
    )
    if row is None or row.saved_at < tx.now - KEPT:
        return None
    return AnswerDraft({pair[0]: pair[1] for pair in row.goals}, row.words)


async def drop(tx: Transaction, person: PersonId, record: str) -> None:
    """Forget what was typed: it is saved."""
    query = delete(AnswerDraftRow).where(
        col(AnswerDraftRow.workspace_id) == tx.workspace_id,
        col(AnswerDraftRow.person_id) == person,
        col(AnswerDraftRow.record) == record,
    )
    await tx.session.exec(query)


async def _put(tx: Transaction, person: PersonId, record: str, draft: AnswerDraft) -> None:
    await put(
        tx,
        AnswerDraftRow,
        person_id=person,
        record=record,
        goals=[[goal, occurrence] for goal, occurrence in draft.asked.items()],
        words=dict(draft.words),
        saved_at=tx.now,
    )
