"""A channel can be deleted."""

import sqlalchemy as sa
from alembic import op

revision = "channel_deleted"
down_revision = "beside_entries"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("channel", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("deleted", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    with op.batch_alter_table("channel", schema=None) as batch_op:
        batch_op.alter_column("deleted", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("channel", schema=None) as batch_op:
        batch_op.drop_column("deleted")
