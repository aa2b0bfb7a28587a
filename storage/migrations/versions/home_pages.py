"""What of Home stands open."""

import sqlalchemy as sa
from alembic import op

revision = "home_pages"
down_revision = "feedback"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("home", schema=None) as batch_op:
        batch_op.add_column(sa.Column("alignment_page", sa.Integer(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("home", schema=None) as batch_op:
        batch_op.drop_column("alignment_page")
