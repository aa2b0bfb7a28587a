"""What can be found, with the full-text index of the database in use.

SQLite: an FTS5 table over `findable` with English stems, kept by triggers. PostgreSQL: a GIN
index over its tsvector.
"""

import sqlalchemy as sa
from alembic import op

revision = "findable"
down_revision = "outbox_claims"
branch_labels = None
depends_on = None

_TRIGGERS = {
    "insert": "INSERT INTO findable_text(rowid, title, words) VALUES (new.id, new.title, new.words);",
    "delete": (
        "INSERT INTO findable_text(findable_text, rowid, title, words) "
        "VALUES ('delete', old.id, old.title, old.words);"
    ),
}


def upgrade() -> None:
    op.create_table(
        "findable",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("initiative_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("citation", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["initiative_id"], ["initiative.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("workspace_id", "owner", "part"),
    )
    op.create_index("findable_by_initiative", "findable", ["initiative_id"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE INDEX findable_words ON findable "
            "USING gin (to_tsvector('english', title || ' ' || words))"
        )
        return
    op.execute(
        "CREATE VIRTUAL TABLE findable_text USING fts5("
        "title, words, content='findable', content_rowid='id', "
        "tokenize='porter unicode61 remove_diacritics 2')"
    )
    for name, body in _TRIGGERS.items():
        op.execute(f"CREATE TRIGGER findable_{name} AFTER {name} ON findable BEGIN {body} END")
    both = f"{_TRIGGERS['delete']} {_TRIGGERS['insert']}"
    op.execute(f"CREATE TRIGGER findable_update AFTER update ON findable BEGIN {both} END")


def downgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        for name in ("insert", "delete", "update"):
            op.execute(f"DROP TRIGGER findable_{name}")
        op.execute("DROP TABLE findable_text")
    op.drop_table("findable")
