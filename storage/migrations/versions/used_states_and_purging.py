"""States of installations are taken once, and what belongs to a row is found when it is deleted."""

import sqlalchemy as sa
from alembic import op

from storage.tables import Moment

revision = 'used_states_and_purging'
down_revision = 'dismissal'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('used_state',
    sa.Column('digest', sa.Text(), nullable=False),
    sa.Column('until', Moment(), nullable=False),
    sa.PrimaryKeyConstraint('digest')
    )
    with op.batch_alter_table('comment', schema=None) as batch_op:
        batch_op.create_index('ix_comment_document_id', ['document_id'], unique=False)
        batch_op.create_index('ix_comment_initiative_id', ['initiative_id'], unique=False)

    with op.batch_alter_table('goal', schema=None) as batch_op:
        batch_op.drop_index('goal_by_initiative')
        batch_op.create_index('goal_by_initiative', ['initiative_id'], unique=False)

    with op.batch_alter_table('kpi', schema=None) as batch_op:
        batch_op.drop_index('kpi_by_goal')
        batch_op.create_index('kpi_by_goal', ['goal_id'], unique=False)

    with op.batch_alter_table('occurrence_line', schema=None) as batch_op:
        batch_op.drop_index('line_of_occurrence')
        batch_op.create_index('line_of_occurrence', ['occurrence_id'], unique=False)

    with op.batch_alter_table('ownership', schema=None) as batch_op:
        batch_op.drop_index('ownership_of_goal')
        batch_op.create_index('ownership_of_goal', ['goal_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('ownership', schema=None) as batch_op:
        batch_op.drop_index('ownership_of_goal')
        batch_op.create_index('ownership_of_goal', ['workspace_id', 'goal_id'], unique=False)

    with op.batch_alter_table('occurrence_line', schema=None) as batch_op:
        batch_op.drop_index('line_of_occurrence')
        batch_op.create_index('line_of_occurrence', ['workspace_id', 'occurrence_id'], unique=False)

    with op.batch_alter_table('kpi', schema=None) as batch_op:
        batch_op.drop_index('kpi_by_goal')
        batch_op.create_index('kpi_by_goal', ['workspace_id', 'goal_id'], unique=False)

    with op.batch_alter_table('goal', schema=None) as batch_op:
        batch_op.drop_index('goal_by_initiative')
        batch_op.create_index('goal_by_initiative', ['workspace_id', 'initiative_id'], unique=False)

    with op.batch_alter_table('comment', schema=None) as batch_op:
        batch_op.drop_index('ix_comment_initiative_id')
        batch_op.drop_index('ix_comment_document_id')

    op.drop_table('used_state')
