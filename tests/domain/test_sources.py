"""What a value from outside has to be: each sentence for what it is not."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from domain.errors import Refusal
from domain.kpis import Kpi, KpiKind, Plan
from domain.sources import CSV_FILE, Given, check_all, read_name

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
PLAN = Plan(
    baseline=Decimal(30), target=Decimal(5), starts=date(2026, 1, 1), due=date(2026, 12, 31)
)


def kpi(key: str, name: str) -> Kpi:
    return Kpi(
        id=key,
        goal_id="goal_1",
        position=0,
        name=name,
        kind=KpiKind.DECREASE,
        unit="minutes",
        decimals=1,
        weight=Decimal(1),
        plan=PLAN,
    )


MINUTES, TEAMS = kpi("kpi_1", "Minutes until notes"), kpi("kpi_2", "Weekly teams")


def refused(*given: Given, kpis: tuple[Kpi, ...] = (MINUTES, TEAMS)) -> str:
    with pytest.raises(Refusal) as caught:
        check_all(given, kpis, NOW, place="Reading")
    return caught.value.sentence


def test_values_find_their_kpi_their_moment_and_their_key() -> None:
    given = [
        Given(" minutes  UNTIL notes", "16.5", "2026-03-01"),
        Given("kpi_2", "-3", "2026-03-01T23:30:00+01:00", "week 9"),
    ]
    first, second = check_all(given, (MINUTES, TEAMS), NOW, place="Reading")
    assert (first.kpi, first.value) == (MINUTES, Decimal("16.5"))
    assert first.at == datetime(2026, 3, 1, 12, tzinfo=UTC)
    assert first.key == "2026-03-01T12:00:00+00:00"
    assert (second.kpi, second.value, second.key) == (TEAMS, Decimal(-3), "week 9")
    assert second.at == datetime(2026, 3, 1, 22, 30, tzinfo=UTC)
    [only] = check_all([Given("", "1")], (MINUTES,), NOW, place="Reading")
    assert (only.kpi, only.at) == (MINUTES, NOW)


@pytest.mark.parametrize(
    "value", ["", "n/a", "NaN", "Infinity", "-inf", "1e400", "16,5", "12%", "0x10", "1" * 400]
)
def test_what_is_no_number_is_refused_with_its_place(value: str) -> None:
    assert refused(Given("kpi_1", "16"), Given("kpi_1", value)).startswith("Reading 2: ")


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("yesterday", "is no day"),
        ("2026-02-30", "is no day"),
        ("2026-03-01T09:00:00", "has no zone"),
        ("2026-03-09", "has not come yet"),
        ("1999-12-31", "too long ago"),
        ("0001-01-01T00:00:00+14:00", "is no day"),
    ],
)
def test_a_moment_that_cannot_be_is_refused(at: str, said: str) -> None:
    assert said in refused(Given("kpi_1", "16", at))


def test_a_kpi_that_is_not_there_is_refused_with_those_that_are() -> None:
    assert "“Minutes until notes”, “Weekly teams”" in refused(Given("Revenue", "16"))
    assert "Say which KPI" in refused(Given("", "16"))
    assert "Add one in Slack" in refused(Given("", "16"), kpis=())
    assert "no value" in refused()
    assert "too long" in refused(Given("kpi_1", "16", "2026-03-01", "k" * 201))


def test_a_source_has_a_short_name_of_its_own() -> None:
    assert read_name("  Big   Query ", field="name") == "Big Query"
    for typed in ("", "x" * 41, "person", CSV_FILE):
        with pytest.raises(Refusal):
            read_name(typed, field="name")
