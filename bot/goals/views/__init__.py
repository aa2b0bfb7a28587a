"""Goals, as blocks."""
