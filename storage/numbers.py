"""What was decided about the numbers of press releases."""

from collections import defaultdict
from collections.abc import Collection

from sqlmodel import col, select, update

from domain.promised_numbers import NumberDecision
from storage.database import Transaction
from storage.rows import put_once
from storage.tables import NumberDecisionRow


async def decisions(
    tx: Transaction, initiative_ids: Collection[str]
) -> dict[str, dict[str, NumberDecision]]:
    """Return what was decided in each of these initiatives, by the numbers' keys, in one query.

    Numbers that the press release does not say any more are among them.
    """
    query = select(NumberDecisionRow).where(
        NumberDecisionRow.workspace_id == tx.workspace_id,
        col(NumberDecisionRow.initiative_id).in_(set(initiative_ids)),
    )
    found: dict[str, dict[str, NumberDecision]] = defaultdict(dict)
    for row in await tx.session.exec(query.execution_options(populate_existing=True)):
        found[row.initiative_id][row.key] = NumberDecision.model_validate(row)
    return found


async def decide(tx: Transaction, initiative_id: str, decision: NumberDecision) -> bool:
    """Keep a decision; False, and nothing is kept, if somebody else was faster.

    `decision.revision` is one above that of the decision it takes the place of: 1 for the first.
    """
    values = {**decision.model_dump(), "at": tx.now}
    if decision.revision == 1:
        return await put_once(tx, NumberDecisionRow, initiative_id=initiative_id, **values)
    query = (
        update(NumberDecisionRow)
        .where(
            col(NumberDecisionRow.workspace_id) == tx.workspace_id,
            col(NumberDecisionRow.initiative_id) == initiative_id,
            col(NumberDecisionRow.key) == decision.key,
            col(NumberDecisionRow.revision) == decision.revision - 1,
        )
        .values(values)
        .returning(col(NumberDecisionRow.key))
    )
    return (await (await tx.session.connection()).execute(query)).first() is not None
