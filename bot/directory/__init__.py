"""Keeps what is known of people and channels true, from Slack's events."""
