"""Two edits of one goal at once: what each changed is kept; what both changed, a person settles."""

import hashlib
from collections.abc import Collection, Mapping
from typing import Any

from domain.goals import Goal

FIELDS: Mapping[str, str] = {
    "title": "the outcome",
    "promises": "the promises",
    "backup_id": "the backup",
    "priority": "the rank",
    "principles": "the principles",
    "starts": "the start",
    "due": "the day it is promised for",
}
"""What an edit changes, and what people call it."""


def seen(goal: Goal, offered: Collection[str]) -> str:
    """Return what a form remembers of a goal as it showed it; of its promises the offered ones."""
    return ",".join(_print(goal, field, offered) for field in FIELDS)


def _print(goal: Goal, field: str, offered: Collection[str]) -> str:
    value: Any = getattr(goal, field)
    if field == "promises":
        value = sorted(promise for promise in value if promise in offered)
    elif field == "principles":
        value = sorted(value)
    return printed(str(value))


def printed(words: str) -> str:
    """Return what a form remembers of something that it showed."""
    return hashlib.sha256(words.encode()).hexdigest()[:12]


def merged(
    now: Goal, mine: Goal, before: str, offered: Collection[str]
) -> tuple[Goal, tuple[str, ...]]:
    """Return the goal with what each side changed, and the fields both changed differently.

    `mine` is the goal as it was written, from a form that showed `before`. Where both changed a
    field, the goal has mine. A form that remembers nothing changed all.
    """
    prints = dict(zip(FIELDS, before.split(","), strict=False))
    kept: dict[str, Any] = {}
    both = []
    for field in FIELDS:
        was = prints.get(field, "")
        own, theirs = _print(mine, field, offered), _print(now, field, offered)
        if own != was:
            kept[field] = getattr(mine, field)
            if len(prints) == len(FIELDS) and theirs not in (was, own):
                both.append(field)
    return now.model_copy(update=kept), tuple(both)
