"""A chart and its words say the same, and no shape of values breaks either."""

import struct
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.charts.drawing import HEIGHT, SCALE, WIDTH, draw
from domain.charts import MOST, chart, in_words, thinned
from domain.kpis import KpiKind, Point, TargetVersion
from domain.people import PersonId
from tests.domain.kpi_examples import at, day, kpi, noon

WAY = kpi(KpiKind.DECREASE, "5", "30")
FALLS = at({0: "30", 20: "24", 40: "19", 50: "17"})


def test_the_words_say_what_the_picture_shows() -> None:
    shown = chart(WAY, FALLS, [])
    assert shown is not None
    assert in_words(shown) == (
        "Line chart, A, in x, 1 January 2026 to 20 February 2026: falls from 30 to 17. "
        "The target is 5 by 11 April 2026. At this pace it is 5 on 7 April 2026."
    )
    assert shown.plan == ((day(0), 30.0), (day(100), 5.0))


def test_a_changed_target_says_when_and_why() -> None:
    higher = WAY.plan.model_copy(update={"target": Decimal(10)})
    plans = (WAY.plan, higher, higher.moved(WAY.plan.starts, day(900)))
    targets = [
        TargetVersion(
            id=str(number),
            kpi_id="kpi_1",
            number=number,
            effective=day(number * 10),
            plan=plan,
            author_id=PersonId("U1"),
            reason="Rooms have one microphone",
            made_at=noon(number),
        )
        for number, plan in enumerate(plans, 1)
    ]
    shown = chart(WAY, FALLS, targets)
    assert shown is not None
    assert in_words(shown).endswith(
        "The target became 10 on 21 January 2026: Rooms have one microphone. "
        "The plan moved on 31 January 2026: Rooms have one microphone."
    )


@pytest.mark.parametrize(
    ("kind", "upper", "words"),
    [
        (KpiKind.AT_LEAST, None, "It should stay at or above 5."),
        (KpiKind.AT_MOST, None, "It should stay at or below 5."),
        (KpiKind.BAND, "8", "It should stay between 5 and 8."),
    ],
)
def test_a_level_has_an_edge_and_no_plan(kind: KpiKind, upper: str | None, words: str) -> None:
    shown = chart(kpi(kind, "5", upper=upper), FALLS, [])
    assert shown is not None
    assert words in in_words(shown)
    assert shown.plan == shown.forecast == ()


def test_one_value_is_no_line() -> None:
    assert chart(WAY, FALLS[:1], []) is None


def test_of_many_values_the_extremes_are_kept() -> None:
    points = [Point(at=noon(0) + timedelta(hours=n), value=Decimal(n % 97)) for n in range(10_000)]
    points[5_000] = Point(at=points[5_000].at, value=Decimal(999))
    kept = thinned(points)
    assert len(kept) <= MOST + 2
    assert (kept[0], kept[-1]) == (points[0], points[-1])
    assert max(point.value for point in kept) == 999
    assert [point.at for point in kept] == sorted(point.at for point in kept)


def size(picture: bytes) -> tuple[int, int]:
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", picture[16:24])
    return width, height


@given(
    st.lists(st.decimals(-(10**15), 10**15, allow_nan=False, places=3), min_size=2, max_size=6),
    st.sampled_from(KpiKind),
    st.text(max_size=90),
)
def test_any_values_and_names_are_said(values: list[Decimal], kind: KpiKind, name: str) -> None:
    measured = kpi(kind, "5", "30", upper="8").model_copy(update={"name": name})
    points = [Point(at=noon(number), value=value) for number, value in enumerate(values)]
    shown = chart(measured, points, [])
    assert shown is not None
    assert in_words(shown).startswith("Line chart, ")


@pytest.mark.parametrize("kind", KpiKind)
@pytest.mark.parametrize("values", [("0", "0"), ("-1e15", "1e15", "3"), ("0.001", "0.002")])
def test_any_of_them_is_drawn_in_the_size_of_slack(kind: KpiKind, values: tuple[str, ...]) -> None:
    name = "$x^2$ <!channel> \u202e שלום 日本 \x00" * 9
    measured = kpi(kind, "5", "30", upper="8").model_copy(update={"name": name})
    points = [Point(at=noon(n), value=Decimal(value)) for n, value in enumerate(values)]
    shown = chart(measured, points, [])
    assert shown is not None
    assert size(draw(shown)) == (WIDTH * SCALE, HEIGHT * SCALE)
