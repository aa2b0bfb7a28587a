"""Numbers of the press release: each is linked to a KPI, waived with a reason, or open."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from domain.amounts import counted_in, values_in
from domain.kpis import Kpi
from domain.people import PersonId
from domain.promises import fingerprint
from domain.readiness import PromisedNumber, promised_numbers
from domain.templates import Content

REASON_LIMIT = 300


class NumberDecision(BaseModel):
    """What somebody decided about a number, and the sentences it stood in then.

    With neither KPI nor reason it was opened again.
    """

    model_config = ConfigDict(frozen=True, from_attributes=True)

    key: str
    """`PromisedNumber.key`: the number's words in a section."""
    citation: str
    phrase: str
    sentences: str
    kpi_id: str | None = None
    reason: str = ""
    """Why it needs no KPI."""
    by: PersonId
    at: datetime
    revision: int = 1
    """Counts the decisions: who decides upon an older one is told so."""

    @property
    def settles(self) -> bool:
        """Whether it is a KPI or a reason, and not that the number is open again."""
        return bool(self.kpi_id or self.reason)


class State(StrEnum):
    """How a number stands."""

    LINKED = "linked"
    WAIVED = "waived"
    PROPOSED = "proposed"
    """Nobody decided, but a KPI has this value and counts the same thing: somebody confirms it."""
    OPEN = "open"
    CHANGED = "changed"
    """Decided, but its sentence reads otherwise now."""
    LOST = "lost"
    """The KPI it was linked to is gone, or its goal is."""


@dataclass(frozen=True)
class Number:
    """A number of the press release, and how it stands."""

    promised: PromisedNumber
    state: State
    kpi: Kpi | None = None
    decision: NumberDecision | None = None

    @property
    def is_open(self) -> bool:
        """Whether somebody has to decide about it."""
        return self.state in (State.PROPOSED, State.OPEN, State.CHANGED, State.LOST)

    @property
    def revision(self) -> int:
        """How often it was decided about."""
        return self.decision.revision if self.decision else 0

    @property
    def seen(self) -> str:
        """What tells its sentences from others: a decision holds for those that were seen."""
        return fingerprint(self.promised.sentences)


def numbers_in(
    release: Content, kpis: Iterable[Kpi], decisions: Mapping[str, NumberDecision]
) -> tuple[Number, ...]:
    """Return the numbers of the press release in its order, each with how it stands.

    `kpis` are those of the initiative's living goals, `decisions` are by the number's key.
    """
    known = {kpi.id: kpi for kpi in kpis}
    return tuple(
        _number(number, known, decisions.get(number.key)) for number in promised_numbers(release)
    )


def opened_again(
    before: Content, after: Content, decisions: Mapping[str, NumberDecision]
) -> list[PromisedNumber]:
    """Return the numbers that were settled and are open again, because their sentences changed."""
    if not any(decision.settles for decision in decisions.values()):
        return []
    held = {number.key for number in promised_numbers(before) if _holds(number, decisions)}
    numbers = promised_numbers(after)
    return [n for n in numbers if n.key in held and not _holds(n, decisions)]


def _holds(number: PromisedNumber, decisions: Mapping[str, NumberDecision]) -> bool:
    decision = decisions.get(number.key)
    return bool(decision and decision.settles and decision.sentences == number.sentences)


def _number(
    promised: PromisedNumber, kpis: Mapping[str, Kpi], decision: NumberDecision | None
) -> Number:
    same = decision is not None and decision.sentences == promised.sentences
    if decision is None or (not same and not decision.settles):
        kpi = None if same else proposed(promised, kpis.values())
        return Number(promised, State.PROPOSED if kpi else State.OPEN, kpi, decision)
    kpi = kpis.get(decision.kpi_id) if decision.kpi_id else None
    if decision.kpi_id and kpi is None:
        return Number(promised, State.LOST, None, decision)
    if not same:
        return Number(promised, State.CHANGED, kpi, decision)
    decided = State.WAIVED if decision.reason else State.OPEN
    return Number(promised, State.LINKED if kpi else decided, kpi, decision)


def proposed(promised: PromisedNumber, kpis: Iterable[Kpi]) -> Kpi | None:
    """Return the KPI that a number seems to be about: it has its value, and counts the same thing.

    What is counted stands in the number's words ("30 minutes"), or, where they are bare ("5 to
    50"), in its sentences. Of several KPIs the one whose name shares most words with them.
    """
    told, counted = values_in(promised.phrase), counted_in(promised.phrase)
    said = counted_in(promised.sentences)
    fitting = [
        kpi
        for kpi in kpis
        if told & set(kpi.plan.values) and counted_in(kpi.unit) & (counted or said)
    ]
    return max(fitting, key=lambda kpi: len(counted_in(kpi.name) & said), default=None)
