"""Each of the thirty scenarios of check-ins is held by a test that carries its number."""

import re
from pathlib import Path

TESTS = Path(__file__).parents[1]


def test_no_scenario_is_without_a_test() -> None:
    written = "\n".join(path.read_text(encoding="utf-8") for path in TESTS.rglob("test_*.py"))
    held = {int(number) for number in re.findall(r"def test_scenario_(\d\d)_\w+", written)}
    assert held == set(range(1, 31))
