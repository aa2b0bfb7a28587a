"""The scope ledger: items in their groups, what no item serves, and how the effort is shared."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from domain.initiatives import Stage
from domain.promises import GOALS, Promise
from domain.scope import Item, Place

AGREED = (Stage.APPROVED, Stage.BUILDING, Stage.LAUNCHED)


@dataclass(frozen=True)
class Group:
    """The items of a goal, which inherit its rank; None: of no goal."""

    goal: Promise | None
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Share:
    """How much of the planned effort a goal takes."""

    goal: Promise | None
    effort: Decimal
    percent: int


@dataclass(frozen=True)
class Ledger:
    """All items of an initiative, in the order they are shown."""

    flagged: tuple[Item, ...]
    """In scope, and a promise of theirs has changed."""
    candidates: tuple[Item, ...]
    groups: tuple[Group, ...]
    """In scope and nothing to check, by goal, best rank first."""
    aside: tuple[Item, ...]
    """Decided to be later or out."""
    unserved: tuple[Promise, ...]
    """Promises that work must serve and none does."""
    uncited: tuple[Promise, ...]
    """The others that no item cites; they may stay so."""
    shares: tuple[Share, ...]
    planned: Decimal

    @property
    def in_scope(self) -> tuple[Item, ...]:
        """The items in scope that nobody has to check."""
        return tuple(item for group in self.groups for item in group.items)

    @property
    def count(self) -> int:
        """How many items there are, without those that are later or out."""
        return len(self.flagged) + len(self.candidates) + len(self.in_scope)


def ledger(items: Sequence[Item], promises: Sequence[Promise]) -> Ledger:
    """Put items, oldest first, into the ledger's groups."""
    known = {promise.id: promise for promise in promises}
    goals = [promise for promise in promises if promise.group == GOALS]
    counted = [item for item in items if item.place is Place.IN]
    calm = [item for item in counted if not item.is_flagged]
    served = {citation for item in counted for citation in reach(item, known)}
    free = [promise for promise in promises if not _is_served(promise, served)]
    return Ledger(
        tuple(item for item in counted if item.is_flagged),
        tuple(item for item in items if item.place is Place.CANDIDATE),
        tuple(_groups(calm, known, goals)),
        tuple(item for item in items if item.place in (Place.LATER, Place.OUT)),
        tuple(promise for promise in free if promise.must),
        tuple(promise for promise in free if not promise.must),
        tuple(_shares(counted, known, goals)),
        sum((item.effort for item in counted if item.effort), Decimal(0)),
    )


def reach(item: Item, promises: Mapping[str, Promise]) -> set[str]:
    """Return what an item serves: what it cites, and what cited stories and goals serve."""
    found = {c.promise for c in item.citations if c.promise in promises}
    for cited in tuple(found):
        found |= {served for served in promises[cited].serves if served in promises}
    return found


def _is_served(promise: Promise, served: set[str]) -> bool:
    if promise.group == GOALS:
        return promise.id in served or not served.isdisjoint(promise.serves)
    return promise.id in served


def goal_of(
    item: Item, promises: Mapping[str, Promise], goals: Iterable[Promise]
) -> Promise | None:
    """Return the goal an item belongs to: the best ranked it cites, else one it helps."""
    ranked = list(goals)
    cited = {citation.promise for citation in item.citations}
    served = reach(item, promises)
    direct = (goal for goal in ranked if goal.id in cited)
    helped = (goal for goal in ranked if not served.isdisjoint(goal.serves))
    return next(direct, None) or next(helped, None)


def _groups(
    items: Sequence[Item], promises: Mapping[str, Promise], goals: Sequence[Promise]
) -> Iterable[Group]:
    belongs = [(goal_of(item, promises, goals), item) for item in items]
    for goal in (*goals, None):
        own = [item for belonging, item in belongs if belonging == goal]
        if own:
            yield Group(goal, tuple(sorted(own, key=_order)))


def _order(item: Item) -> tuple[bool, Decimal, str]:
    """Best score first, then those without one, oldest first."""
    return (item.score is None, -(item.score or Decimal(0)), item.id)


def _shares(
    items: Sequence[Item], promises: Mapping[str, Promise], goals: Sequence[Promise]
) -> Iterable[Share]:
    total = sum((item.effort for item in items if item.effort), Decimal(0))
    efforts: dict[Promise | None, Decimal] = dict.fromkeys((*goals, None), Decimal(0))
    for item in items:
        efforts[goal_of(item, promises, goals)] += item.effort or 0
    for goal, effort in efforts.items():
        if effort:
            yield Share(goal, effort, round(100 * effort / total))


def not_ready(stage: Stage, found: Ledger) -> list[str]:
    """Return what is missing until it is ready to build; nothing if it is.

    Ready is: the press release is approved, and every promise that needs work has an item.
    """
    missing = []
    if stage not in AGREED:
        missing.append("the press release is not approved")
    if found.unserved:
        named = [promise.citation for promise in found.unserved]
        shown = ", ".join(named[:5]) + (f" and {len(named) - 5} more" if len(named) > 5 else "")  # noqa: PLR2004
        missing.append(f"{shown} {'has' if len(named) == 1 else 'have'} no item")
    return missing
