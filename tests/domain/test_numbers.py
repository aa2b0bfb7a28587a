"""Numbers are read exactly, or refused with what to write instead."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Refusal
from domain.numbers import parse_number, plain_number, shown


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1500", "1500"),
        (" 12.5 ", "12.5"),
        ("-3", "-3"),
        ("−3", "-3"),  # the typographic minus
        ("+0.10", "0.1"),
        (".5", "0.5"),
        ("7.", "7"),
        ("007", "7"),
        ("-0", "0"),
        ("１５００", "1500"),
        ("－１２．５", "-12.5"),
        ("١٥٠٠", "1500"),  # Arabic
        ("۱۵٫۵", "15.5"),  # Persian, with its own decimal mark
        ("२५", "25"),  # Devanagari
        ("\u200e42\u202c", "42"),  # as a spreadsheet copies it
    ],
)
def test_plain_numbers_are_read(typed: str, value: str) -> None:
    assert parse_number(typed) == Decimal(value)
    assert str(parse_number(typed)) != "-0"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("1,5k", "“1,5k” is not a number. Write 1500."),
        ("2m", "“2m” is not a number. Write 2000000."),
        ("1,5", "“1,5” is not a number. Write 1.5."),
        ("1,500", "“1,500” can be read in two ways. Write 1500 or 1.5."),
        ("1,500,000", "“1,500,000” is not a number. Write 1500000."),
        ("1.500,5", "“1.500,5” is not a number. Write 1500.5."),
        ("1'500", "“1'500” is not a number. Write 1500."),
        ("1 500", "“1 500” is not a number. Write 1500."),
        ("1.500,75", "“1.500,75” is not a number. Write 1500.75."),
        ("1\u202f500,75", "“1\u202f500,75” is not a number. Write 1500.75."),  # French
        ("1’500", "“1’500” is not a number. Write 1500."),
        ("１，５００", "“１，５００” can be read in two ways. Write 1500 or 1.5."),
        ("١٬٥٠٠٫٥", "“١٬٥٠٠٫٥” is not a number. Write 1500.5."),
        ("12%", "“12%” is not a number. Write 12."),
        ("1e3", "“1e3” is not a number. Write 1000."),
        ("", "Write a number, for example 12.5."),
        ("\u202e", "Write a number, for example 12.5."),
        ("   ", "Write a number, for example 12.5."),
    ],
)
def test_other_spellings_are_refused_with_what_to_write(typed: str, sentence: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse_number(typed, field="target")
    assert refused.value.sentence == sentence
    assert refused.value.field == "target"


@pytest.mark.parametrize(
    "typed",
    ["abc", "inf", "-Infinity", "NaN", "1e400", "1e-400", "--1", "1.2.3", "½", "5²", "⑤", "0x1F"],
)
def test_what_cannot_be_meant_as_a_number_is_refused(typed: str) -> None:
    with pytest.raises(Refusal, match="is not a number"):
        parse_number(typed)


def test_a_percent_sign_is_taken_where_the_unit_is_percent() -> None:
    assert parse_number("71 %", unit="%") == 71


def test_nothing_is_rounded_silently() -> None:
    with pytest.raises(Refusal, match=r"“12\.345” is finer than 2 decimals\. Write 12\.35\."):
        parse_number("12.345", decimals=2)
    with pytest.raises(Refusal, match=r"“12\.5” is finer than whole numbers\. Write 13\."):
        parse_number("12.5", decimals=0)
    assert parse_number("12.500", decimals=1) == Decimal("12.5")


def test_a_number_of_too_many_digits_is_refused_without_repeating_it_all() -> None:
    with pytest.raises(Refusal) as refused:
        parse_number("9" * 5000)
    assert len(refused.value.sentence) < 150


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        ("1500", "minutes", "1,500 minutes"),
        ("74", "%", "74%"),
        ("-3.50", "", "-3.5"),
        ("-1200", "€", "-€1,200"),
        ("-0.001", "", "0"),
    ],
)
def test_numbers_are_shown_for_people(value: str, unit: str, text: str) -> None:
    assert shown(Decimal(value), decimals=2, unit=unit) == text


@given(st.decimals(min_value=-(10**14), max_value=10**14, places=4))
def test_what_is_shown_plainly_can_be_typed_back(value: Decimal) -> None:
    assert parse_number(plain_number(value)) == value


def read(typed: str) -> Decimal | Refusal:
    try:
        return parse_number(typed)
    except Refusal as refused:
        return refused


@given(st.text(max_size=40))
def test_any_text_is_a_number_or_one_sentence(typed: str) -> None:
    found = read(typed)
    assert found.sentence.endswith(".") if isinstance(found, Refusal) else found.is_finite()
