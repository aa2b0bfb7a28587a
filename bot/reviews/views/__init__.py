"""Reviews, as blocks."""
