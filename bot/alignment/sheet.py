"""An alignment as a table: a row for each goal, then for each waived number, then for each gap."""

from collections.abc import Iterable, Mapping

from bot.kit.csv import table
from domain.alignment import Alignment, Line
from domain.initiatives import Initiative
from domain.people import PersonId
from domain.promised_numbers import Number, State

COLUMNS = ("goal", "outcome", "serves", "KPIs", "numbers", "scope", "gap")
_WHY = {
    State.OPEN: "has no KPI",
    State.PROPOSED: "waits for somebody to confirm its KPI",
    State.CHANGED: "has to be decided again: its sentence has changed",
    State.LOST: "has to be decided again: its KPI is gone",
}
Names = Mapping[PersonId, str]


def written(found: Alignment, names: Names) -> str:
    """Return an alignment as CSV that no spreadsheet takes for formulas."""
    return table(COLUMNS, _rows(found, names))


def of_all(pages: Iterable[tuple[Initiative, Alignment]], names: Names) -> str:
    """Return many alignments as one table, which says in each row whose it is."""
    return table(
        ("initiative", "name", *COLUMNS),
        [(one.key, one.name, *row) for one, found in pages for row in _rows(found, names)],
    )


def who_waived(found: Iterable[Alignment]) -> set[PersonId]:
    """Return the people whose names a table says."""
    return {n.decision.by for one in found for n in one.numbers if n.decision}


def _rows(found: Alignment, names: Names) -> list[tuple[str, ...]]:
    return [
        *(_line(line, found.numbers) for line in found.lines),
        *(_waived(n, names) for n in found.numbers if n.state is State.WAIVED),
        *(("", "", p.citation, "", "", "", "no goal serves it") for p in found.without_goal),
        *(("", "", p.citation, "", "", "", "no work serves it") for p in found.without_work),
        *map(_open, found.open_numbers),
    ]


def _line(line: Line, numbers: Iterable[Number]) -> tuple[str, ...]:
    gaps = [
        *(["serves no promise"] if line.is_orphan else []),
        *(["has no KPI"] if not line.kpis else []),
    ]
    return (
        line.citation,
        line.goal.title,
        ", ".join(promise.citation for promise in line.serves),
        "; ".join(f"{kpi.name}: {kpi.shown(kpi.plan.target)}" for kpi in line.kpis),
        "; ".join(_said(n) for n in numbers if not n.is_open and n.kpi in line.kpis),
        "; ".join(item.title for item in line.items),
        "; ".join(gaps),
    )


def _said(number: Number) -> str:
    name = number.kpi.name if number.kpi else ""
    return f"“{number.promised.phrase}” ({number.promised.citation}) linked to {name}"


def _waived(number: Number, names: Names) -> tuple[str, ...]:
    decision = number.decision
    who = f" by {names[decision.by]}" if decision and decision.by in names else ""
    why = decision.reason if decision else ""
    words = f"“{number.promised.phrase}” waived{who}: {why}"
    return ("", "", number.promised.citation, "", words, "", "")


def _open(number: Number) -> tuple[str, ...]:
    why = f"“{number.promised.phrase}” {_WHY[number.state]}"
    return ("", "", number.promised.citation, "", "", "", why)
