"""What the modals of check-ins remember and send."""

from decimal import Decimal

from bot.kit.blocks import Metadata
from bot.kit.forms import ViewSeen
from domain.kpis import Kpi

REASON, PERSON = "reason", "person"
NOTE_LIMIT, REASON_LIMIT = 1000, 300


class Answering(Metadata):
    """A page of the check-in modal."""

    record: str = ""
    """The occurrence whose message asked, or a goal; "" for all of the person's goals."""
    page: int = 1
    after: str = ""
    """The place of the last goal of this page: the next page begins behind it."""
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


def value(view: ViewSeen, kpi: Kpi) -> Decimal | None:
    """Read a KPI's value; None where nothing was typed. Its block id is the KPI's id."""
    typed = view.words(kpi.id).strip()
    return kpi.number(typed, field=kpi.id) if typed else None


def confidence(view: ViewSeen, goal_id: str) -> float | None:
    """Read how sure the person is, 0 to 1."""
    chosen = view.chosen(confidence_key(goal_id))
    return float(chosen) if chosen else None


def note(view: ViewSeen, goal_id: str) -> str:
    """Read what moved the values."""
    return view.words(note_key(goal_id)).strip()
