"""What a person answers for one goal, read from what was typed and checked before it is kept."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from bot.check_ins import forms
from bot.kit.marks import STATUS_WORDS
from domain.errors import Refusal
from domain.kpis import KpiKind
from domain.status import disagrees, percent
from storage.standings import Measured, Standing, with_values


@dataclass(frozen=True)
class Given:
    """What a person answered for a goal."""

    standing: Standing
    """Before the answer."""
    occurrence_id: str
    values: dict[str, Decimal]
    """By KPI; of a sum that grows, what came to it."""
    confidence: float | None
    note: str

    @property
    def new(self) -> dict[str, Decimal]:
        """The values that do not stand already, because they came by themselves."""
        came = {m.kpi.id: m.last.value for m in self.standing.measured if _waits(m) and m.last}
        return {kpi: value for kpi, value in self.values.items() if came.get(kpi) != value}


def _waits(measured: Measured) -> bool:
    return measured.last is not None and measured.is_confirmable


def read(standing: Standing, occurrence_id: str, words: forms.Words, now: datetime) -> Given | None:
    """Read the answer for a goal; None where nothing was typed: then it keeps waiting.

    Refuses what is no number, and confidence that the numbers deny and no note explains.
    """
    goal_id = standing.goal.id
    values = {}
    for measured in standing.measured:
        value = forms.value(words, measured.kpi)
        if value is not None:
            values[measured.kpi.id] = value
    unchanged = bool(words.get(forms.unchanged_key(goal_id)))
    if unchanged:
        values = last_values(standing) | values
    confidence, note = forms.confidence(words, goal_id), forms.note(words, goal_id)
    stands = unchanged and any(measured.last for measured in standing.measured)
    if not (values or stands or confidence is not None or note):
        return None
    given = Given(standing, occurrence_id, values, confidence, note)
    _check_reason(given, now)
    return given


def last_values(standing: Standing) -> dict[str, Decimal]:
    """Return what stands where nothing has changed: to a sum that grows, nothing is added."""
    return {
        m.kpi.id: m.last.value
        for m in standing.measured
        if m.last is not None and m.kpi.kind is not KpiKind.CUMULATIVE
    }


def _check_reason(given: Given, now: datetime) -> None:
    """Ask for a reason where a person is sure of what the numbers deny, or doubts what they say."""
    if given.confidence is None or given.note:
        return
    computed = with_values(given.standing, given.new, now)
    if disagrees(computed, given.confidence, given.standing.thresholds):
        says = STATUS_WORDS[computed].lower()
        raise Refusal(
            f"With these values the numbers say {says}, and you say {percent(given.confidence)}. "
            "Write why; it stands beside the status until the next check-in.",
            field=forms.note_key(given.standing.goal.id),
        )
