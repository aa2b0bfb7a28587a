"""What is remembered: rows in, domain objects out. Knows SQL, nothing of Slack."""
