"""What the modals of goals remember and send."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal

from bot.kit.blocks import Metadata
from bot.kit.forms import ViewSeen
from domain.cadence import Cadence, Every, check_cadence
from domain.errors import Refusal
from domain.goals import check_goal
from domain.kpis import KpiKind, Plan, check_plan
from domain.numbers import parse_number
from domain.people import PersonId

TITLE, REASON, PROMISES, OWNER, BACKUP = "title", "reason", "promises", "owner", "backup"
RANK, STARTS, DUE, PRINCIPLES = "rank", "starts", "due", "principles"
EVERY, WEEKDAY, DAY, NTH, CRON, AT = "every", "weekday", "day", "nth", "cron", "at"
PERSON, NOTE, EFFECTIVE = "person", "note", "effective"
MOST_KPIS_AT_ONCE = 3
USUAL_HOUR = time(9)


class Making(Metadata):
    """The modal of a new goal."""

    initiative: str
    kpis: int = 1
    """How many KPIs the form shows."""


class OfGoal(Metadata):
    """A modal about a goal."""

    goal: str


class EditingGoal(Metadata):
    """The modal that changes a goal."""

    goal: str
    seen: str = ""
    """What it showed: see `domain.goal_edits`."""


class OfKpi(Metadata):
    """A modal about a KPI; an empty one is new."""

    goal: str
    kpi: str = ""


class Listing(Metadata):
    """The list of goals."""

    initiative: str = ""
    """"" for those of everybody the person sees."""
    shown: str = "active"
    page: int = 1


@dataclass(frozen=True)
class Outcome:
    """A goal as it was written, without its KPIs."""

    title: str
    reason: str
    promises: tuple[str, ...]
    owner_id: PersonId
    backup_id: PersonId | None
    rank: int
    principles: tuple[str, ...]
    starts: date
    due: date


@dataclass(frozen=True)
class Measure:
    """A KPI as it was written."""

    name: str
    kind: KpiKind
    unit: str
    decimals: int
    plan: Plan


def outcome(view: ViewSeen, citations: Collection[str], me: PersonId) -> Outcome:
    """Read a goal. Refuses one without an outcome, or with its dates in the wrong order."""
    title = " ".join(view.words(TITLE).split())
    starts, due = view.day(STARTS), view.day(DUE)
    if starts is None:
        raise Refusal("Choose the day it starts.", field=STARTS)
    if due is None:
        raise Refusal("Choose the day it is promised for.", field=DUE)
    check_goal(title=title, starts=starts, due=due)
    owner, backup = PersonId(view.chosen(OWNER) or me), view.chosen(BACKUP)
    if backup == owner:
        raise Refusal("Choose a backup other than the owner.", field=BACKUP)
    return Outcome(
        title,
        view.words(REASON).strip(),
        tuple(c for c in view.several(PROMISES) if c in citations),
        owner,
        PersonId(backup) if backup else None,
        int(view.chosen(RANK) or 1),
        view.several(PRINCIPLES),
        starts,
        due,
    )


def fields_of(written: Outcome) -> dict[str, object]:
    """Return the fields of a goal that its modal changes; the owner changes by handing over."""
    return {
        "title": written.title,
        "promises": written.promises,
        "backup_id": written.backup_id,
        "priority": written.rank,
        "principles": written.principles,
        "starts": written.starts,
        "due": written.due,
    }


def key(index: int, field: str) -> str:
    """Return the block id of a KPI's field: `kpi_1_name`."""
    return f"kpi_{index}_{field}"


def measures(view: ViewSeen, count: int, starts: date, due: date) -> list[Measure]:
    """Read the KPIs that have a name. Refuses one that cannot be measured."""
    return [
        measure(view, index, starts, due)
        for index in range(1, count + 1)
        if view.words(key(index, "name")).strip()
    ]


def measure(view: ViewSeen, index: int, starts: date, due: date) -> Measure:
    """Read one KPI; the refusal stands under its field."""
    kind = KpiKind(view.chosen(key(index, "kind")) or KpiKind.INCREASE)
    numbers = {name: _number(view, key(index, name)) for name in ("baseline", "target", "upper")}
    target = numbers["target"]
    if target is None:
        raise Refusal("Write the value it shall reach.", field=key(index, "target"))
    unit = view.words(key(index, "unit")).strip()
    if not unit:
        msg = "Write what is counted: minutes, %, teams, €."
        raise Refusal(msg, field=key(index, "unit"))
    plan = Plan(
        baseline=numbers["baseline"],
        target=target,
        upper=numbers["upper"] if kind is KpiKind.BAND else None,
        starts=starts,
        due=due,
    )
    try:
        check_plan(kind, plan)
    except Refusal as refusal:
        field = key(index, refusal.field or "target")
        raise Refusal(refusal.sentence, field=field) from refusal
    finest = max(_decimals(value) for value in numbers.values())
    name = " ".join(view.words(key(index, "name")).split())
    if not name:
        raise Refusal("Write what is measured.", field=key(index, "name"))
    return Measure(name, kind, unit, max(finest, 1), plan)


def _number(view: ViewSeen, field: str) -> Decimal | None:
    typed = view.words(field).strip()
    unit = view.words(field.rpartition("_")[0] + "_unit")
    return parse_number(typed, unit=unit, field=field) if typed else None


def _decimals(value: Decimal | None) -> int:
    return max(0, -int(value.as_tuple().exponent)) if value is not None else 0


def cadence(view: ViewSeen, starts: date) -> Cadence:
    """Read how often it is asked for. Refuses a rule that never or hardly ever fires."""
    typed = view.chosen(AT)
    rule = Cadence(
        every=Every(view.chosen(EVERY) or Every.WEEKLY),
        at=time.fromisoformat(typed) if typed else USUAL_HOUR,
        starts=starts,
        weekday=int(view.chosen(WEEKDAY) or 0),
        day=_within(view, DAY, 1, 31, 1),
        nth=_within(view, NTH, -5, 23, 1),
        cron=view.words(CRON).strip(),
    )
    check_cadence(rule)
    return rule


def _within(view: ViewSeen, field: str, low: int, high: int, usual: int) -> int:
    typed = view.words(field).strip()
    if not typed:
        return usual
    digits = typed.removeprefix("-")
    if not digits.isdecimal() or not low <= int(typed) <= high:
        raise Refusal(f"Write a number from {low} to {high}.", field=field)
    return int(typed)
