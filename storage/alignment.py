"""What alignments are made of, in a number of queries that does not grow with the initiatives."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from sqlmodel import col, select

from domain.goals import Goal
from domain.kpis import Kpi
from domain.promised_numbers import Number, NumberDecision, numbers_in
from domain.promises import GOALS, Promise, promises_in
from domain.scope import Item
from domain.templates import Content, DocumentKind
from storage import documents, kpis, numbers, scope
from storage.database import Transaction
from storage.rows import plain
from storage.tables import DocumentRow, GoalRow


@dataclass
class Facts:
    """What an initiative says now, aims at, measures and builds."""

    contents: dict[DocumentKind, Content] = field(default_factory=dict)
    goals: list[Goal] = field(default_factory=list)
    """All of them, retired ones too, oldest first: their numbers never change."""
    kpis: Mapping[str, Sequence[Kpi]] = field(default_factory=dict)
    items: Sequence[Item] = ()
    decisions: Mapping[str, NumberDecision] = field(default_factory=dict)
    """What was decided about numbers of the press release, by their keys."""

    @property
    def release(self) -> Content:
        """The words of the press release."""
        return self.contents.get(DocumentKind.PRESS_RELEASE, {})

    @cached_property
    def promises(self) -> list[Promise]:
        """All that is promised."""
        return promises_in(self.contents, self.goals, self.kpis)

    @cached_property
    def citations(self) -> dict[str, str]:
        """What living goals are called, by id, the best rank first: `GOAL-2`."""
        return {p.id: p.citation for p in self.promises if p.group == GOALS}

    @cached_property
    def living_kpis(self) -> list[Kpi]:
        """The KPIs of living goals, those of the best rank first."""
        return [kpi for goal in self.citations for kpi in self.kpis.get(goal, ())]

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        """The numbers of the press release, each with how it stands."""
        return numbers_in(self.release, self.living_kpis, self.decisions)


async def of_initiative(tx: Transaction, initiative_id: str) -> Facts:
    """Return the facts of one initiative."""
    return (await facts(tx, (initiative_id,)))[initiative_id]


async def facts(tx: Transaction, initiative_ids: Collection[str]) -> dict[str, Facts]:
    """Return the facts of each of these initiatives."""
    found = {initiative_id: Facts() for initiative_id in initiative_ids}
    goals = await _goals(tx, initiative_ids)
    measured = await kpis.of_goals(tx, [goal.id for goal in goals])
    for goal in goals:
        found[goal.initiative_id].goals.append(goal)
    for initiative_id, contents in (await _contents(tx, initiative_ids)).items():
        found[initiative_id].contents = contents
    for initiative_id, items in (await scope.of_initiatives(tx, initiative_ids)).items():
        found[initiative_id].items = items
    for initiative_id, decided in (await numbers.decisions(tx, initiative_ids)).items():
        found[initiative_id].decisions = decided
    for one in found.values():
        one.kpis = {goal.id: measured[goal.id] for goal in one.goals}
    return found


async def _goals(tx: Transaction, initiative_ids: Collection[str]) -> list[Goal]:
    rows = await plain(
        tx.session,
        GoalRow,
        lambda query: query.where(
            col(GoalRow.workspace_id) == tx.workspace_id,
            col(GoalRow.initiative_id).in_(set(initiative_ids)),
        ).order_by(col(GoalRow.created_at), col(GoalRow.id)),
    )
    return [Goal.model_validate(row) for row in rows]


async def _contents(
    tx: Transaction, initiative_ids: Collection[str]
) -> dict[str, dict[DocumentKind, Content]]:
    query = select(DocumentRow.id, DocumentRow.initiative_id, DocumentRow.kind).where(
        DocumentRow.workspace_id == tx.workspace_id,
        col(DocumentRow.initiative_id).in_(set(initiative_ids)),
        DocumentRow.head > 0,
    )
    rows = list(await tx.session.exec(query))
    words = await documents.newest_contents(tx, [row[0] for row in rows])
    found: dict[str, dict[DocumentKind, Content]] = defaultdict(dict)
    for document_id, initiative_id, kind in rows:
        found[initiative_id][DocumentKind(kind)] = words[document_id]
    return found
