"""A finding that was dismissed stays away while the words stay the same."""

from domain.readiness import Asker, Question, findings, question_findings
from domain.templates import PRESS_RELEASE
from tests.domain.readiness.examples import FINE, NOW

DRAFT = {**FINE, "problem": "Somebody writes notes for a long time, by hand."}


def keys(content: dict[str, str], *dismissed: str) -> set[str]:
    return {f.key for f in findings(PRESS_RELEASE, content, now=NOW, dismissed=dismissed)}


def test_it_stays_away_while_another_section_changes() -> None:
    (key,) = keys(DRAFT)
    assert keys(DRAFT, key) == set()
    assert keys({**DRAFT, "quote_person": "Maria"}, key) == set()


def test_it_comes_back_when_its_section_changes() -> None:
    (key,) = keys(DRAFT)
    assert keys({**DRAFT, "problem": f"{DRAFT['problem']} It hurts."}, key)


def test_two_missing_sections_are_dismissed_one_by_one() -> None:
    content = {**FINE, "solution": "", "get_started": " "}
    one, other = sorted(keys(content))
    assert keys(content, one) == {other}


def test_the_same_phrase_twice_in_a_section_is_one_finding() -> None:
    text = "You get many notes. You get many notes. You get Many Notes."
    (finding,) = findings(PRESS_RELEASE, {**FINE, "solution": text}, now=NOW)
    assert (finding.phrase, finding.times, finding.start) == ("many notes", 3, 8)


def test_an_open_question_is_listed_with_its_owner() -> None:
    asked = [
        Question("FAQ-C-1", Asker.CUSTOMER, "What does it cost?", None, "Dana"),
        Question("FAQ-C-2", Asker.CUSTOMER, "Is it safe?"),
    ]
    opened = [f for f in question_findings(asked, now=NOW) if f.rule == "faq-open"]
    assert [(f.citation, str(f.severity), f.summary) for f in opened] == [
        ("FAQ-C-2", "missing", "not answered, and nobody owns it"),
        ("FAQ-C-1", "weak", "Dana finds out"),
    ]
