"""The days off of a workspace stand in its settings."""

import sqlalchemy as sa
from alembic import op

revision = "calendar_settings"
down_revision = "findable_names"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_table("calendar")  # no version wrote into it


def downgrade() -> None:
    op.create_table(
        "calendar",
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("weekend", sa.JSON(), nullable=False),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("region", sa.Text(), nullable=True),
        sa.Column("closed", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("workspace_id"),
    )
