"""The lines of a chart: values, plan, forecast, and what was promised when."""

from datetime import date, datetime, time, timedelta
from typing import Any

from bot.charts import lettering
from bot.charts.look import (
    CHANGE,
    DASHED,
    DOTTED,
    FAINT,
    GREY,
    INK,
    PAPER,
    POINT,
    RARE,
    TARGET,
    VALUE,
)
from domain.charts import Chart, Spot, number, promise_in_words

Keys = list[tuple[Any, str]]
"""The strokes of lines with their names."""

_MOST_DOTS = 30
_LONGEST = 9
"""Signs of a number beyond which it is written short."""

_UNIT = 16
_BEYOND = 0.35
"""How far a forecast may stretch the picture, as a share of the height of all else."""

_MARGIN = 0.18
"""Room above and below, where the newest value may be written."""

_SMALL = 11.5 * POINT
_TIGHT = 15.0
"""Pixels that the numbers of two changes need between them."""

_NOON = time(12)
_FEW_DAYS = timedelta(days=5)
_A_YEAR = timedelta(days=400)
_LAST = datetime(9000, 1, 1)  # noqa: DTZ001  (a local time; the calendar ends in 9999)


def keys(chart: Chart) -> Keys:
    """Return how each line is drawn, and its name."""
    from matplotlib.lines import Line2D

    def stroke(**look: Any) -> Any:
        return Line2D([], [], **look)

    unit = lettering.drawable(chart.unit)
    unit = unit if len(unit) <= _UNIT else f"{unit[: _UNIT - 1].rstrip()}…"
    named = f"values in {unit}" if unit not in ("", "%") else "values"
    found = [(stroke(color=VALUE, linewidth=2, marker="o", markersize=3.5), named)]
    found.append((stroke(color=TARGET, linewidth=1.3), _promise(chart)))
    if chart.plan:
        found.append((stroke(color=GREY, linewidth=1.3, linestyle=DASHED), "plan"))
    if chart.forecast:
        at, value = chart.forecast[-1]
        year = f" {at.year}" if at.year != chart.values[-1][0].year else ""
        words = f"forecast {_written(chart, value)} on {_day(at)}{year}"
        found.append((stroke(color=VALUE, linewidth=1.8, linestyle=DOTTED), words))
    return found


def _promise(chart: Chart) -> str:
    now = chart.promised[-1]
    upper = "" if now.upper is None else _written(chart, now.upper)
    return promise_in_words(chart.kind, _written(chart, now.target), upper)


def fill(axes: Any, chart: Chart) -> None:
    """Draw everything between the two axes."""
    _set_limits(axes, chart)
    _set_marks(axes, chart)
    _draw_promises(axes, chart)
    _draw_ways(axes, chart)
    _draw_changes(axes, chart)
    _write_newest(axes, chart)


def _set_limits(axes: Any, chart: Chart) -> None:
    """Show all days, and all values; a forecast may leave the picture where it leads far away."""
    days = [day for spots in (chart.values, chart.plan, chart.forecast) for day, _ in spots]
    days += [promised.since for promised in chart.promised[1:]]
    begin, end = min(days), min(max(days), _LAST)
    margin = max((end - begin) * 0.03, timedelta(hours=8))
    axes.set_xlim(begin - margin, end + margin)
    known = [value for spots in (chart.values, chart.plan) for _, value in spots]
    known += [edge for p in chart.promised for edge in (p.target, p.upper) if edge is not None]
    low, high = min(known), max(known)
    height = high - low or abs(high) / 10 or 1.0
    far = [value for _, value in chart.forecast]
    low = max(min([low, *far]), low - _BEYOND * height)
    high = min(max([high, *far]), high + _BEYOND * height)
    axes.set_ylim(low - height * _MARGIN, high + height * _MARGIN)


def _set_marks(axes: Any, chart: Chart) -> None:
    """Write days and values beside the lines, few of them and in full."""
    from matplotlib.dates import AutoDateLocator, DayLocator, num2date
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    begin, end = (num2date(edge) for edge in axes.get_xlim())  # type: ignore[no-untyped-call]
    few, years = end - begin < _FEW_DAYS, end - begin > _A_YEAR

    def day(at: float, _position: object) -> str:
        found = num2date(at)  # type: ignore[no-untyped-call]
        return f"{found:%b %Y}" if years else _day(found)

    locator = DayLocator() if few else AutoDateLocator(minticks=3, maxticks=5)  # type: ignore[no-untyped-call]
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(FuncFormatter(day))
    whole = chart.decimals == 0
    axes.yaxis.set_major_locator(MaxNLocator(nbins=5, steps=[1, 2, 5, 10], integer=whole))
    unit = "%" if chart.unit == "%" else ""
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _at: _short(value) + unit))
    axes.grid(axis="y", color=FAINT, linewidth=1)
    axes.set_axisbelow(True)
    axes.tick_params(colors=GREY, labelsize=_SMALL, length=0, pad=5)
    for side, spine in axes.spines.items():
        spine.set_visible(side == "bottom")
        spine.set_color("#c8c8c8")


