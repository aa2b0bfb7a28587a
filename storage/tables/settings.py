"""Settings of workspaces, and who changed them."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index
from sqlmodel import SQLModel

from storage.tables.columns import json, moment, text, text_key, workspace_key


class SettingsRow(SQLModel, table=True):
    """What a workspace has changed of its settings; all else has its default."""

    __tablename__ = "settings"

    workspace_id: str = workspace_key(primary=True)
    changed: dict[str, Any] = json()


class SettingChangeRow(SQLModel, table=True):
    """The audit log of settings: a line for each that was changed."""

    __tablename__ = "setting_change"
    __table_args__ = (Index("setting_change_by_workspace", "workspace_id", "id"),)

    id: str = text_key()
    workspace_id: str = workspace_key()
    changed_by: str = text()
    changed_at: datetime = moment()
    setting: str = text()
    before: Any = json()
    after: Any = json()
