"""App Home, and the list of initiatives."""
