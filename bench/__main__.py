"""Ask all questions, or those that are named: `python -m bench ack_help start`."""

import importlib
import sys

import uvloop

from bench import results

QUESTIONS = (
    "ack_help",
    "ack_new",
    "start",
    "memory",
    "due_100k_sqlite",
    "due_100k_postgres",
    "first_message",
    "idle_tick",
    "check_in_modal",
    "replicas_kill",
    "slack_bound",
    "readiness",
    "scope_flag",
    "review_burst",
    "thread_events",
    "read_find",
    "home",
    "version_bytes",
    "chart",
)


async def ask(questions: list[str]) -> None:
    """Measure, write each figure down, and print the table."""
    rows = [results.HEADER]
    for question in questions:
        print(f"{question} …", file=sys.stderr, flush=True)
        found = await importlib.import_module(f"bench.{question}").measure()
        results.write(found)
        rows += [result.as_row() for result in found]
    print("\n".join(rows))


if __name__ == "__main__":
    uvloop.run(ask(sys.argv[1:] or list(QUESTIONS)))
