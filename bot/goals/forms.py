"""What the modals of goals remember and send."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from functools import partial

from bot.kit.blocks import Metadata
from bot.kit.forms import Complaints, ViewSeen
from bot.kit.text import counted, listed
from domain.cadence import Cadence, Every, check_cadence
from domain.curves import read_steps, written
from domain.errors import Refusal
from domain.goals import check_goal
from domain.kpis import Kpi, KpiKind, Plan, check_days, check_plan
from domain.numbers import parse_number
from domain.people import PersonId

TITLE, PROMISES, OWNER, BACKUP = "title", "promises", "owner", "backup"
RANK, STARTS, DUE, PRINCIPLES = "rank", "starts", "due", "principles"
EVERY, WEEKDAY, DAY, NTH, CRON, AT = "every", "weekday", "day", "nth", "cron", "at"
ZONE, DAY_OFF, MONTH_END = "zone", "day_off", "month_end"
PERSON, NOTE = "person", "note"
NAME, KIND, UNIT, DECIMALS = "name", "kind", "unit", "decimals"
BASELINE, TARGET, UPPER, CURVE, STEPS = "baseline", "target", "upper", "curve", "steps"
MOST_KPIS_AT_ONCE = 3
USUAL_CRON = "0 9 * * 1"
STEPPED = "stepped"
"""The curve that is chosen for steps."""

EARLIEST, LATEST = date(2000, 1, 1), date(2100, 1, 1)
"""Dates of goals: what lies outside was mistyped."""


class Making(Metadata):
    """The modal of a new goal."""

    initiative: str
    kpis: int = 1
    """How many KPIs the form shows."""
    detailed: bool = False
    """Whether it shows decimals and curve of each KPI."""
    dates: bool = False
    """Whether it shows the time zone of check-ins, and what becomes of days off."""


class OfGoal(Metadata):
    """A modal about a goal."""

    goal: str


class EditingGoal(Metadata):
    """The modal that changes a goal."""

    goal: str
    seen: str = ""
    """What it showed: see `domain.goal_edits`."""
    rule: str = ""
    """The rule of its check-ins as it showed it."""


class OfKpi(Metadata):
    """A modal about a KPI; an empty one is new."""

    goal: str
    kpi: str = ""
    seen: str = ""
    """What it showed: see `domain.goal_edits`."""


class Listing(Metadata):
    """The list of goals."""

    initiative: str = ""
    """"" for those of everybody the person sees."""
    channel: str = ""
    """Only those at home in this channel."""
    shown: str = "active"
    page: int = 1


@dataclass(frozen=True)
class Outcome:
    """A goal as it was written, without its KPIs."""

    title: str
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

    def on(self, kpi: Kpi) -> Kpi:
        """Return a KPI with what was written of it."""
        return kpi.model_copy(update=vars(self))


def outcome(
    view: ViewSeen, citations: Collection[str], me: PersonId, told: Complaints
) -> Outcome | None:
    """Read a goal; None, and the reason in `told`, for one without an outcome or its dates."""
    title = view.line(TITLE)
    starts, due = _date(view, STARTS, "starts", told), _date(view, DUE, "is promised for", told)
    owner, backup = PersonId(view.chosen(OWNER) or me), view.chosen(BACKUP)
    if starts is None or due is None:
        return None
    told.hear(TITLE, lambda: check_goal(title=title, starts=starts, due=due))
    told.hear(DUE, lambda: check_days(starts, due))
    told.hear(BACKUP, lambda: _check_backup(owner, backup))
    promises = view.several(PROMISES)
    gone = listed(citation for citation in promises if citation not in citations)
    if gone:
        msg = f"Gone from the documents meanwhile: {gone}. Take it out, or choose another one."
        told.add(PROMISES, msg)
    return Outcome(
        title,
        promises,
        owner,
        PersonId(backup) if backup else None,
        int(view.chosen(RANK) or 1),
        view.several(PRINCIPLES),
        starts,
        due,
    )


def _check_backup(owner: str, backup: str | None) -> None:
    if backup == owner:
        raise Refusal("Choose a backup other than the owner.", field=BACKUP)


def _date(view: ViewSeen, field: str, what: str, told: Complaints) -> date | None:
    def read() -> date:
        found = view.day(field)
        if found is None:
            raise Refusal(f"Choose the day it {what}.", field=field)
        if not EARLIEST <= found < LATEST:
            raise Refusal(f"The year {found.year} was mistyped. Choose another day.", field=field)
        return found

    return told.hear(field, read)


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


def kind_of(view: ViewSeen, index: int) -> KpiKind:
    """Return the kind that is chosen for a KPI."""
    return KpiKind(view.chosen(key(index, KIND)) or KpiKind.INCREASE)


def is_stepped(view: ViewSeen, index: int) -> bool:
    """Say whether steps are chosen for a KPI."""
    return view.chosen(key(index, CURVE)) == STEPPED


def measures(
    view: ViewSeen, count: int, starts: date, due: date, told: Complaints
) -> list[Measure]:
    """Read the KPIs that the form shows; what is wrong with them is in `told`."""
    found = [measure(view, index, starts, due, told) for index in range(1, count + 1)]
    return [one for one in found if one is not None]


_READ = (NAME, UNIT, BASELINE, TARGET, UPPER, STEPS, DECIMALS)


def measure(
    view: ViewSeen,
    index: int,
    starts: date,
    due: date,
    told: Complaints,
    before: Kpi | None = None,
) -> Measure | None:
    """Read one KPI; None, and a sentence under each wrong field in `told`, if it is none."""
    kind, at = kind_of(view, index), {field: key(index, field) for field in _READ}
    count = told.count
    name, unit = view.line(at[NAME]), view.line(at[UNIT])
    if not name:
        told.add(at[NAME], "Write what is measured.")
    if not unit:
        told.add(at[UNIT], "Write what is counted: minutes, %, teams, €.")
    low, target, upper = (
        told.hear(at[field], partial(_number, view, at[field], unit))
        for field in (BASELINE, TARGET, UPPER)
    )
    if target is None:
        told.add(at[TARGET], "Write the value it shall reach.")
    if target is None or told.count > count:
        return None
    upper = upper if kind is KpiKind.BAND else None
    plan = Plan(baseline=low, target=target, upper=upper, starts=starts, due=due)
    decimals = told.hear(at[DECIMALS], partial(_decimals, view, at[DECIMALS], plan, before))
    curved = told.hear(at[TARGET], partial(_curved, view, index, kind, plan, before))
    if decimals is None or curved is None:
        return None
    return Measure(name, kind, unit, decimals, curved)


def _number(view: ViewSeen, field: str, unit: str) -> Decimal | None:
    typed = view.words(field).strip()
    return parse_number(typed, unit=unit, field=field) if typed else None


def _decimals(view: ViewSeen, field: str, plan: Plan, before: Kpi | None) -> int:
    finest = max(-int(v.as_tuple().exponent) for v in (*plan.values, Decimal(0)) if v is not None)
    chosen = view.chosen(field)
    if chosen is None:
        return max(finest, before.decimals if before else 1)
    if int(chosen) < finest:
        msg = f"Baseline or target has {counted(finest, 'decimal')}. Choose {finest}, or round it."
        raise Refusal(msg, field=field)
    return int(chosen)


def _curved(view: ViewSeen, index: int, kind: KpiKind, plan: Plan, before: Kpi | None) -> Plan:
    """Return a plan with its curve. Refuses what cannot be measured, under its field."""
    try:
        check_plan(kind, plan)
        if kind.is_level or not is_stepped(view, index):
            return plan
        typed, unit = view.words(key(index, STEPS)), view.line(key(index, UNIT))
        if before and before.plan.values == plan.values and typed.strip() == written(before):
            return plan.model_copy(update={"steps": before.plan.steps})  # shares stay exact
        curved = plan.model_copy(update={"steps": read_steps(typed, plan, unit=unit)})
        check_plan(kind, curved)
    except Refusal as refusal:
        field = key(index, refusal.field or TARGET)
        raise Refusal(refusal.sentence, field=field) from refusal
    return curved


def cadence(view: ViewSeen, before: Cadence) -> Cadence:
    """Read how often it is asked for; what the form does not show stays as it was.

    Refuses a rule that never or hardly ever fires.
    """
    every = Every(view.chosen(EVERY) or before.every)
    at, values = view.chosen(AT), view.values
    chosen = {
        "weekday": view.chosen(WEEKDAY),
        "day": view.chosen(DAY),
        "nth": view.chosen(NTH),
        "day_off": view.chosen(DAY_OFF),
        "month_end": view.chosen(MONTH_END),
        "at": time.fromisoformat(at) if at else None,
    }
    typed = {
        "cron": view.line(CRON) if CRON in values else before.cron or USUAL_CRON,
        "zone": (view.line(ZONE) or None) if ZONE in values else before.zone,
    }
    known = {name: value for name, value in chosen.items() if value is not None}
    rule = Cadence.model_validate({**before.model_dump(), **known, **typed, "every": every})
    rule = rule if every is Every.CRON else rule.model_copy(update={"cron": before.cron})
    check_cadence(rule)
    return rule
