"""A number of the press release is settled by a KPI or a reason, for the sentence it stands in."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from domain.amounts import values_in
from domain.kpis import KpiKind
from domain.people import PersonId
from domain.promised_numbers import Number, NumberDecision, State, numbers_in, opened_again
from tests.domain.kpi_examples import kpi

RELEASE = {"problem": "Now  it takes\n30 minutes. Nobody has 30 minutes.", "solution": "99 teams."}


def decided(number: Number, **how: str) -> dict[str, NumberDecision]:
    promised = number.promised
    values = {"citation": promised.citation, "phrase": promised.phrase, **how}
    decision = NumberDecision(
        key=promised.key,
        sentences=promised.sentences,
        by=PersonId("U1"),
        at=datetime(2026, 1, 1, tzinfo=UTC),
        **values,
    )
    return {promised.key: decision}


def states(release: dict[str, str], decisions: dict[str, NumberDecision]) -> list[State]:
    return [n.state for n in numbers_in(release, [MINUTES], decisions)]


MINUTES = kpi(KpiKind.DECREASE, "8", "40")
FIRST, SECOND = numbers_in(RELEASE, [], {})


def test_a_number_that_stands_twice_is_one_with_both_sentences() -> None:
    assert FIRST.promised.phrase == "30 minutes"
    assert "Nobody has 30 minutes." in FIRST.promised.sentences
    assert FIRST.is_open
    assert SECOND.is_open


def test_a_kpi_or_a_reason_settles_it_while_the_sentences_stay() -> None:
    linked, waived = decided(FIRST, kpi_id=MINUTES.id), decided(SECOND, reason="A guess.")
    both = linked | waived
    assert states(RELEASE, both) == [State.LINKED, State.WAIVED]
    spaced = {**RELEASE, "headline": "Words", "problem": f" {RELEASE['problem']} "}
    assert states(spaced, both) == [State.LINKED, State.WAIVED]
    changed = {**RELEASE, "problem": "Now it takes 30 minutes. Nobody wants 30 minutes."}
    assert states(changed, both) == [State.CHANGED, State.WAIVED]
    assert states({"solution": RELEASE["problem"]}, both) == [State.OPEN]


def test_a_change_tells_which_numbers_it_opens_again() -> None:
    linked = decided(FIRST, kpi_id=MINUTES.id)
    changed = {**RELEASE, "problem": "Now it takes 30 minutes.", "solution": "98 teams."}
    assert [n.phrase for n in opened_again(RELEASE, changed, linked)] == ["30 minutes"]
    assert opened_again(changed, {**changed, "solution": "97 teams."}, linked) == []
    assert opened_again(RELEASE, changed, decided(FIRST)) == []


def test_it_is_open_again_when_its_kpi_is_gone_or_somebody_says_so() -> None:
    assert states(RELEASE, decided(FIRST, kpi_id="kpi_gone")) == [State.LOST, State.OPEN]
    teams = kpi(KpiKind.INCREASE, "99", "30").model_copy(update={"unit": "teams"})
    opened = numbers_in(RELEASE, [teams], decided(SECOND))
    assert [n.state for n in opened] == [State.OPEN, State.OPEN]
    assert [n.state for n in numbers_in(RELEASE, [teams], {})] == [State.OPEN, State.PROPOSED]


@pytest.mark.parametrize(
    ("sentence", "unit", "baseline", "target"),
    [
        ("It takes 30 minutes.", "min", "30", "5"),
        ("Ready in five minutes.", "minutes", "30", "5"),
        ("We promise 1,500 teams.", "teams", "0", "1500"),
        ("Two million teams use it.", "team", "0", "2000000"),
        ("Teams of 5 to 50 people.", "people", "5", "50"),
        ("It costs $1.5k a year.", "$", "2000", "1500"),
        ("It is 71% cheaper.", "percent", "0", "71"),
        ("Thirty teams a week join.", "teams per week", "0", "30"),
        ("Teams of 5 to 50 use it.", "teams", "5", "80"),
    ],
)
def test_a_kpi_is_proposed_for_its_value_and_unit(
    sentence: str, unit: str, baseline: str, target: str
) -> None:
    one = kpi(KpiKind.INCREASE, target, baseline).model_copy(update={"unit": unit})
    [number] = numbers_in({"solution": sentence}, [one], {})
    assert (number.state, number.kpi) == (State.PROPOSED, one)
    assert number.is_open


@pytest.mark.parametrize(
    ("sentence", "unit"),
    [
        ("Teams of 5 to 50 people.", "minutes"),
        ("It takes 5 hours.", "minutes"),
        ("It takes 15 minutes.", "minutes"),
        ("Only 5 to 50 of them.", "minutes"),
    ],
)
def test_no_kpi_is_proposed_that_counts_something_else(sentence: str, unit: str) -> None:
    one = kpi(KpiKind.DECREASE, "5", "30").model_copy(update={"unit": unit})
    [number] = numbers_in({"solution": sentence}, [one], {})
    assert (number.state, number.kpi) == (State.OPEN, None)


def test_of_two_kpis_the_one_whose_name_fits_the_sentence_is_proposed() -> None:
    other = MINUTES.model_copy(update={"id": "kpi_2", "unit": "minutes", "name": "Notes ready"})
    first = MINUTES.model_copy(update={"unit": "minutes", "name": "Time to join a call"})
    [number] = numbers_in({"solution": "Notes stand ready in 8 minutes."}, [first, other], {})
    assert number.kpi == other


@pytest.mark.parametrize("words", ["an area of 12 m²", "², ³ and ①", "x² + 5"])
def test_raised_digits_are_letters_not_numbers(words: str) -> None:
    assert values_in(words) <= {Decimal(12), Decimal(5)}
