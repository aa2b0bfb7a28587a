"""Silent reads, who reads, and the comments that wait for their end."""

import sqlalchemy as sa
from alembic import op

from storage.tables import Moment

revision = "silent_reads"
down_revision = "settings"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "silent_read",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("initiative_id", sa.Text(), nullable=False),
        sa.Column("review_id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("started_by", sa.Text(), nullable=False),
        sa.Column("started_at", Moment(), nullable=False),
        sa.Column("ends_at", Moment(), nullable=False),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("conditions", sa.Text(), nullable=False),
        sa.Column("dissent", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=True),
        sa.Column("feelings", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["initiative_id"], ["initiative.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_silent_read_initiative_id", "silent_read", ["initiative_id"])
    op.create_index("ix_silent_read_review_id", "silent_read", ["review_id"])
    op.create_index(
        "silent_read_open",
        "silent_read",
        ["ends_at"],
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "reader",
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("read_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("done_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["read_id"], ["silent_read.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("read_id", "person_id"),
    )
    op.create_table(
        "sealed",
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("comment_id", sa.Text(), nullable=False),
        sa.Column("read_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["read_id"], ["silent_read.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("comment_id"),
    )
    op.create_index("sealed_by_read", "sealed", ["read_id"])


def downgrade() -> None:
    op.drop_table("sealed")
    op.drop_table("reader")
    op.drop_table("silent_read")
