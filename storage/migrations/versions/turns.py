"""turns: what is queued is found by workspace

Revision ID: turns
Revises: sources
"""

from alembic import op
from sqlalchemy import text

revision = "turns"
down_revision = "sources"
branch_labels = None
depends_on = None

_QUEUED = text("state = 'queued'")


def upgrade() -> None:
    op.drop_index("outbox_next", table_name="outbox")
    _index("workspace_id", "priority", "id")


def downgrade() -> None:
    op.drop_index("outbox_next", table_name="outbox")
    _index("priority", "id")


def _index(*columns: str) -> None:
    op.create_index(
        "outbox_next", "outbox", list(columns), sqlite_where=_QUEUED, postgresql_where=_QUEUED
    )
