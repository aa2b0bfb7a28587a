"""What Workback knows and decides: pure, without I/O, clock, Slack or SQL."""
