"""What Prometheus is told; the door shows it at `/metrics`."""

from prometheus_client import Counter, Gauge, Histogram

SENT = Counter("workback_outbox_sent", "Messages and edits that Slack took.", ["kind"])
FAILED = Counter(
    "workback_outbox_failed", "Attempts that did not succeed, by Slack's error.", ["error"]
)
AMBIGUOUS = Counter(
    "workback_outbox_ambiguous", "Attempts whose outcome was not known and had to be looked up."
)
RECONCILED = Counter(
    "workback_outbox_reconciled", "Messages that were found in Slack instead of sent twice."
)
SECONDS = Histogram(
    "workback_outbox_seconds",
    "From saved to shown in Slack, in seconds.",
    buckets=(0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800),
)
ROWS = Gauge("workback_outbox_rows", "Rows of the outbox that are not done, by state.", ["state"])
