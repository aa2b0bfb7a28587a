"""`workback export --documents` and `workback import`: documents as files, without Slack."""
