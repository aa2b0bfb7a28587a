"""What the modals of check-ins remember and send."""

from collections.abc import Mapping
from decimal import Decimal

from bot.kit.blocks import Metadata
from bot.kit.forms import ViewSeen
from domain.kpis import Kpi

REASON, PERSON = "reason", "person"
NOTE_LIMIT, REASON_LIMIT = 1000, 300

Words = Mapping[str, str]
"""What was typed and chosen, by the input's block id."""


class Answering(Metadata):
    """A page of the check-in modal."""

    record: str = ""
    """The occurrence whose message asked, or a goal; "" for all of the person's goals."""
    page: int = 1
    pages: int = 1
    goals: tuple[str, ...] = ()
    """The goals of this page."""
    occurrences: tuple[str, ...] = ()
    """What each of them was asked by; "" where nobody asked."""


class OfAsk(Metadata):
    """A modal about the check-ins that one message asked for."""

    occurrence: str


class OfGoal(Metadata):
    """A modal about a goal."""

    goal: str


def note_key(goal_id: str) -> str:
    """Return the block id of a goal's note."""
    return f"note_{goal_id}"


def confidence_key(goal_id: str) -> str:
    """Return the block id of a goal's confidence."""
    return f"sure_{goal_id}"


def unchanged_key(goal_id: str) -> str:
    """Return the word under which it is kept that a goal's last values stand."""
    return f"unchanged_{goal_id}"


def typed(view: ViewSeen) -> dict[str, str]:
    """Return all that was typed and chosen in a page, emptied inputs among it."""
    inputs = (block["block_id"] for block in view.blocks if block.get("type") == "input")
    return {key: view.words(key) for key in inputs}


def value(words: Words, kpi: Kpi) -> Decimal | None:
    """Read a KPI's value; None where nothing was typed. Its block id is the KPI's id."""
    found = words.get(kpi.id, "").strip()
    return kpi.number(found, field=kpi.id) if found else None


def confidence(words: Words, goal_id: str) -> float | None:
    """Read how sure the person is, 0 to 1."""
    chosen = words.get(confidence_key(goal_id))
    return float(chosen) if chosen else None


def note(words: Words, goal_id: str) -> str:
    """Read what moved the values."""
    return words.get(note_key(goal_id), "").strip()
