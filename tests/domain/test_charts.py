"""A chart and its words say the same, and no shape of values breaks either."""

import struct
from datetime import datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.charts.drawing import SCALE, WIDTH, draw
from bot.charts.making import LONGEST_ALT
from domain.charts import LONGEST_REASON, MOST, chart, in_words, thinned
from domain.kpis import Kpi, KpiKind, Plan, Point, Step, TargetVersion
from domain.people import PersonId
from tests.domain.kpi_examples import at, day, kpi, noon

WAY = kpi(KpiKind.DECREASE, "5", "30")
FALLS = at({0: "30", 20: "24", 40: "19", 50: "17"})


def noon_of(number: int) -> datetime:
    return datetime.combine(day(number), time(12))


def versions(measured: Kpi, *plans: tuple[Plan, str]) -> list[TargetVersion]:
    """Return target versions, the nth effective ten days after the one before."""
    return [
        TargetVersion(
            id=str(number),
            kpi_id=measured.id,
            number=number,
            effective=day((number - 1) * 10),
            plan=plan,
            author_id=PersonId("U1"),
            reason=reason,
            made_at=noon(number),
        )
        for number, (plan, reason) in enumerate(plans, 1)
    ]


def test_the_words_say_what_the_picture_shows() -> None:
    shown = chart(WAY, FALLS, [])
    assert shown is not None
    # a straight plan from 30 to 5 has 17.5 on its fiftieth day of a hundred
    assert in_words(shown) == (
        "Line chart, A, in x, 1 January 2026 to 20 February 2026: falls from 30 to 17. "
        "The target is 5 by 11 April 2026. "
        "The plan starts at 30 on 1 January 2026 and has 17.5 for 20 February 2026. "
        "At this pace it is 5 on 7 April 2026."
    )
    assert shown.plan == ((noon_of(0), 30.0), (noon_of(100), 5.0))


def test_a_way_up_and_down_says_how_far_it_went() -> None:
    shown = chart(kpi(KpiKind.AT_LEAST, "5"), at({0: "7", 5: "3", 9: "9.5", 10: "7"}), [])
    assert shown is not None
    assert "10 days" not in in_words(shown)
    assert (
        "1 January 2026 to 11 January 2026: begins and ends at 7, between 3 and 9.5 on the way."
    ) in in_words(shown)


def test_a_changed_target_says_when_and_why_and_what_was_promised_before() -> None:
    higher = WAY.plan.model_copy(update={"target": Decimal(10)})
    why = "Rooms have one microphone."
    later = higher.moved(WAY.plan.starts, day(900))
    shown = chart(WAY, FALLS, versions(WAY, (WAY.plan, ""), (higher, why), (later, why)))
    assert shown is not None
    assert in_words(shown).endswith(
        "The target became 10 on 11 January 2026: Rooms have one microphone. "
        "The plan moved on 21 January 2026: Rooms have one microphone."
    )
    assert [(p.since, p.target) for p in shown.promised] == [
        (noon_of(0), 5.0),
        (noon_of(10), 10.0),
        (noon_of(20), 10.0),
    ]


def test_a_band_says_both_its_edges_when_one_of_them_changes() -> None:
    band = kpi(KpiKind.BAND, "5", upper="8")
    wider = band.plan.model_copy(update={"upper": Decimal(9)})
    measured = band.model_copy(update={"plan": wider})
    shown = chart(measured, FALLS, versions(band, (band.plan, ""), (wider, "Longer is fine")))
    assert shown is not None
    assert in_words(shown).endswith("The band became 5 to 9 on 11 January 2026: Longer is fine.")
    assert [(p.target, p.upper) for p in shown.promised] == [(5.0, 8.0), (5.0, 9.0)]


def test_a_changed_baseline_is_no_changed_target() -> None:
    other = WAY.plan.model_copy(update={"baseline": Decimal(28)})
    shown = chart(WAY, FALLS, versions(WAY, (WAY.plan, ""), (other, "We measured again")))
    assert shown is not None
    assert in_words(shown).endswith("The baseline became 28 on 11 January 2026: We measured again.")


