"""Draws a chart as a PNG, for Slack's width in light and in dark.

Runs in a process of its own: nothing of the bot is imported here, and matplotlib only here.
"""

import io
import os
from collections.abc import Sequence
from datetime import date
from typing import Any

from domain.charts import Chart, Spot, number, target_in_words
from domain.kpis import KpiKind

WIDTH, HEIGHT = 720, 360
SCALE = 2
"""Drawn twice as large as it is shown, for sharp screens."""

_INK, _GREY, _FAINT, _PAPER = "#1d1c1d", "#696969", "#e8e8e8", "#ffffff"
_LINE, _TARGET, _CHANGE = "#1264a3", "#2e8b6f", "#b5651d"
_BEHIND = {"facecolor": _PAPER, "edgecolor": "none", "alpha": 0.8, "pad": 0.6}
"""What keeps a name readable where a line runs through it."""

_LONGEST_TITLE = 70
_REASON = 34


def draw(chart: Chart) -> bytes:
    """Return the picture. Takes about a tenth of a second, and the first one a second more."""
    os.environ.setdefault("MPLBACKEND", "Agg")
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH / 100, HEIGHT / 100), dpi=100 * SCALE, facecolor=_PAPER)
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0.09, 0.13, 0.86, 0.72), facecolor=_PAPER)
    _lines(axes, chart)
    _marks(axes, chart)
    _frame(axes)
    title = _plain(chart.title, _LONGEST_TITLE)
    figure.text(0.09, 0.92, title, color=_INK, fontsize=12, weight="bold", parse_math=False)
    out = io.BytesIO()
    figure.savefig(out, format="png", facecolor=_PAPER)
    return out.getvalue()


def _lines(axes: Any, chart: Chart) -> None:
    plot = axes.plot
    if chart.plan:
        plot(*_split(chart.plan), color=_GREY, linestyle=(0, (5, 4)), linewidth=1.4)
    if chart.forecast:
        plot(*_split(chart.forecast), color=_LINE, linestyle=(0, (1, 2)), linewidth=2)
    plot(*_split(chart.values), color=_LINE, linewidth=2.4, solid_joinstyle="round")
    day, value = chart.values[-1]
    plot([day], [value], color=_LINE, marker="o", markersize=7)


def _marks(axes: Any, chart: Chart) -> None:
    """Draw the target or the band, name the lines, and mark where the target changed."""
    say = axes.annotate
    small = {"fontsize": 9.5, "textcoords": "offset points", "parse_math": False, "bbox": _BEHIND}
    axes.axhline(chart.target, color=_TARGET, linewidth=1.6)
    if chart.upper is not None:
        axes.axhline(chart.upper, color=_TARGET, linewidth=1.6)
        axes.axhspan(chart.target, chart.upper, color=_TARGET, alpha=0.08)
    first = chart.values[0][0]
    target = f"{_PROMISE.get(chart.kind, 'target')} {number(chart, chart.target)}"
    say(target, (first, chart.target), (3, 5), color=_TARGET, **small)
    day, value = chart.values[-1]
    above = chart.kind is not KpiKind.DECREASE
    say(
        number(chart, value),
        (day, value),
        (-2, 9 if above else -16),
        color=_LINE,
        weight="bold",
        ha="right",
        **small,
    )
    if chart.plan:
        at = _middle(chart.plan)
        say("plan", at, (4, 4), color=_GREY, **small)
    if chart.forecast:
        say("forecast", _middle(chart.forecast), (5, -12), color=_LINE, **small)
    for change in chart.changes[-3:]:
        axes.axvline(change.day, color=_CHANGE, linewidth=1, linestyle=(0, (2, 3)))
        words = _plain(f"{target_in_words(chart, change)}: {change.reason}", _REASON)
        top = axes.get_ylim()[1]
        say(words, (change.day, top), (4, -10), color=_CHANGE, **small)


_PROMISE = {KpiKind.AT_LEAST: "at least", KpiKind.AT_MOST: "at most", KpiKind.BAND: "from"}


def _frame(axes: Any) -> None:
    from matplotlib.dates import AutoDateLocator, ConciseDateFormatter
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    locator = AutoDateLocator(minticks=3, maxticks=8)  # type: ignore[no-untyped-call]
    axes.xaxis.set_major_locator(locator)
    dates = ConciseDateFormatter(locator, show_offset=False)  # type: ignore[no-untyped-call]
    axes.xaxis.set_major_formatter(dates)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=5))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _at: _short(value)))
    axes.grid(axis="y", color=_FAINT, linewidth=1)
    axes.set_axisbelow(True)
    axes.tick_params(colors=_GREY, labelsize=10, length=0, pad=6)
    for side, spine in axes.spines.items():
        spine.set_visible(side == "bottom")
        spine.set_color("#c8c8c8")
    axes.margins(x=0.02, y=0.14)


def _split(spots: Sequence[Spot]) -> tuple[list[date], list[float]]:
    return [day for day, _ in spots], [value for _, value in spots]


def _middle(spots: Sequence[Spot]) -> tuple[date, float]:
    (start, low), (end, high) = spots[0], spots[-1]
    return start + (end - start) * 0.62, low + (high - low) * 0.62


def _short(value: float) -> str:
    """Return a number that fits beside an axis: 1,200, 12k, 3.4M."""
    for size, letter in ((1e12, "T"), (1e9, "B"), (1e6, "M"), (1e4, "k")):
        if abs(value) >= size:
            return f"{value / (1e3 if letter == 'k' else size):,.4g}{letter}"
    return f"{value:,.6g}"


def _plain(words: str, longest: int) -> str:
    """Return words on one line, cut where they would not fit."""
    line = " ".join("".join(s if s.isprintable() else " " for s in words).split())
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"
