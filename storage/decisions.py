"""The decision log."""

from sqlmodel import col, select

from domain.decisions import Decision
from domain.people import PersonId
from storage.database import Transaction, new_id
from storage.tables import DecisionRow


async def log(
    tx: Transaction, initiative_id: str, person_id: PersonId, what: str, why: str = ""
) -> None:
    """Write a line: a sentence without its subject, and its reason."""
    tx.session.add(
        DecisionRow(
            id=new_id("dec"),
            workspace_id=tx.workspace_id,
            initiative_id=initiative_id,
            decided_at=tx.now,
            person_id=person_id,
            what=what,
            why=why,
        )
    )
    await tx.session.flush()


async def of_initiative(
    tx: Transaction, initiative_id: str, *, limit: int, before: str | None = None
) -> list[Decision]:
    """Return lines, newest first, from before the one with the id `before`."""
    query = select(DecisionRow).where(
        DecisionRow.workspace_id == tx.workspace_id, DecisionRow.initiative_id == initiative_id
    )
    if before is not None:
        query = query.where(DecisionRow.id < before)
    query = query.order_by(col(DecisionRow.id).desc()).limit(limit)
    return [Decision.model_validate(row) for row in await tx.session.exec(query)]
