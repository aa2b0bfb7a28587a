"""Schema changes, up and down, on SQLite and PostgreSQL."""