def _draw_promises(axes: Any, chart: Chart) -> None:
    """Draw the target, or both edges of a band, as they were from day to day."""
    from matplotlib.dates import num2date

    begin, end = (num2date(edge).replace(tzinfo=None) for edge in axes.get_xlim())  # type: ignore[no-untyped-call]
    since = [begin, *(promised.since for promised in chart.promised[1:]), end]
    days = [day for day in since for _ in range(2)][1:-1]

    def edge(values: list[float]) -> list[float]:
        drawn = [value for value in values for _ in range(2)]
        axes.plot(days, drawn, color=TARGET, linewidth=1.3, solid_joinstyle="miter")
        return drawn

    lower = edge([promised.target for promised in chart.promised])
    uppers = [promised.upper for promised in chart.promised if promised.upper is not None]
    if len(uppers) == len(chart.promised):
        axes.fill_between(days, lower, edge(uppers), color=TARGET, alpha=0.08, linewidth=0)


def _draw_ways(axes: Any, chart: Chart) -> None:
    """Draw where the values should be, where they are, and where they lead."""
    if chart.plan:
        axes.plot(*_split(chart.plan), color=GREY, linewidth=1.3, linestyle=DASHED)
    if chart.forecast:
        axes.plot(*_split(chart.forecast), color=VALUE, linewidth=1.8, linestyle=DOTTED)
    few = len(chart.values) <= _MOST_DOTS
    axes.plot(
        *_split(chart.values),
        color=VALUE,
        linewidth=2 if few else 1.2,
        marker="o" if few else None,
        markersize=3.5,
        solid_joinstyle="round",
    )
    axes.plot(*_split(chart.values[-1:]), color=VALUE, marker="o", markersize=6)


def _draw_changes(axes: Any, chart: Chart) -> None:
    """Mark the days on which what was promised became another, numbered as below the picture."""
    from matplotlib.dates import date2num

    pixel = 72 / axes.figure.dpi
    tight = _TIGHT * axes.figure.dpi / 100
    last = float("-inf")
    for position, change in enumerate(chart.changes, 1):
        at = datetime.combine(change.day, _NOON)
        axes.plot([at, at], axes.get_ylim(), color=CHANGE, linewidth=1, linestyle=RARE)
        x = axes.transData.transform((date2num(at), 0))[0]  # type: ignore[no-untyped-call]
        shown, last = max(x, last + tight), max(x, last + tight)
        axes.annotate(
            str(position),
            (at, 1),
            ((shown - x) * pixel, 3),
            xycoords=("data", "axes fraction"),
            textcoords="offset points",
            ha="center",
            color=CHANGE,
            fontsize=_SMALL,
            weight="bold",
            annotation_clip=False,
        )


def _write_newest(axes: Any, chart: Chart) -> None:
    """Write the newest value beside its dot, where the fewest lines run through it."""
    day, value = chart.values[-1]
    text = axes.annotate(
        _written(chart, value),
        (day, value),
        (0, 0),
        textcoords="offset points",
        color=INK,
        weight="bold",
        fontsize=13 * POINT,
        bbox={"facecolor": PAPER, "edgecolor": "none", "alpha": 0.8, "pad": 0.5},
    )
    paths = [line.get_path().transformed(line.get_transform()) for line in axes.lines]

    def put(place: tuple[str, str, float, float]) -> int:
        ha, va, x, y = place
        text.set(ha=ha, va=va)
        text.xyann = (x, y)
        box = text.get_window_extent()
        outside = 0 if axes.bbox.containsx(box.x0) and axes.bbox.containsx(box.x1) else 1000
        outside += 0 if axes.bbox.containsy(box.y0) and axes.bbox.containsy(box.y1) else 1000
        return outside + sum(bool(path.intersects_bbox(box, filled=False)) for path in paths)

    put(min(_PLACES, key=put))


_PLACES = (
    ("center", "bottom", 0.0, 6.0),
    ("right", "bottom", -4.0, 6.0),
    ("left", "bottom", 4.0, 6.0),
    ("center", "top", 0.0, -6.0),
    ("right", "top", -4.0, -6.0),
    ("left", "top", 4.0, -6.0),
    ("right", "center", -9.0, 0.0),
    ("left", "center", 9.0, 0.0),
)
"""Where words may stand beside a dot: how they are aligned, and how many points away."""


def _split(spots: tuple[Spot, ...]) -> tuple[list[datetime], list[float]]:
    return [day for day, _ in spots], [value for _, value in spots]


def _day(day: date) -> str:
    return f"{day.day} {day:%b}"


def _written(chart: Chart, value: float) -> str:
    """Return a number in full, or short where that is long."""
    words = number(chart, value)
    if len(words) <= _LONGEST:
        return words
    return _short(value) + ("%" if chart.unit == "%" else "")


def _short(value: float) -> str:
    """Return a number that fits beside an axis: 1,200, 12k, 3.4M."""
    for size, letter in ((1e12, "T"), (1e9, "B"), (1e6, "M"), (1e4, "k")):
        if abs(value) >= size:
            return f"{value / (1e3 if letter == 'k' else size):,.4g}{letter}"
    words = f"{value:,.6f}".rstrip("0").rstrip(".")
    return "0" if words == "-0" else words
