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

DUE = Counter("workback_check_ins_due", "Schedules that were due and worked off.")
LATE = Counter("workback_check_ins_late", "Check-ins that were asked for late.")
MISSED = Counter("workback_check_ins_missed", "Check-ins that came too late to be asked for.")
NUDGED = Counter("workback_check_ins_nudged", "Check-ins that were reminded of.")
READINGS = Counter("workback_readings", "Values that came from outside, by way.", ["way"])
QUARANTINED = Counter(
    "workback_schedules_quarantined", "Schedules whose rule could not be read and was set aside."
)
OVERDUE = Gauge(
    "workback_check_ins_overdue_seconds",
    "How long the schedule that is due the longest has not been worked off; 0 when all is well.",
)
WAITING = Gauge(
    "workback_outbox_oldest_seconds",
    "How long the message that may leave the longest has not left; 0 when all is well.",
)
SET_ASIDE = Gauge("workback_schedules_set_aside", "Schedules whose rule cannot be read, as of now.")
SWEPT = Counter("workback_swept_rows_total", "Rows whose time was over.", ["table"])
SWEEP_SECONDS = Histogram(
    "workback_sweep_seconds",
    "A whole round of housekeeping, in seconds.",
    buckets=(0.01, 0.1, 1, 10, 60, 600, 3600),
)
