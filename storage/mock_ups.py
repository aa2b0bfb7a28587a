"""The pictures of user stories."""

from sqlmodel import col, select, update

from domain.experience import MockUp
from domain.people import PersonId
from storage.database import Transaction, new_id
from storage.tables import MockUpRow


async def add(
    tx: Transaction,
    document_id: str,
    key: str,
    *,
    file_id: str,
    name: str,
    alt_text: str,
    added_by: PersonId,
) -> MockUp:
    """Keep a picture of a story."""
    row = MockUpRow(
        id=new_id("moc"),
        workspace_id=tx.workspace_id,
        document_id=document_id,
        key=key,
        file_id=file_id,
        name=name,
        alt_text=alt_text,
        added_by=added_by,
        added_at=tx.now,
    )
    tx.session.add(row)
    await tx.session.flush()
    return MockUp.model_validate(row)


async def remove(tx: Transaction, document_id: str, mock_up_id: str) -> MockUp | None:
    """Take a picture away and return it; None where somebody has taken it away before."""
    mine = (
        col(MockUpRow.workspace_id) == tx.workspace_id,
        col(MockUpRow.document_id) == document_id,
        col(MockUpRow.id) == mock_up_id,
    )
    here = (*mine, col(MockUpRow.removed_at).is_(None))
    if not (
        await tx.session.exec(update(MockUpRow).where(*here).values(removed_at=tx.now))
    ).rowcount:
        return None
    row = (await tx.session.exec(select(MockUpRow).where(*mine))).one()
    return MockUp.model_validate(row)


async def of_document(tx: Transaction, document_id: str) -> dict[str, list[MockUp]]:
    """Return the pictures of a document's stories, oldest first, by the story's key."""
    query = (
        select(MockUpRow)
        .where(
            MockUpRow.workspace_id == tx.workspace_id,
            MockUpRow.document_id == document_id,
            col(MockUpRow.removed_at).is_(None),
        )
        .order_by(col(MockUpRow.id))
    )
    found: dict[str, list[MockUp]] = {}
    for row in await tx.session.exec(query):
        found.setdefault(row.key, []).append(MockUp.model_validate(row))
    return found
