"""What Workback can do, and the nearest command to a word it does not know."""
