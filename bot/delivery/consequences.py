"""What follows where Slack did not take a message: who waits, what is closed, who is told.

Each is written in the transaction of the outcome, for a row whose lease is the sender's own.
"""

import random
from datetime import timedelta
from typing import Any

from bot.delivery import slack
from bot.delivery.outcomes import Limited, Outcome, Refused, Trouble
from bot.delivery.words import mending
from storage import claims, lanes, outbox, postings
from storage.database import Transaction
from storage.tables import OutboxRow

MOST_ATTEMPTS = 12
SHORTEST_BACK_OFF, LONGEST_BACK_OFF = timedelta(seconds=1), timedelta(minutes=5)
PROBE_WORKSPACE = timedelta(minutes=5)
"""How often a workspace that refuses the token is tried with one row."""


async def write(tx: Transaction, row: OutboxRow, outcome: Outcome) -> None:
    """Write down an outcome that is no success, and what follows from it."""
    match outcome:
        case Limited(seconds):
            await _limited(tx, row, timedelta(seconds=seconds))
        case Trouble():
            await _trouble(tx, row, outcome)
        case Refused("message_not_found", _) if row.kind == "edit":
            # It comes back as a new message, in the thread that the lost one stood in.
            lost = await outbox.place_of(tx, row.place or "")
            thread = lost.thread if lost else row.thread
            await _again(tx, row, outcome.error, kind="post", thread=thread)
        case Refused(error, "destination"):
            await _close(tx, row, error)
        case Refused(error, "workspace"):
            await _again(tx, row, error)
            until = tx.now + PROBE_WORKSPACE
            await lanes.hold(tx.session, row.workspace_id, lanes.WORKSPACE, until, error)
        case Refused(error, scope):
            state = "dropped" if scope == "unwanted" else "dead"
            await claims.settle(tx.session, row, state=state, error=error, attempt_started_at=None)


async def _limited(tx: Transaction, row: OutboxRow, wait: timedelta) -> None:
    """Let the lane wait as long as Slack says; two limited lanes are the workspace's limit."""
    started = row.attempt_started_at
    await _again(tx, row, lanes.RATE_LIMITED, attempt_started_at=started)
    until, workspace = tx.now + wait, row.workspace_id
    held = [row.conversation]
    if await lanes.is_limited_elsewhere(tx.session, workspace, row.conversation, tx.now):
        held.append(lanes.WORKSPACE)
    for lane in held:
        await lanes.hold(tx.session, workspace, lane, until, lanes.RATE_LIMITED)


async def _trouble(tx: Transaction, row: OutboxRow, trouble: Trouble) -> None:
    """Wait before the next attempt; the conversation waits too, so that its order stays."""
    if row.attempts + 1 >= MOST_ATTEMPTS:
        await claims.settle(tx.session, row, state="dead", error=trouble.error)
        return
    started = {"attempt_started_at": row.attempt_started_at} if trouble.certain else {}
    await claims.settle(tx.session, row, state="queued", error=trouble.error, **started)
    until = tx.now + back_off(row.attempts)
    await lanes.hold(tx.session, row.workspace_id, row.conversation, until, trouble.error)


async def _again(tx: Transaction, row: OutboxRow, error: str, **values: Any) -> None:
    """Queue a row that Slack surely did not take, as if it had not been tried."""
    again = {"state": "queued", "attempts": row.attempts, "attempt_started_at": None}
    await claims.settle(tx.session, row, error=error, **again | values)


async def _close(tx: Transaction, row: OutboxRow, error: str) -> None:
    """Close the conversation, and tell everybody whose messages wait for it how to mend it.

    Each is told once, until something arrives there again: a channel that stays closed is
    tried now and then, and nobody shall hear of every try.
    """
    await claims.settle(tx.session, row, state="dead", attempt_started_at=None, error=error)
    await lanes.close(tx.session, row.workspace_id, row.conversation, error, tx.now)
    if slack.is_person(row.conversation):
        await postings.say_elsewhere(tx, row.conversation, error)
        return
    since = await outbox.last_sent(tx, row.conversation)
    waiting = await outbox.answerable(tx, row.conversation, error)
    for person, about in waiting.items():
        await outbox.post(
            tx,
            conversation=person,
            text=mending(error, row.conversation, about),
            about="a word on a channel that cannot be written to",
            dedupe_key=f"mending:{row.conversation}:{error}:{person}:{since}",
        )


def back_off(attempts: int) -> timedelta:
    """Return how long to wait after so many failed attempts: doubling, capped, with jitter."""
    whole = min(SHORTEST_BACK_OFF * int(2 ** min(attempts, 20)), LONGEST_BACK_OFF)
    return whole * random.uniform(0.75, 1.25)  # noqa: S311  (spreads load, guards nothing)
