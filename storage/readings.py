"""Readings: values that came in. Append-only; the same source key again changes nothing."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import col, func, select

from domain.check_ins import ANSWERED, Kind
from domain.kpis import PERSON, Kpi, Point, Reading, standing
from domain.kpis import points_of as judged_by
from domain.people import PersonId
from storage.database import Transaction, new_id
from storage.rows import insert_new, plain
from storage.tables import OccurrenceRow, ReadingRow


async def put(
    tx: Transaction,
    kpi_id: str,
    value: Decimal,
    *,
    source_key: str,
    at: datetime | None = None,
    source: str = PERSON,
    by: PersonId | None = None,
    corrects: str | None = None,
) -> bool:
    """Keep a value; False if one of that source and key stands already.

    A person's key names the submission it came with, so that a replay is one reading.
    """
    row = new_row(tx, kpi_id, value, source_key=source_key, at=at, source=source)
    return bool(await put_many(tx, [row | {"by": by, "corrects": corrects}]))


def new_row(
    tx: Transaction,
    kpi_id: str,
    value: Decimal,
    *,
    source_key: str,
    at: datetime | None = None,
    source: str = PERSON,
) -> dict[str, Any]:
    """Return a reading as `put_many` takes it."""
    return {
        "id": new_id("red"),
        "workspace_id": tx.workspace_id,
        "kpi_id": kpi_id,
        "value": value,
        "at": at or tx.now,
        "source": source,
        "source_key": source_key,
        "by": None,
        "corrects": None,
        "recorded_at": tx.now,
    }


async def put_many(tx: Transaction, rows: Iterable[dict[str, Any]]) -> int:
    """Keep many values at once, as an upload brings them; return how many are new."""
    unique = ("kpi_id", "source", "source_key")
    return await insert_new(tx.session, ReadingRow, list(rows), unique=unique)


async def of_kpis(tx: Transaction, kpi_ids: Collection[str]) -> dict[str, list[Reading]]:
    """Return all readings of KPIs, oldest first, corrected ones included."""
    query = (
        select(ReadingRow)
        .where(ReadingRow.workspace_id == tx.workspace_id, col(ReadingRow.kpi_id).in_(kpi_ids))
        .order_by(col(ReadingRow.kpi_id), col(ReadingRow.at), col(ReadingRow.id))
    )
    found: dict[str, list[Reading]] = {kpi_id: [] for kpi_id in kpi_ids}
    for kpi_id, rows in groupby(await tx.session.exec(query), key=lambda row: row.kpi_id):
        found[kpi_id] = [Reading.model_validate(row) for row in rows]
    return found


@dataclass(frozen=True)
class Values:
    """What a KPI is judged by."""

    points: list[Point]
    """Oldest first."""
    fresh: str = ""
    """Where the newest value came from; empty where a person gave it, or has answered since."""


async def points_of(tx: Transaction, kpis: Collection[Kpi]) -> dict[str, list[Point]]:
    """Return what each KPI is judged by, oldest first."""
    return {kpi_id: found.points for kpi_id, found in (await values_of(tx, kpis)).items()}


async def known_at(tx: Transaction, kpis: Collection[Kpi], at: datetime) -> dict[str, list[Point]]:
    """Return what each KPI was judged by at a moment: without what was recorded since."""
    found = await _rows(tx, kpis, col(ReadingRow.recorded_at) < at, col(ReadingRow.at) < at)
    return {kpi.id: judged_by(kpi, standing(found[kpi.id])) for kpi in kpis}


async def values_of(tx: Transaction, kpis: Collection[Kpi]) -> dict[str, Values]:
    """Return what each KPI is judged by, and where its newest value came from."""
    found = await _rows(tx, kpis)
    kept = {kpi.id: standing(found[kpi.id]) for kpi in kpis}
    came = {kpi.goal_id for kpi in kpis if kept[kpi.id] and kept[kpi.id][-1].source != PERSON}
    answered = await _answered(tx, came)
    return {kpi.id: _values(kpi, kept[kpi.id], answered.get(kpi.goal_id)) for kpi in kpis}


async def _rows(
    tx: Transaction, kpis: Collection[Kpi], *conditions: ColumnElement[bool]
) -> dict[str, list[Any]]:
    """Return the readings of KPIs as plain rows: they have all that is judged."""
    ids = [kpi.id for kpi in kpis]
    rows = await plain(
        tx.session,
        ReadingRow,
        lambda query: query.where(
            col(ReadingRow.workspace_id) == tx.workspace_id,
            col(ReadingRow.kpi_id).in_(ids),
            *conditions,
        ),
    )
    found: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.kpi_id].append(row)
    return found


def _values(kpi: Kpi, kept: Sequence[Reading], answered: datetime | None) -> Values:
    newest = kept[-1] if kept else None
    waits = newest is not None and newest.source != PERSON
    if newest is None or not waits or (answered is not None and newest.recorded_at <= answered):
        return Values(judged_by(kpi, kept))
    return Values(judged_by(kpi, kept), newest.source)


async def _answered(tx: Transaction, goals: Collection[str]) -> dict[str, datetime]:
    """Return when a person answered last for each goal: what came before has their word."""
    if not goals:
        return {}
    row = OccurrenceRow
    query = (
        select(row.goal_id, func.max(row.answered_at))
        .where(
            row.workspace_id == tx.workspace_id,
            col(row.goal_id).in_(goals),
            row.kind == Kind.CHECK_IN,
            col(row.state).in_(ANSWERED),
        )
        .group_by(col(row.goal_id))
    )
    return {goal: at for goal, at in await tx.session.exec(query) if at is not None}