def test_of_many_changes_the_newest_are_named_and_the_others_counted() -> None:
    plans = [WAY.plan.model_copy(update={"target": Decimal(n)}) for n in range(5, 12)]
    shown = chart(WAY, FALLS, versions(WAY, *((plan, "x" * 2_900) for plan in plans)))
    assert shown is not None
    assert [(change.what, change.value) for change in shown.changes] == [
        ("target", "9"),
        ("target", "10"),
        ("target", "11"),
    ]
    assert "Changed 3 times before the following." in in_words(shown)
    assert all(len(change.reason) == LONGEST_REASON for change in shown.changes)
    assert all(change.reason.endswith("…") for change in shown.changes)
    named = shown.model_copy(update={"title": "n" * 150, "unit": "u" * 40})
    assert len(in_words(named)) <= LONGEST_ALT


def test_a_stepped_plan_is_flat_until_the_day_of_a_step() -> None:
    steps = (Step(day=day(30), share=0.2), Step(day=day(60), share=0.6))
    stepped = WAY.model_copy(update={"plan": WAY.plan.model_copy(update={"steps": steps})})
    shown = chart(stepped, FALLS, [])
    assert shown is not None
    # of the way from 30 to 5: a fifth is 25, three fifths are 15
    assert shown.plan == (
        (noon_of(0), 30.0),
        (noon_of(30), 30.0),
        (noon_of(30), 25.0),
        (noon_of(60), 25.0),
        (noon_of(60), 15.0),
        (noon_of(100), 15.0),
        (noon_of(100), 5.0),
    )
    assert "has 25 for 20 February 2026" in in_words(shown)


def test_days_are_those_of_the_owner() -> None:
    late = at({0: "30", 1: "20"})
    midnight = [Point(at=p.at.replace(hour=23), value=p.value) for p in late]
    there = chart(WAY, midnight, [], ZoneInfo("Asia/Tokyo"))
    assert there is not None
    assert "2 January 2026 to 3 January 2026" in in_words(there)  # 08:00 of the next day
    assert there.values[0][0] == datetime(2026, 1, 2, 8)  # noqa: DTZ001  (a local time)


def test_two_values_of_one_day_have_one_day() -> None:
    morning, noonday = noon(0).replace(hour=8), noon(0)
    points = [Point(at=at, value=Decimal(n)) for n, at in enumerate((morning, noonday))]
    shown = chart(WAY, points, [])
    assert shown is not None
    assert "in x, 1 January 2026: rises from 0 to 1." in in_words(shown)


@pytest.mark.parametrize(
    ("values", "forecast", "words"),
    [
        # reached on day 20 and a unit a day beyond: no far-off forecast
        ({0: "30", 10: "20", 20: "4", 30: "3"}, None, "That is reached."),
        # reached, but it comes back: slope 1 a day, 2 on day 9, so 93 on day 100
        ({6: "-1", 7: "0", 8: "1", 9: "2"}, 93.0, "At this pace it is 93 on 11 April 2026."),
        # the day has come: no forecast, and nothing is reached
        ({97: "9", 98: "9", 99: "9", 100: "8"}, None, "The target is 5 by 11 April 2026. The plan"),
    ],
)
def test_a_reached_target_needs_no_forecast_while_it_stays(
    values: dict[int, str], forecast: float | None, words: str
) -> None:
    shown = chart(WAY, at(values), [])
    assert shown is not None
    assert words in in_words(shown)
    assert shown.reached == ("reached" in words)
    assert bool(shown.forecast) == (forecast is not None)
    if forecast is not None:
        assert shown.forecast[-1][0] == noon_of(100)
        assert shown.forecast[-1][1] == pytest.approx(forecast)


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
    width, height = size(draw(shown))
    assert width == WIDTH * SCALE
    assert 0.5 * width < height < 0.9 * width
