"""What customers said."""

import sqlalchemy as sa
from alembic import op

from storage.tables import Moment

revision = 'feedback'
down_revision = "silent_reads"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('feedback',
    sa.Column('id', sa.Text(), nullable=False),
    sa.Column('workspace_id', sa.Text(), nullable=False),
    sa.Column('initiative_id', sa.Text(), nullable=True),
    sa.Column('promise', sa.Text(), nullable=False),
    sa.Column('quote', sa.Text(), nullable=False),
    sa.Column('customer', sa.Text(), nullable=False),
    sa.Column('place', sa.Text(), nullable=False),
    sa.Column('written_by', sa.Text(), nullable=True),
    sa.Column('channel_id', sa.Text(), nullable=True),
    sa.Column('message_ts', sa.Text(), nullable=True),
    sa.Column('permalink', sa.Text(), nullable=True),
    sa.Column('saved_by', sa.Text(), nullable=False),
    sa.Column('saved_at', Moment(), nullable=False),
    sa.ForeignKeyConstraint(['initiative_id'], ['initiative.id'], ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspace.id'], ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('workspace_id', 'channel_id', 'message_ts')
    )
    with op.batch_alter_table('feedback', schema=None) as batch_op:
        batch_op.create_index('feedback_by_initiative', ['initiative_id', 'promise'], unique=False)
        batch_op.create_index('feedback_by_saver', ['workspace_id', 'saved_by'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('feedback', schema=None) as batch_op:
        batch_op.drop_index('feedback_by_saver')
        batch_op.drop_index('feedback_by_initiative')

    op.drop_table('feedback')
