"""Where a KPI is going: the median of all slopes between two values (Theil and Sen).

One odd value does not bend it, which a least-squares line would allow.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import combinations
from statistics import median

from domain.kpis import Point

FEWEST, MOST = 4, 12
"""Readings a forecast needs, and the newest it looks at."""

_DAY = timedelta(days=1)
_FARTHEST = 3650.0


@dataclass(frozen=True)
class Trend:
    """A straight line through the newest values."""

    start: datetime
    value: float
    """At `start`."""
    slope: float
    """Change a day."""

    def at(self, moment: datetime) -> float:
        """Return the value the line has at a moment."""
        return self.value + self.slope * ((moment - self.start) / _DAY)

    def on(self, day: date) -> float:
        """Return the value the line has on a day, at noon UTC."""
        return self.at(datetime(day.year, day.month, day.day, 12, tzinfo=UTC))

    def reaches(self, target: float) -> date | None:
        """Return the day the line meets a value; None if it moves away from it or hardly moves."""
        if self.slope == 0:
            return None
        days = (target - self.value) / self.slope
        return (self.start + days * _DAY).date() if 0 <= days <= _FARTHEST else None


def trend(points: Sequence[Point]) -> Trend | None:
    """Return the line through the newest points; None with fewer than four of them."""
    newest = points[-MOST:]
    if len(newest) < FEWEST:
        return None
    start = newest[0].at
    values = [((point.at - start) / _DAY, float(point.value)) for point in newest]
    slopes = [(y2 - y1) / (x2 - x1) for (x1, y1), (x2, y2) in combinations(values, 2) if x2 != x1]
    if not slopes:
        return None
    slope = median(slopes)
    return Trend(start, median(y - slope * x for x, y in values), slope)
