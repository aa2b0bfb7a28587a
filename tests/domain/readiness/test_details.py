"""Places where a rule must not speak, or must name exactly these words."""

import pytest

from tests.domain.readiness.examples import FINE, found

WORD = "todo".upper()
"""A mark in English, a common word in Spanish."""


def phrases(rule: str, **words: str) -> list[str]:
    return [finding.phrase for finding in found({**FINE, **words}) if finding.rule == rule]


@pytest.mark.parametrize(
    ("headline", "problem", "named"),
    [
        ("Introducing TeamSync", "Without TeamSync it takes 3 days (survey).", ["TeamSync"]),
        ("TeamSync: notes for teams", "Before TeamSync it took 3 days (survey).", ["TeamSync"]),
        ("Leafline Lets Readers Read", "Without Leafline it takes 3 days (survey).", ["Leafline"]),
        ("New York Clinics Keep Insulin Cold", "New York lost 12% by hand (survey).", []),
        ("Teams find notes after each call", "Teams find 3 notes by hand (survey).", []),
    ],
)
def test_the_product_is_told_from_other_names(
    headline: str, problem: str, named: list[str]
) -> None:
    solution = "You open Leafline, and New York Clinics are told. Leafline and TeamSync help."
    words = {"headline": headline, "problem": problem, "solution": solution}
    assert phrases("problem-product", **words) == named


@pytest.mark.parametrize(
    ("customer", "vague"),
    [
        ("All users of our app who want to be productive.", ["All users"]),
        ("People who live alone with dementia.", []),
        ("Product teams in several time zones.", []),
        ("Busy teams and companies.", ["teams", "companies"]),
        ("Teams of 5 to 50 people.", []),
    ],
)
def test_a_group_is_vague_where_nothing_narrows_it(customer: str, vague: list[str]) -> None:
    assert phrases("customer-vague", target_customer=customer) == vague


@pytest.mark.parametrize(
    ("line", "past"),
    [
        ("Berlin, 1 March 2020", ["1 March 2020"]),
        ("March 1st, 2020 – Berlin", ["March 1st, 2020"]),
        ("2020-03-01", ["2020-03-01"]),
        ("Berlin, 1.3.2020", ["1.3.2020"]),
        ("München, 1. März 2020", ["2020"]),
        ("東京、2020年3月1日", ["2020"]),
        ("Berlin, March 2020", ["March 2020"]),
        ("Berlin, 1 November 2026", []),
        ("Berlin, 31 October 2026", ["31 October 2026"]),
        ("Berlin, November 2026", []),
        ("Berlin, 2026", []),
        ("10/12/2026", []),
        ("Berlin, 31 February 2027", []),
        ("Berlin, 1 March 99999", []),
    ],
)
def test_a_date_line_is_read_as_late_as_it_can_mean(line: str, past: list[str]) -> None:
    assert phrases("date-past", city_and_date=line) == past


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("You pay TBD euro, XX% less.", ["TBD", "XX"]),
        ("You pay ??? euro.", ["???"]),
        ("Tbd and todo are words of somebody.", []),
        (f"DESCUBRA {WORD} EL CATÁLOGO", []),
        (f"Después de cada reunión {WORD} el mundo escribe el acta, o no hay acta.", []),
        (f"Después de cada reunión alguien escribe el acta. {WORD}: el precio.", [WORD]),
    ],
)
def test_a_placeholder_is_told_from_a_word(text: str, marks: list[str]) -> None:
    assert phrases("placeholder", solution=text) == marks


@pytest.mark.parametrize(
    ("text", "acronyms"),
    [
        ("You use it with AT&T and your CRM.", ["CRM"]),
        ("You use it with your customer list (CRM). The CRM stays.", []),
        ("You use it with a CRM (customer list).", []),
        ("IT IS ALL NEW AND FREE FOR YOU.", []),
        ("You see two KPIs and three OKRs.", ["OKRs"]),
    ],
)
def test_an_acronym_is_expanded_once(text: str, acronyms: list[str]) -> None:
    assert phrases("acronym", solution=text) == acronyms


def test_points_of_abbreviations_end_no_sentence() -> None:
    text = (
        "You meet Dr. Smith of Acme Inc. at 3.5 km, e.g. on the U.S. side, at 5 p.m. each day. Yes."
    )
    (finding,) = found({**FINE, "subheading": text, "solution": FINE["solution"]})
    assert (finding.rule, finding.phrase) == ("subheading-sentences", "Yes.")


def test_a_sentence_is_whole_with_its_quotation_marks() -> None:
    assert phrases("quote-detail", quote_text="“It used to be bad; now it works.”") == [
        "“It used to be bad; now it works.”"
    ]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("1. One. 2. Two. 3. Three. 4. Wait five minutes.", 1),
        ("- One\n- Two\n- Three\n- Wait five minutes", 1),
        ("1) One\n2) Two\n3) Wait five minutes", 0),
        ("Version 4. It takes five minutes.", 0),
    ],
)
def test_steps_are_counted_in_lists_and_lines(text: str, count: int) -> None:
    assert len(phrases("steps", get_started=text)) == count
