"""Draws a chart as a PNG, for Slack's width in light and in dark.

From top to bottom: what is measured, what each line is, the lines, and when what was promised
became another. Runs in a process of its own: nothing of the bot is imported here, and matplotlib
only here.
"""

import io
import os
from typing import Any

from bot.charts import lettering, lines
from bot.charts.look import CHANGE, INK, PAPER, POINT
from domain.charts import Changed, Chart

WIDTH = 400
"""Pixels of a chart as it is shown: a thread has 330 to 440."""

SCALE = 3
"""Drawn so much larger, for sharp screens and for who opens it."""

_EDGE, _ROW, _PLOT, _DATES = 12, 18, 180, 24
"""Pixels of height: around all, of a line of words, of the lines, of the dates below them."""

_LEFT, _RIGHT = 48, 16
_ROOM = (WIDTH - 2 * _EDGE) * SCALE
_TITLE, _WORDS = 13.5, 12.0


def draw(chart: Chart) -> bytes:
    """Return the picture. Takes about a tenth of a second, and the first one a second more."""
    os.environ.setdefault("MPLBACKEND", "Agg")
    from matplotlib import rc_context
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    with rc_context({"font.family": lettering.families(), "text.parse_math": False}):
        figure = Figure(figsize=(WIDTH / 100, 4), dpi=100 * SCALE, facecolor=PAPER)
        FigureCanvasAgg(figure)
        _compose(figure, chart)
        out = io.BytesIO()
        figure.savefig(out, format="png", facecolor=PAPER)
    return out.getvalue()


def _compose(figure: Any, chart: Chart) -> None:
    """Find how high the picture is, and put everything in its place from the top."""
    title, notes = _title(figure, chart), _notes(figure, chart)
    keys = lines.keys(chart)
    columns = _columns(figure, keys)
    head = _EDGE + _ROW * len(title)
    top = head + _ROW * -(-len(keys) // columns) + (_ROW if notes else 8)
    foot = top + _PLOT + _DATES
    height = foot + _ROW * len(notes) + _EDGE
    figure.set_size_inches(WIDTH / 100, height / 100)
    _write(figure, title, _EDGE / height, size=_TITLE, color=INK, weight="bold")
    _legend(figure, keys, columns, head / height)
    _write(figure, notes, foot / height, size=_WORDS, color=CHANGE)
    place = (_LEFT / WIDTH, 1 - (top + _PLOT) / height, (WIDTH - _LEFT - _RIGHT) / WIDTH)
    lines.fill(figure.add_axes((*place, _PLOT / height), facecolor=PAPER), chart)


def _title(figure: Any, chart: Chart) -> list[str]:
    ruler = figure.text(0, 0, "", fontsize=_TITLE * POINT, weight="bold")
    return lettering.fitted(ruler, lettering.drawable(chart.title, "bold"), _ROOM, lines=2)


def _notes(figure: Any, chart: Chart) -> list[str]:
    """Return a line for each change, numbered as its mark is."""
    ruler = figure.text(0, 0, "", fontsize=_WORDS * POINT)
    said = [f"{n}  {_note(change)}" for n, change in enumerate(chart.changes, 1)]
    return [line for words in said for line in lettering.fitted(ruler, words, _ROOM)]


def _note(change: Changed) -> str:
    what = f"{change.what} {change.value}" if change.value else f"{change.what} moved"
    reason = lettering.drawable(change.reason)
    return f"{change.day.day} {change.day:%b}: {what}{f': {reason}' if reason else ''}"


def _write(figure: Any, words: list[str], top: float, *, size: float, **look: Any) -> None:
    height = figure.get_figheight() * 100
    for row, line in enumerate(words):
        at = 1 - top - (row + 0.5) * _ROW / height
        figure.text(_EDGE / WIDTH, at, line, va="center", fontsize=size * POINT, **look)


def _columns(figure: Any, keys: lines.Keys) -> int:
    """Return how many names of lines have room beside each other."""
    for columns in range(len(keys), 1, -1):
        if _legend(figure, keys, columns, 0, measured=True) <= _ROOM:
            return columns
    return 1


def _legend(
    figure: Any, keys: lines.Keys, columns: int, top: float, *, measured: bool = False
) -> float:
    """Name the lines; return how many pixels that takes, and leave nothing if only `measured`."""
    found = figure.legend(
        [handle for handle, _ in keys],
        [words for _, words in keys],
        loc="upper left",
        bbox_to_anchor=(_EDGE / WIDTH, 1 - top),
        ncols=columns,
        fontsize=_WORDS * POINT,
        frameon=False,
        borderpad=0.2,
        borderaxespad=0,
        handlelength=2,
        handletextpad=0.5,
        columnspacing=1.2,
        labelspacing=0.35,
        labelcolor="linecolor",
    )
    width = float(found.get_window_extent(figure.canvas.get_renderer()).width)
    if measured:
        found.remove()
    return width
