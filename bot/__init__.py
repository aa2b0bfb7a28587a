"""Talks to Slack: the doors, the kit and one folder a feature."""
