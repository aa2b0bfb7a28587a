"""What people typed is never a formula in somebody's spreadsheet."""

import csv
from io import StringIO

import pytest

from bot.kit.csv import harmless, table


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_words_that_begin_a_formula_get_an_apostrophe(start: str) -> None:
    assert harmless(f"{start}1+cmd") == f"'{start}1+cmd"


def test_numbers_and_plain_words_stay() -> None:
    written = table(("name",), [(-3,), ("a, b\nc",), (None,), ("=x",)])
    rows = list(csv.reader(StringIO(written.removeprefix("\ufeff"))))
    assert rows == [["name"], ["-3"], ["a, b\nc"], [""], ["'=x"]]
