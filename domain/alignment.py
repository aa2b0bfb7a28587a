"""How what is promised, measured and built hang together, and where they do not."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from domain.goals import Goal, GoalStage
from domain.kpis import Kpi
from domain.ledger import ledger
from domain.promised_numbers import Number, NumberDecision, numbers_in
from domain.promises import GOALS, Promise
from domain.scope import Item, Place
from domain.templates import Content


@dataclass(frozen=True)
class Line:
    """A goal with what it serves, what measures it, and the work that keeps it."""

    goal: Goal
    citation: str
    serves: tuple[Promise, ...]
    kpis: tuple[Kpi, ...]
    items: tuple[Item, ...]

    @property
    def is_orphan(self) -> bool:
        """Whether it serves nothing that the documents still say."""
        return not self.serves


@dataclass(frozen=True)
class Alignment:
    """All of an initiative, goal by goal, and the gaps."""

    lines: tuple[Line, ...]
    """Living goals, best rank first."""
    without_goal: tuple[Promise, ...]
    """The solution and the stories that no goal serves."""
    without_work: tuple[Promise, ...]
    """What work must serve and no item in scope does."""
    numbers: tuple[Number, ...]
    """All of the press release: linked to a KPI, waived with a reason, or open."""
    unmeasured: tuple[Line, ...]
    """Goals without a KPI."""

    @property
    def orphans(self) -> tuple[Line, ...]:
        """Goals that serve no promise."""
        return tuple(line for line in self.lines if line.is_orphan)

    @property
    def open_numbers(self) -> tuple[Number, ...]:
        """Those that are neither linked to a KPI nor waived."""
        return tuple(number for number in self.numbers if number.is_open)

    @property
    def gaps(self) -> int:
        """How many there are."""
        found = (self.orphans, self.unmeasured, self.without_goal, self.without_work)
        return sum(map(len, found)) + len(self.open_numbers)


def aligned(
    promises: Sequence[Promise],
    goals: Sequence[Goal],
    kpis: Mapping[str, Sequence[Kpi]],
    items: Sequence[Item],
    release: Content,
    decisions: Mapping[str, NumberDecision] | None = None,
) -> Alignment:
    """Put promises, goals, KPIs and scope side by side.

    `promises` are those of `domain.promises.promises_in`, `goals` the initiative's, `decisions`
    what was decided about numbers, by their keys.
    """
    known = {promise.id: promise for promise in promises}
    living = {goal.id: goal for goal in goals if goal.stage is not GoalStage.RETIRED}
    ranked = [promise for promise in promises if promise.group == GOALS and promise.id in living]
    lines = tuple(_line(living[p.id], p, known, kpis, items) for p in ranked)
    served = {promise.id for line in lines for promise in line.serves}
    served |= {also for line in lines for promise in line.serves for also in promise.serves}
    return Alignment(
        lines,
        tuple(p for p in promises if p.must and p.group != GOALS and not _is_served(p, served)),
        ledger(items, promises).unserved,
        numbers_in(release, [kpi for line in lines for kpi in line.kpis], decisions or {}),
        tuple(line for line in lines if not line.kpis),
    )


def _line(
    goal: Goal,
    promise: Promise,
    known: Mapping[str, Promise],
    kpis: Mapping[str, Sequence[Kpi]],
    items: Iterable[Item],
) -> Line:
    own = {goal.id, *goal.promises}
    return Line(
        goal,
        promise.citation,
        tuple(known[cited] for cited in goal.promises if cited in known),
        tuple(kpis.get(goal.id, ())),
        tuple(
            item
            for item in items
            if item.place is Place.IN and any(c.promise in own for c in item.citations)
        ),
    )


def _is_served(promise: Promise, served: set[str]) -> bool:
    """Say whether a goal serves a promise, or what a story is told for."""
    return promise.id in served or not served.isdisjoint(promise.serves)


def without_goal(principles: Sequence[str], goals: Iterable[Goal]) -> tuple[str, ...]:
    """Return the leadership principles that no living goal carries."""
    carried = {
        principle
        for goal in goals
        if goal.stage is not GoalStage.RETIRED
        for principle in goal.principles
    }
    return tuple(principle for principle in principles if principle not in carried)
