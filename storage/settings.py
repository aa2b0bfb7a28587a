"""Settings of a workspace and their audit log.

They are read with what they decide upon, in the same transaction: one row by its key, so that a
change holds at once in every replica.
"""

from sqlalchemy import func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.people import PersonId
from domain.settings import SettingChange, Settings, changed
from storage.database import Transaction, new_id
from storage.rows import put
from storage.tables import SettingChangeRow, SettingsRow, WorkspaceRow


async def get(tx: Transaction) -> Settings:
    """Return the settings of the workspace."""
    query = select(SettingsRow.changed).where(SettingsRow.workspace_id == tx.workspace_id)
    found = (await tx.session.exec(query)).first()
    return Settings.model_validate(found) if found else Settings()


async def kept_archived(session: AsyncSession) -> dict[str, int]:
    """Return for how many days archived initiatives are kept, by workspace that limits them."""
    rows = await session.exec(select(SettingsRow))
    name = "keep_archived_days"
    return {row.workspace_id: row.changed[name] for row in rows if row.changed.get(name)}


async def locked(tx: Transaction) -> Settings:
    """Return the settings; nobody else changes them before this transaction ends."""
    query = select(WorkspaceRow.id).where(WorkspaceRow.id == tx.workspace_id).with_for_update()
    await tx.session.exec(query)
    return await get(tx)


async def change(tx: Transaction, person: PersonId, before: Settings, after: Settings) -> None:
    """Keep the settings, and write into the audit log what of them is new."""
    names = changed(before, after)
    if not names:
        return
    await put(tx, SettingsRow, changed=after.model_dump(mode="json", exclude_defaults=True))
    old, new = before.model_dump(mode="json"), after.model_dump(mode="json")
    for name in names:
        tx.session.add(
            SettingChangeRow(
                id=new_id("set"),
                workspace_id=tx.workspace_id,
                changed_by=person,
                changed_at=tx.now,
                setting=name,
                before=old[name],
                after=new[name],
            )
        )
    await tx.session.flush()


async def changes(tx: Transaction, *, limit: int, offset: int = 0) -> list[SettingChange]:
    """Return a page of the audit log, newest first."""
    query = (
        select(SettingChangeRow)
        .where(SettingChangeRow.workspace_id == tx.workspace_id)
        .order_by(col(SettingChangeRow.id).desc())
        .limit(limit)
        .offset(offset)
    )
    return [SettingChange.model_validate(row) for row in await tx.session.exec(query)]


async def count_changes(tx: Transaction) -> int:
    """Count the lines of the audit log."""
    query = select(func.count()).where(col(SettingChangeRow.workspace_id) == tx.workspace_id)
    return (await tx.session.exec(query)).one()
