"""KPIs of goals, and how their targets changed."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import bindparam, func
from sqlmodel import col, select, update

from domain.kpis import Kpi, KpiKind, Plan, TargetVersion
from domain.people import PersonId
from storage.database import Transaction, new_id
from storage.rows import plain
from storage.tables import KpiRow, TargetVersionRow


async def add(  # noqa: PLR0913  (each is one word of the KPI)
    tx: Transaction,
    goal_id: str,
    *,
    name: str,
    kind: KpiKind,
    unit: str,
    decimals: int,
    plan: Plan,
    author_id: PersonId,
    weight: Decimal = Decimal(1),
) -> Kpi:
    """Give a goal another KPI, with the first version of its target."""
    position = select(func.count()).where(
        KpiRow.workspace_id == tx.workspace_id, KpiRow.goal_id == goal_id
    )
    row = KpiRow(
        id=new_id("kpi"),
        workspace_id=tx.workspace_id,
        goal_id=goal_id,
        position=(await tx.session.exec(position)).one(),
        name=name.strip(),
        kind=kind,
        unit=unit.strip(),
        decimals=decimals,
        weight=weight,
        plan=plan.model_dump(mode="json"),
    )
    tx.session.add(row)
    await tx.session.flush()
    await _version(tx, row.id, 1, plan, plan.starts, author_id, "")
    return Kpi.model_validate(row)


async def of_goals(tx: Transaction, goal_ids: Collection[str]) -> dict[str, list[Kpi]]:
    """Return the KPIs of goals, in their order, by goal; a goal without any has an empty list."""
    rows = await plain(
        tx.session,
        KpiRow,
        lambda query: query.where(
            col(KpiRow.workspace_id) == tx.workspace_id,
            col(KpiRow.goal_id).in_(set(goal_ids)),
            col(KpiRow.removed_at).is_(None),
        ).order_by(col(KpiRow.position), col(KpiRow.id)),
    )
    found: dict[str, list[Kpi]] = {goal_id: [] for goal_id in goal_ids}
    for row in rows:
        found[row.goal_id].append(Kpi.model_validate(row))
    return found


async def find(tx: Transaction, kpi_id: str) -> Kpi | None:
    """Return a KPI of this workspace."""
    query = select(KpiRow).where(
        KpiRow.workspace_id == tx.workspace_id,
        KpiRow.id == kpi_id,
        col(KpiRow.removed_at).is_(None),
    )
    row = (await tx.session.exec(query.execution_options(populate_existing=True))).first()
    return Kpi.model_validate(row) if row else None


async def change(tx: Transaction, kpi_id: str, **values: Any) -> None:
    """Change `name`, `unit`, `decimals`, `weight` or `position`; the target by `retarget`."""
    query = update(KpiRow).where(
        col(KpiRow.workspace_id) == tx.workspace_id, col(KpiRow.id) == kpi_id
    )
    await tx.session.exec(query.values(**values))


async def remove(tx: Transaction, kpi_id: str) -> None:
    """Take a KPI off its goal; its readings are kept."""
    await change(tx, kpi_id, removed_at=tx.now)


async def retarget(
    tx: Transaction,
    kpi: Kpi,
    plan: Plan,
    *,
    effective: date,
    author_id: PersonId,
    reason: str,
) -> None:
    """Change a KPI's plan as a new version with a reason; the chart shows where it changed."""
    last = select(func.max(TargetVersionRow.number)).where(
        TargetVersionRow.workspace_id == tx.workspace_id, TargetVersionRow.kpi_id == kpi.id
    )
    number = ((await tx.session.exec(last)).one() or 0) + 1
    await _version(tx, kpi.id, number, plan, effective, author_id, reason.strip())
    await change(tx, kpi.id, plan=plan.model_dump(mode="json"))


async def move(
    tx: Transaction, goal_id: str, starts: date, due: date, *, author_id: PersonId, reason: str
) -> int:
    """Let the plans of a goal's KPIs follow its dates, as new versions; return how many did."""
    found = (await of_goals(tx, [goal_id]))[goal_id]
    plans = {kpi.id: kpi.plan.moved(starts, due) for kpi in found}
    plans = {kpi.id: plans[kpi.id] for kpi in found if plans[kpi.id] != kpi.plan}
    if not plans:
        return 0
    latest = (
        select(TargetVersionRow.kpi_id, func.max(TargetVersionRow.number))
        .where(
            TargetVersionRow.workspace_id == tx.workspace_id,
            col(TargetVersionRow.kpi_id).in_(plans),
        )
        .group_by(col(TargetVersionRow.kpi_id))
    )
    numbers = dict((await tx.session.exec(latest)).all())
    for kpi_id, plan in plans.items():
        number = numbers.get(kpi_id, 0) + 1
        tx.session.add(_row(tx, kpi_id, number, plan, tx.now.date(), author_id, reason))
    await tx.session.flush()
    query = (
        update(KpiRow)
        .where(col(KpiRow.workspace_id) == tx.workspace_id, col(KpiRow.id) == bindparam("moved_id"))
        .values(plan=bindparam("moved_plan"))
    )
    moved = [
        {"moved_id": kpi_id, "moved_plan": plan.model_dump(mode="json")}
        for kpi_id, plan in plans.items()
    ]
    await (await tx.session.connection()).execute(query, moved)
    return len(plans)


async def targets(tx: Transaction, kpi_id: str) -> list[TargetVersion]:
    """Return the versions of a KPI's target, oldest first."""
    query = select(TargetVersionRow).where(
        TargetVersionRow.workspace_id == tx.workspace_id, TargetVersionRow.kpi_id == kpi_id
    )
    rows = await tx.session.exec(query.order_by(col(TargetVersionRow.number)))
    return [TargetVersion.model_validate(row) for row in rows]


async def _version(
    tx: Transaction,
    kpi_id: str,
    number: int,
    plan: Plan,
    effective: date,
    author_id: PersonId,
    reason: str,
) -> None:
    tx.session.add(_row(tx, kpi_id, number, plan, effective, author_id, reason))
    await tx.session.flush()


def _row(
    tx: Transaction,
    kpi_id: str,
    number: int,
    plan: Plan,
    effective: date,
    author_id: PersonId,
    reason: str,
) -> TargetVersionRow:
    return TargetVersionRow(
        id=new_id("tgt"),
        workspace_id=tx.workspace_id,
        kpi_id=kpi_id,
        number=number,
        effective=effective,
        plan=plan.model_dump(mode="json"),
        author_id=author_id,
        reason=reason,
        made_at=tx.now,
    )
