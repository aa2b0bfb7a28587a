"""The alignment of all initiatives that somebody may see."""
