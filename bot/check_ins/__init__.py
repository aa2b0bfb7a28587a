"""Check-ins: the numbers of a goal, asked for at the right hour and answered in one modal."""
