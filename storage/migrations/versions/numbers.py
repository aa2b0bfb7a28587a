"""Numbers of the press release are linked to a KPI or waived with a reason."""

import sqlalchemy as sa
from alembic import op

from storage.tables import Moment

revision = 'numbers'
down_revision = "home_pages"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('number_decision',
    sa.Column('workspace_id', sa.Text(), nullable=False),
    sa.Column('initiative_id', sa.Text(), nullable=False),
    sa.Column('key', sa.Text(), nullable=False),
    sa.Column('citation', sa.Text(), nullable=False),
    sa.Column('phrase', sa.Text(), nullable=False),
    sa.Column('sentences', sa.Text(), nullable=False),
    sa.Column('kpi_id', sa.Text(), nullable=True),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('by', sa.Text(), nullable=False),
    sa.Column('at', Moment(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['initiative_id'], ['initiative.id'], ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['workspace_id'], ['workspace.id'], ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('initiative_id', 'key')
    )


def downgrade() -> None:
    op.drop_table('number_decision')
