"""What is written into a chart can be read: nothing overlaps, leaves the picture, or is a box."""

import warnings
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import combinations
from typing import Any

import pytest
from matplotlib import rc_context
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from bot.charts import drawing, lettering, lines
from domain.charts import Changed, Chart, Promised, Spot
from domain.kpis import KpiKind

BEGUN = datetime(2026, 1, 1, 12)  # noqa: DTZ001  (a local time)
LONG = "Share of the teams which after four weeks of using TeamSync still open their notes " * 3


def spots(*values: float, step: float = 7) -> tuple[Spot, ...]:
    return tuple((BEGUN + timedelta(days=step * n), value) for n, value in enumerate(values))


def changed(number: int, reason: str) -> tuple[Changed, Promised]:
    since = BEGUN + timedelta(days=number)
    change = Changed(day=since.date(), what="target", value=str(number), reason=reason)
    return change, Promised(since=since, target=number)


def shown(values: tuple[Spot, ...], **more: Any) -> Chart:
    """Return a chart of a way from 30 to 5 in a hundred days, or what `more` makes of it."""
    end = BEGUN + timedelta(days=100)
    given: dict[str, Any] = {
        "title": "Minutes until notes are ready",
        "decimals": 2,
        "unit": "minutes",
        "values": values,
        "plan": ((BEGUN, 30.0), (end, 5.0)),
        "promised": (Promised(since=BEGUN, target=5),),
        "kind": KpiKind.DECREASE,
        "due": end.date(),
        "forecast": (values[-1], (end, 7.0)),
    }
    return Chart(**given | more)


LEVEL = {"plan": (), "forecast": (), "kind": KpiKind.BAND}
NEAR = [
    changed(n, "Rooms have one microphone, and nobody wants a second " * 4) for n in (14, 15, 16)
]
SHAPES = {
    "as planned": shown(spots(30, 27, 24, 19, 17)),
    "two of one day": shown(spots(30, 28, step=0.1), forecast=()),
    "400 readings": shown(spots(*(n % 37 for n in range(400)), step=1)),
    "huge": shown(spots(1e9, 4e11, 1.2e12), promised=(Promised(since=BEGUN, target=5e14),)),
    "tiny": shown(spots(0.004, 0.0035, 0.0015), decimals=6, plan=()),
    "negative": shown(spots(-50, -40, -999_999.5)),
    "far away": shown(spots(30, 31, 32), forecast=((BEGUN, 30.0), (BEGUN, -1e6))),
    "long words": shown(spots(30, 27), title=LONG, unit=LONG),
    "percent": shown(spots(20, 101), unit="%"),
    "band": shown(spots(6, 9), promised=(Promised(since=BEGUN, target=5, upper=8),), **LEVEL),
    "three changes": shown(
        spots(30, 27, 24, 19, 17),
        changes=tuple(change for change, _ in NEAR),
        promised=(Promised(since=BEGUN, target=5), *(promised for _, promised in NEAR)),
    ),
    "years ahead": shown(spots(30, 29), plan=((BEGUN, 30.0), (BEGUN.replace(year=2033), 5.0))),
    "for ever": shown(spots(30, 29), plan=((BEGUN, 30.0), (BEGUN.replace(year=9999), 5.0))),
    "other scripts": shown(
        spots(30, 29), title="会议纪要 議事録 회의록 ملاحظات הערות 🎉", unit="分"
    ),
}


@pytest.fixture
def figure() -> Iterator[Figure]:
    with rc_context({"font.family": lettering.families(), "text.parse_math": False}):
        made = Figure(figsize=(drawing.WIDTH / 100, 4), dpi=100 * drawing.SCALE)
        FigureCanvasAgg(made)
        yield made


def texts(figure: Figure) -> list[Any]:
    """Return what is written; of the axes only what lies within them."""
    [axes], found = figure.axes, list(figure.texts)
    for axis, (low, high) in ((axes.xaxis, axes.get_xlim()), (axes.yaxis, axes.get_ylim())):
        found += [t.label1 for t in axis.get_major_ticks() if low <= t.get_loc() <= high]
    found += axes.texts
    found += [text for legend in figure.legends for text in legend.get_texts()]
    return [text for text in found if text.get_text()]


@pytest.mark.parametrize("name", SHAPES)
def test_no_words_overlap_or_leave_the_picture(name: str, figure: Figure) -> None:
    drawing._compose(figure, SHAPES[name])
    figure.canvas.draw()
    found = [(text.get_text(), text.get_window_extent()) for text in texts(figure)]
    assert len(found) > 5
    for words, box in found:
        assert figure.bbox.containsx(box.x0), words
        assert figure.bbox.containsx(box.x1), words
        assert figure.bbox.containsy(box.y0), words
        assert figure.bbox.containsy(box.y1), words
    for (words, box), (others, other) in combinations(found, 2):
        assert not box.overlaps(other), (words, others)


def test_every_line_has_a_stroke_of_its_own() -> None:
    """Without colour too: no two of a chart's lines are drawn alike."""
    with rc_context():
        strokes = [
            (str(line._unscaled_dash_pattern), line.get_marker(), line.get_linewidth())
            for line, _ in lines.keys(SHAPES["as planned"])
        ]
    assert len(set(strokes)) == len(strokes) == 4


def test_a_far_forecast_does_not_flatten_the_values(figure: Figure) -> None:
    drawing._compose(figure, SHAPES["far away"])
    low, high = figure.axes[0].get_ylim()
    assert high - low < 60  # values, plan and target are 27 apart


@pytest.mark.parametrize(
    ("words", "drawn"),
    [
        ("Minutes until  notes\nare ready", "Minutes until notes are ready"),
        ("Größe, Τιμή, Цена, đồng", "Größe, Τιμή, Цена, đồng"),
        ("会议纪要 議事録 회의록", "会议纪要 議事録 회의록"),
        ("ملاحظات הערות", "ملاحظات הערות"),
        ("Notes 🎉 ready ❤️ 👩‍💻", "Notes ready ❤"),
        ("a\u202eb\x00c", "a b c"),
        ("สวัสดี notes", ""),  # half of it would say something else
        ("", ""),
    ],
)
def test_only_words_that_can_be_drawn_whole_are_drawn(words: str, drawn: str) -> None:
    assert lettering.drawable(words, "bold") == drawn


@pytest.mark.parametrize("title", ["สวัสดี", "🎉", "会议纪要 ملاحظات הערות"])
def test_no_sign_is_drawn_as_a_box(title: str) -> None:
    reason = Changed(day=BEGUN.date(), what="target", value="5", reason=title)
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # matplotlib warns of each sign it has not
        assert drawing.draw(shown(spots(30, 29), title=title, unit=title, changes=(reason,)))
