"""How long the check-in modal takes to open: 20 KPIs of four goals, each with a year of weeks.

The answer includes opening the view in Slack over loopback; the milliseconds are those of the
whole request.
"""

import statistics
from datetime import timedelta

from bench import goals
from bench.home import processor
from bench.library import AUTHOR, WORKSPACE, Library, seed
from bench.load import burst, command, lines_to
from bench.results import Result, p99
from bench.servers import place
from storage.database import Database
from storage.migrate import migrate
from storage.tables import GoalRow, KpiRow, ReadingRow, ScheduleRow

BOUND = 100.0
GOALS, KPIS, WEEKS = 4, 5, 52
REQUESTS = 200
_BEGUN = goals.DUE - timedelta(weeks=WEEKS)


async def measure() -> list[Result]:
    """Open it again and again."""
    async with place() as here:
        database = Database(f"sqlite:///{here.folder}/bench.db")
        await migrate(database)
        await fill(database)
        await database.close()
        secret = here.slack.signing_secret

        def opens() -> bytes:
            return command(secret, "", command="/checkin")

        async with here.workback() as (port, pid), lines_to(port, 1) as lines:
            await burst(lines, opens, requests=20)
            before = processor(pid)
            taken = await burst(lines, opens, requests=REQUESTS)
            used = (processor(pid) - before) / REQUESTS
        opened = here.slack.traffic.calls("views.open")
        assert len(opened) >= REQUESTS, len(opened)
    what = f"{GOALS * KPIS} KPIs x {WEEKS} readings"
    return [
        Result("check_in_modal", used, f"ms of processor, {what}"),
        Result("check_in_modal", statistics.median(taken), f"ms, median, {what}"),
        Result("check_in_modal", p99(taken), f"ms, p99, {what}", bound=BOUND),
    ]


async def fill(database: Database) -> None:
    """Write Alice's goals with their values."""
    await seed(database, Library(initiatives=1, versions=1))
    keys = [str(number) for number in range(GOALS)]
    own = {"workspace_id": WORKSPACE}
    made = [goals.goal("", AUTHOR, key) | own | {"initiative_id": "ini_00001"} for key in keys]
    await goals.insert(database, GoalRow, made)
    measures = [f"{key}_{number}" for key in keys for number in range(KPIS)]
    rows = [
        goals.kpi("", "", key) | own | {"goal_id": f"goal_{key.partition('_')[0]}"}
        for key in measures
    ]
    await goals.insert(database, KpiRow, rows)
    values = [
        goals.reading("", AUTHOR, key)
        | own
        | {
            "id": f"red_{key}_{week}",
            "source_key": str(week),
            "at": _BEGUN + timedelta(weeks=week),
        }
        for key in measures
        for week in range(WEEKS)
    ]
    await goals.insert(database, ReadingRow, values)
    schedules = [goals.schedule("", AUTHOR, key) | own for key in keys]
    later = [row | {"next_due_at": None, "state": "paused"} for row in schedules]
    await goals.insert(database, ScheduleRow, later)
