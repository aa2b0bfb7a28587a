"""Initiatives are found by their names."""

from alembic import op

revision = "findable_names"
down_revision = "digests"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "INSERT INTO findable "
        "(workspace_id, initiative_id, kind, owner, part, citation, title, words) "
        "SELECT workspace_id, id, 'initiative', id, '', '', name, name FROM initiative"
    )


def downgrade() -> None:
    op.execute("DELETE FROM findable WHERE kind = 'initiative'")
