"""The picture of a KPI, drawn right before the message leaves that shows it."""

from concurrent.futures.process import BrokenProcessPool
from datetime import tzinfo
from typing import Any

from bot.charts.pool import STUDIO
from domain.charts import Chart, chart, in_words
from storage import kpis
from storage.database import Database, Transaction
from storage.standings import Measured
from storage.tables import OutboxRow

Picture = dict[str, Any]


async def picture_of(
    tx: Transaction, measured: Measured, zone: tzinfo, *, at: int
) -> Picture | None:
    """Describe the chart of a KPI for the outbox: it stands before block number `at`.

    Its days are those of `zone`, as the check-ins' are. None where there are too few values.
    """
    targets = await kpis.targets(tx, measured.kpi.id)
    shown = chart(measured.kpi, measured.points, targets, zone)
    if shown is None:
        return None
    return {
        "maker": "chart",
        "name": "chart.png",
        "at": at,
        "alt_text": in_words(shown)[:LONGEST_ALT],
        "chart": shown.model_dump(mode="json"),
    }


LONGEST_ALT = 2_000
"""Characters of an image's alternative text. Source: slack.md, "Limits"."""


async def draw_chart(_database: Database, _row: OutboxRow, wanted: Picture) -> bytes:
    """Draw what the row describes. Raises LookupError where it cannot be: then the words leave."""
    try:
        return await STUDIO.draw(Chart.model_validate(wanted["chart"]))
    except (BrokenProcessPool, TimeoutError):
        raise
    except Exception as fault:
        raise LookupError(f"the chart cannot be drawn: {fault!r}") from fault
