"""How long a Home takes that has a great deal in it: 50 initiatives, 200 goals, 500 waiting things.

Alice opens it again and again over loopback, in a workspace of 2,000 initiatives; the answer
includes publishing it. The milliseconds are those of the whole request.
"""

import os
import statistics
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from sqlmodel import SQLModel, col, select, update

from bench import goals
from bench.library import AUTHOR, WORKSPACE, Library, seed
from bench.load import burst, event, lines_to
from bench.results import Result, p99
from bench.servers import Place, place
from domain.templates import DocumentKind
from storage.database import Database
from storage.migrate import migrate
from storage.tables import (
    AskedRow,
    GoalRow,
    InitiativeRow,
    KpiRow,
    OccurrenceRow,
    ReadingRow,
    ReviewerRow,
    ReviewRow,
    ScheduleRow,
    WordsRow,
)

BOUND = 100.0
REQUESTS = 200
OTHER = "U0BOB"
_BEFORE = datetime(2026, 3, 1, tzinfo=UTC)

Values = dict[str, Any]


async def measure() -> list[Result]:
    """Open Home, one after the other."""
    async with place() as here:
        database = Database(f"sqlite:///{here.folder}/bench.db")
        await migrate(database)
        await fill(database)
        await database.close()
        return await _ask(here)


async def fill(
    database: Database, *, everything: int = 2_000, mine: int = 50, own: int = 200, each: int = 100
) -> None:
    """Write a workspace in which much waits for Alice: five kinds, `each` of every kind."""
    await seed(database, Library(initiatives=everything, versions=2))
    async with database.session(writes=True) as session:
        ids = sorted(await session.exec(select(InitiativeRow.id)))
        others = update(InitiativeRow).where(col(InitiativeRow.id).in_(ids[mine:]))
        await session.exec(others.values(owner_id=OTHER))
        await session.commit()
    homes = [ids[number % mine] for number in range(max(own, each))]
    await _goals(database, homes[:own], each)
    await _reviews(database, ids[-each:])
    await _questions(database, ids[-each:])
    offered = {"owner_id": OTHER, "offered_to": AUTHOR}
    await goals.insert(
        database, GoalRow, [_goal(f"o{n}", ids[-n - 1]) | offered for n in range(each)]
    )


async def _goals(database: Database, homes: list[str], each: int) -> None:
    """Write goals with values; of twice as many as `each`, one a check-in waits."""
    keys = [str(number) for number in range(len(homes))]
    await goals.insert(database, GoalRow, [_goal(k, h) for k, h in zip(keys, homes, strict=True)])
    await goals.insert(database, KpiRow, [_own(goals.kpi("", "", key)) for key in keys])
    values = [
        _own(goals.reading("", AUTHOR, key))
        | {
            "id": f"red_{key}_{week}",
            "source_key": str(week),
            "at": _BEFORE + timedelta(weeks=week),
        }
        for key in keys
        for week in range(12)
    ]
    await goals.insert(database, ReadingRow, values)
    await goals.insert(database, ScheduleRow, [_own(goals.schedule("", AUTHOR, k)) for k in keys])
    await goals.insert(database, OccurrenceRow, list(islice(_occurrences(keys), 2 * each)))


def _own(row: Values) -> Values:
    return row | {"workspace_id": WORKSPACE}


def _goal(key: str, initiative: str) -> Values:
    return _own(goals.goal("", AUTHOR, key)) | {"initiative_id": initiative}


def _occurrences(keys: list[str]) -> Iterable[Values]:
    for key in keys:
        yield OccurrenceRow(
            id=f"occ_{key}",
            workspace_id=WORKSPACE,
            goal_id=f"goal_{key}",
            kind="check_in",
            asked_id=AUTHOR,
            local_date=date(2026, 3, 2),
            slot="",
            due_at=_BEFORE,
            bundle=f"bundle {key}",
            state="open",
            note="",
        ).model_dump()


async def _reviews(database: Database, homes: list[str]) -> None:
    rows: dict[type[SQLModel], list[Values]] = {ReviewRow: [], ReviewerRow: []}
    for home in homes:
        review = ReviewRow(
            id=f"rev_{home}",
            workspace_id=WORKSPACE,
            initiative_id=home,
            document_id=f"doc_{home.removeprefix('ini_')}_{DocumentKind.PRESS_RELEASE}",
            version=2,
            asked_by=OTHER,
            asked_at=_BEFORE,
            note="",
            needed=1,
            state="open",
            reason="",
        )
        reviewer = ReviewerRow(workspace_id=WORKSPACE, review_id=review.id, person_id=AUTHOR)
        rows[ReviewRow].append(review.model_dump())
        rows[ReviewerRow].append(reviewer.model_dump())
    for table, found in rows.items():
        await goals.insert(database, table, found)


async def _questions(database: Database, homes: list[str]) -> None:
    documents = [f"doc_{home.removeprefix('ini_')}_{DocumentKind.FAQ}" for home in homes]
    asked = [
        AskedRow(
            workspace_id=WORKSPACE, document_id=key, key="C-1", owner_id=AUTHOR, asked_at=_BEFORE
        ).model_dump()
        for key in documents
    ]
    await goals.insert(database, AskedRow, asked)
    async with database.session(writes=True) as session:
        answers = update(WordsRow).where(
            col(WordsRow.document_id).in_(documents), col(WordsRow.field) == "C-1.answer"
        )
        await session.exec(answers.values(words=""))
        await session.commit()


def processor(pid: int) -> float:
    """Return the milliseconds of processor time that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


async def _ask(here: Place) -> list[Result]:
    secret = here.slack.signing_secret

    def opens() -> bytes:
        return event(secret, {"type": "app_home_opened", "user": AUTHOR, "tab": "home"})

    async with here.workback() as (port, pid), lines_to(port, 1) as lines:
        await burst(lines, opens, requests=20)
        before = processor(pid)
        taken = await burst(lines, opens, requests=REQUESTS)
        used = (processor(pid) - before) / REQUESTS
    return [
        Result("home", used, "ms of processor, 500 things wait"),
        Result("home", statistics.median(taken), "ms, median, 500 things wait"),
        Result("home", p99(taken), "ms, p99, 500 things wait", bound=BOUND),
    ]
