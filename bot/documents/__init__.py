"""Writing, reading and keeping the documents of an initiative."""
