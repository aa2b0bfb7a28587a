"""Exports and imports: documents as files, and files as documents."""
