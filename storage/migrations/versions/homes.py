"""Whose App Home is open, and what has changed since it was shown."""

import sqlalchemy as sa
from alembic import op

from storage.tables import Moment

revision = 'homes'
down_revision = 'scope'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('home',
    sa.Column('workspace_id', sa.Text(), nullable=False),
    sa.Column('person_id', sa.Text(), nullable=False),
    sa.Column('opened_at', Moment(), nullable=False),
    sa.Column('due_at', Moment(), nullable=True),
    sa.Column('acted', sa.Boolean(), nullable=False),
    sa.Column('leased_until', Moment(), nullable=True),
    sa.Column('refreshed_at', Moment(), nullable=True),
    sa.Column('shown', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspace.id'], ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('workspace_id', 'person_id')
    )
    with op.batch_alter_table('home', schema=None) as batch_op:
        batch_op.create_index('home_due', ['due_at'], unique=False)

    op.create_table('home_change',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('workspace_id', sa.Text(), nullable=False),
    sa.Column('by', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspace.id'], ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id')
    )


def downgrade() -> None:
    op.drop_table('home_change')
    with op.batch_alter_table('home', schema=None) as batch_op:
        batch_op.drop_index('home_due')

    op.drop_table('home')
