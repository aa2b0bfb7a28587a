"""The FAQ, as blocks."""
