"""What was measured, as a table for people and as JSON for the next run."""

import json
import statistics
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("results.json")


@dataclass(frozen=True)
class Result:
    """One figure. The bound is one on the ratio where there is something to stand beside it."""

    question: str
    value: float
    unit: str
    beside: float | None = None
    bound: float | None = None

    @property
    def ratio(self) -> float | None:
        """How many times what stands beside it."""
        return self.value / self.beside if self.beside else None

    @property
    def holds(self) -> bool | None:
        """Whether the bound is kept; None where none was set."""
        if self.bound is None:
            return None
        return (self.value if self.ratio is None else self.ratio) <= self.bound

    def as_json(self) -> dict[str, Any]:
        """Return it as it is written down."""
        return {
            "question": self.question,
            "value": _rounded(self.value),
            "unit": self.unit,
            "beside": _rounded(self.beside),
            "ratio": _rounded(self.ratio),
            "bound": self.bound,
            "holds": self.holds,
        }

    def as_row(self) -> str:
        """Return it as a row of the table."""
        kept = {None: "", True: "yes", False: "**no**"}[self.holds]
        cells = (
            self.question,
            self.unit,
            _shown(self.value),
            _shown(self.beside),
            _shown(self.ratio),
            _shown(self.bound),
            kept,
        )
        return f"| {' | '.join(cells)} |"


HEADER = (
    "| question | figure | Workback | beside | ratio | bound | holds |\n"
    "| --- | --- | --- | --- | --- | --- | --- |"
)


def compare(
    question: str, what: str, ours: list[float], beside: list[float], bound: float | None
) -> list[Result]:
    """Return median and p99 of milliseconds beside those of somebody else."""
    return [
        Result(question, figure(ours), f"ms, {name} {what}", figure(beside), bound)
        for name, figure in (("median", statistics.median), ("p99", p99))
    ]


def p99(values: list[float]) -> float:
    """Return the value that 99 of 100 stay below."""
    return sorted(values)[int(len(values) * 0.99) - 1]


def write(results: Iterable[Result]) -> None:
    """Write results down; those of questions that were not asked stay."""
    new = [result.as_json() for result in results]
    asked = {result["question"] for result in new}
    old = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else []
    kept = [result for result in old if result["question"] not in asked]
    FILE.write_text(json.dumps(kept + new, indent=2) + "\n", encoding="utf-8")


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)


def _shown(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"
