"""Rows of the outbox can have a guard; a message knows its thread."""

import sqlalchemy as sa
from alembic import op

revision = "outbox_guard"
down_revision = "0001"
branch_labels = None
depends_on = None

# A message that is known already learns its thread from the row that posted it.
_LEARN = """
UPDATE message SET thread = (
    SELECT max(outbox.thread) FROM outbox
    WHERE outbox.workspace_id = message.workspace_id
    AND outbox.place = message.place AND outbox.kind = 'post'
)
"""


def upgrade() -> None:
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.add_column(sa.Column("guard", sa.Text(), nullable=True))
    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.add_column(sa.Column("thread", sa.Text(), nullable=True))
    op.execute(_LEARN)


def downgrade() -> None:
    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.drop_column("thread")
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_column("guard")
