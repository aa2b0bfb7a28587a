"""Word lists are words: nothing an admin types is read as a pattern, and sizes are capped."""

import pytest
from pydantic import ValidationError

from domain.errors import Refusal
from domain.readiness import Lexicon, Thresholds, findings, read_words
from domain.templates import PRESS_RELEASE
from tests.domain.readiness.examples import FINE, NOW


def weasels(text: str, *entries: str) -> list[str]:
    lexicon = Lexicon(weasels=entries)
    content = {**FINE, "solution": text}
    found = findings(PRESS_RELEASE, content, now=NOW, lexicon=lexicon)
    return [finding.phrase for finding in found if finding.rule == "weasel"]


@pytest.mark.parametrize("entry", ["(a+)+$", ".*", "[a-z]", "\\w+", "a|b", "(?s:.)", "(", "\\"])
def test_a_pattern_is_only_its_letters(entry: str) -> None:
    assert weasels("You get the notes " + "x" * 60 + " after each call.", entry) == []


def test_an_entry_is_found_in_any_case_and_with_any_apostrophe() -> None:
    text = "You get QUITE a lot; it’s not the end. Quiteness is fine."
    assert weasels(text, "quite a", "it's not") == ["QUITE a", "it’s not"]


def test_the_longest_entry_wins_and_words_apart_are_no_phrase() -> None:
    text = "You get a lot of notes, and a lot, of calls."
    assert weasels(text, "a lot", "a lot of") == ["a lot of notes", "a lot"]


def test_words_of_the_workspace_replace_the_defaults() -> None:
    assert weasels("You get many notes and blue ones.", "blue") == ["blue"]


def test_thresholds_of_the_workspace_are_kept() -> None:
    lexicon = Lexicon(thresholds=Thresholds(steps=1))
    content = {**FINE, "get_started": "1. Connect your calendar.\n2. Wait five minutes."}
    found = findings(PRESS_RELEASE, content, now=NOW, lexicon=lexicon)
    assert [(finding.rule, finding.phrase) for finding in found] == [
        ("steps", "Wait five minutes.")
    ]


def test_a_list_is_read_line_by_line() -> None:
    assert read_words(" quite \n\nA  lot of\n…\nquite\n") == ("quite", "A lot of")


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("\n".join(f"w{number}" for number in range(10_001)), "10,000 entries"),
        ("x" * 81, "too long"),
        ("one two three four five six seven eight nine", "too long"),
    ],
)
def test_a_list_that_is_too_large_is_refused_in_a_sentence(typed: str, says: str) -> None:
    with pytest.raises(Refusal, match=says) as refused:
        read_words(typed, field="weasels")
    assert refused.value.field == "weasels"
    with pytest.raises(ValidationError):
        Lexicon(weasels=tuple(typed.split("\n")))


def test_10_000_entries_are_allowed() -> None:
    assert len(read_words("\n".join(f"w{number}" for number in range(10_000)))) == 10_000
