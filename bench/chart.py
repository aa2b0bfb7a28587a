"""How long a chart takes, and whether who clicks waits for it.

The second figure is `/workback help` while charts are drawn without pause, beside the same a
moment before and after: rounds by turns.
"""

import asyncio
import statistics
import time
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from bench.load import Connection, burst, command, lines_to
from bench.results import Result, p99
from bench.servers import place
from bot.charts.pool import Studio
from domain.charts import Chart, chart
from domain.kpis import Kpi, KpiKind, Plan, Point

BOUND, WAIT = 300.0, 1.5
_TIMES, _ROUNDS, _REQUESTS, _CONNECTIONS = 40, 10, 300, 4
_BEGUN = datetime(2026, 3, 2, 9, tzinfo=UTC)


def sample(values: int = 52) -> Chart:
    """Return a year of a KPI."""
    plan = Plan(
        baseline=Decimal(30),
        target=Decimal(5),
        starts=_BEGUN.date(),
        due=(_BEGUN + timedelta(days=400)).date(),
    )
    kpi = Kpi(
        id="kpi_1",
        goal_id="goal_1",
        name="Minutes until notes are ready",
        kind=KpiKind.DECREASE,
        unit="minutes",
        plan=plan,
    )
    points = [
        Point(at=_BEGUN + timedelta(days=7 * n), value=Decimal(30 - n // 3)) for n in range(values)
    ]
    found = chart(kpi, points, [])
    assert found is not None
    return found


async def measure() -> list[Result]:
    """Draw, then draw while others ask for help."""
    studio, shown = Studio(), sample()
    first = await _timed(studio, shown)
    taken = [await _timed(studio, shown) for _ in range(_TIMES)]
    async with place() as here, here.workback() as (port, _), lines_to(port, _CONNECTIONS) as lines:
        request = command(here.slack.signing_secret, "help")
        alone, beside = await _by_turns(lines, request, studio, shown)
    studio.close()
    return [
        Result("chart", first, "ms, the first one, with its process"),
        Result("chart", statistics.median(taken), "ms, median", bound=BOUND),
        Result("chart", p99(taken), "ms, p99", bound=BOUND),
        Result(
            "chart",
            statistics.median(beside),
            "ms, median help while charts are drawn, beside none",
            statistics.median(alone),
            WAIT,
        ),
    ]


async def _timed(studio: Studio, shown: Chart) -> float:
    started = time.perf_counter()
    await studio.draw(shown)
    return (time.perf_counter() - started) * 1000


async def _by_turns(
    lines: list[Connection], request: bytes, studio: Studio, shown: Chart
) -> tuple[list[float], list[float]]:
    """Return the milliseconds of help without charts, and while charts are drawn."""
    alone: list[float] = []
    beside: list[float] = []
    await burst(lines, lambda: request, requests=_REQUESTS)
    for _ in range(_ROUNDS):
        alone += await burst(lines, lambda: request, requests=_REQUESTS)
        drawing = asyncio.create_task(_draw_on(studio, shown))
        beside += await burst(lines, lambda: request, requests=_REQUESTS)
        drawing.cancel()
        await asyncio.gather(drawing, return_exceptions=True)
    return alone, beside


async def _draw_on(studio: Studio, shown: Chart) -> None:
    while True:
        await studio.draw(shown)
