"""Finding words in documents, comments and goals."""
