"""Of which day the last digest was."""

import sqlalchemy as sa
from alembic import op

revision = "digests"
down_revision = "numbers"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("initiative", schema=None) as batch_op:
        batch_op.add_column(sa.Column("digested_on", sa.Date(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("initiative", schema=None) as batch_op:
        batch_op.drop_column("digested_on")
