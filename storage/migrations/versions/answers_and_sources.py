"""Check-ins of several pages, backups asked meanwhile, and several tokens a goal."""

import sqlalchemy as sa
from alembic import op

from storage.tables import Moment

revision = "answers_and_sources"
down_revision = "turns"
branch_labels = None
depends_on = None

_KEPT = "id, workspace_id, goal_id, name, token, made_by, made_at, used_at"


def upgrade() -> None:
    op.create_table(
        "answer_draft",
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("goals", sa.JSON(), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("saved_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("workspace_id", "person_id", "record"),
    )
    op.add_column(
        "away", sa.Column("ask_backups", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    _rebuild(
        sa.Column("ends_at", Moment(), nullable=True),
        sa.Column("paced_until", Moment(), nullable=True),
    )
    op.create_index("source_of_goal", "source", ["goal_id"])


def downgrade() -> None:
    op.drop_index("source_of_goal", "source")
    op.execute("DELETE FROM source WHERE ends_at IS NOT NULL")
    op.execute(
        "DELETE FROM source WHERE EXISTS (SELECT 1 FROM source AS newer WHERE "
        "newer.goal_id = source.goal_id AND newer.made_at > source.made_at)"
    )
    _rebuild(sa.UniqueConstraint("goal_id"))
    op.drop_column("away", "ask_backups")
    op.drop_table("answer_draft")


def _rebuild(*more: sa.schema.SchemaItem) -> None:
    """Make the table of tokens anew: SQLite cannot drop a constraint that has no name."""
    op.create_table(
        "source_anew",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("goal_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("used_at", Moment(), nullable=True),
        *more,
        sa.ForeignKeyConstraint(["goal_id"], ["goal.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.execute(f"INSERT INTO source_anew ({_KEPT}) SELECT {_KEPT} FROM source")  # noqa: S608
    op.drop_table("source")
    op.rename_table("source_anew", "source")
