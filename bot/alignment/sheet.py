"""An alignment as a table: a row for each goal, then a row for each gap."""

from collections.abc import Iterable

from bot.kit.csv import table
from domain.alignment import Alignment, Line
from domain.initiatives import Initiative

COLUMNS = ("goal", "outcome", "serves", "KPIs", "scope", "gap")


def written(found: Alignment) -> str:
    """Return an alignment as CSV that no spreadsheet takes for formulas."""
    return table(COLUMNS, _rows(found))


def of_all(pages: Iterable[tuple[Initiative, Alignment]]) -> str:
    """Return many alignments as one table, which says in each row whose it is."""
    return table(
        ("initiative", "name", *COLUMNS),
        [(one.key, one.name, *row) for one, found in pages for row in _rows(found)],
    )


def _rows(found: Alignment) -> list[tuple[str, ...]]:
    return [
        *map(_line, found.lines),
        *(("", "", p.citation, "", "", "no goal serves it") for p in found.without_goal),
        *(("", "", p.citation, "", "", "no work serves it") for p in found.without_work),
        *(("", "", n.citation, "", "", f"“{n.phrase}” has no KPI") for n in found.numbers),
    ]


def _line(line: Line) -> tuple[str, ...]:
    gaps = [
        *(["serves no promise"] if line.is_orphan else []),
        *(["has no KPI"] if not line.kpis else []),
    ]
    return (
        line.citation,
        line.goal.title,
        ", ".join(promise.citation for promise in line.serves),
        "; ".join(f"{kpi.name}: {kpi.shown(kpi.plan.target)}" for kpi in line.kpis),
        "; ".join(item.title for item in line.items),
        "; ".join(gaps),
    )
