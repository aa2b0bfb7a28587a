"""Realistic documents: good ones get few findings, weak ones the right words.

The texts are written for this purpose, in the style of public launch announcements.
"""

from collections import Counter
from functools import cache
from pathlib import Path
from statistics import median

import pytest

from bot.check.command import find
from bot.exports.formats import Read, read_text
from domain.initiatives import Stage
from domain.readiness import DEFAULT, Finding, Severity
from domain.readiness.model import Passage
from domain.readiness.phrases import matches
from domain.readiness.rules.clarity import passives_in
from domain.readiness.writing import passages_of
from domain.templates import PRESS_RELEASE, DocumentKind
from tests.domain.readiness.examples import NOW

TEXTS = Path(__file__).with_name("texts")


def named(start: str) -> list[str]:
    return sorted(file.stem for file in TEXTS.glob(f"{start}-*.md"))


GOOD, WEAK, OTHER = named("good"), named("weak"), named("other")


def read(name: str) -> Read:
    return read_text((TEXTS / f"{name}.md").read_text(encoding="utf-8"))


@cache
def found(name: str) -> tuple[Finding, ...]:
    return tuple(find(read(name), NOW))


def prose(name: str) -> list[Passage]:
    return [
        p
        for p in passages_of(PRESS_RELEASE, read(name).content(DocumentKind.PRESS_RELEASE))
        if p.prose
    ]


def test_there_are_enough_documents_and_all_of_their_words_are_read() -> None:
    assert len(GOOD) >= 17
    assert len(WEAK) >= 5
    assert len(OTHER) >= 5
    assert [name for name in (*GOOD, *WEAK, *OTHER) if read(name).unrecognised] == []


@pytest.mark.parametrize("name", GOOD)
def test_a_good_document_misses_nothing_and_gets_few_findings(name: str) -> None:
    counts = Counter(finding.severity for finding in found(name))
    assert counts[Severity.MISSING] == 0
    assert counts[Severity.WEAK] <= 2
    assert counts.total() <= 8


def test_most_good_documents_get_next_to_nothing() -> None:
    assert median(len(found(name)) for name in GOOD) <= 5
    weak = [sum(f.severity is Severity.WEAK for f in found(name)) for name in GOOD]
    assert median(weak) == 0


def test_a_rule_that_speaks_about_half_of_the_good_documents_is_a_hint() -> None:
    spoke = Counter(
        rule
        for name in GOOD
        for rule in {f.rule for f in found(name) if f.severity is not Severity.HINT}
    )
    assert [rule for rule, count in spoke.items() if 2 * count >= len(GOOD)] == []


def test_few_hints_speak_about_half_of_the_good_documents() -> None:
    spoke = Counter(rule for name in GOOD for rule in {f.rule for f in found(name)})
    loud = {rule for rule, count in spoke.items() if 2 * count >= len(GOOD)}
    assert loud <= {"quote-illustrative", "passive", "long-sentence", "weasel"}


def test_after_launch_no_quote_has_to_be_illustrative() -> None:
    for name in GOOD:
        rules = {finding.rule for finding in find(read(name), NOW, Stage.LAUNCHED)}
        assert "quote-illustrative" not in rules


def test_the_good_documents_lie_within_the_shares_of_public_ones() -> None:
    long, weasels, passives = [], [], []
    for name in GOOD:
        parts = prose(name)
        lengths = [s.last - s.first for p in parts for s in p.sentences]
        words = sum(len(p.words) for p in parts)
        vague = sum(len(list(matches(DEFAULT.weasels, p.text, p.words))) for p in parts)
        long.append(100 * sum(length > 30 for length in lengths) / len(lengths))
        weasels.append(1000 * vague / words)
        passives.append(100 * sum(len(list(passives_in(p))) for p in parts) / len(lengths))
    assert max(long) <= 25
    assert median(long) <= 8
    assert max(weasels) <= 19
    assert 5 <= median(weasels) <= 15
    assert max(passives) <= 67
    assert 5 <= median(passives) <= 30


EXPECTED = {
    "weak-platform": {
        ("customer-vague", "Everyone"),
        ("hedges", "may potentially"),
        ("hype", "Revolutionary"),
        ("placeholder", "TBD"),
        ("quote-feeling", "thrilled"),
        ("quote-speaker", "A customer"),
        ("solution-customer-first", "Our"),
        ("solution-technology", "AI-powered"),
        ("steps", "Train your staff.\n5. Go live."),
        ("weasel", "Many companies"),
        ("weasel", "various challenges"),
        ("wordy", "in order to"),
    },
    "weak-vague": {
        ("customer-bare", "Product managers"),
        ("date-past", "1 March 2019"),
        ("headline-short", "Notely"),
        ("problem-product", "Notely"),
        ("quote-speaker", ""),
        ("section-missing", ""),
        ("weasel", "a long time"),
        ("weasel", "many action items"),
        ("weasel", "a lot of meetings"),
        ("wordy", "due to the fact that"),
    },
    "weak-numbers": {
        ("acronym", "CRM"),
        ("acronym", "ERP"),
        ("placeholder", "XX"),
        ("repeated", "It takes 4 hours a week to count by hand"),
        ("source", "4 hours"),
        ("source", "35%"),
    },
    "weak-faq": {
        ("faq-alternative", "It is much better and easier."),
        ("faq-open", "When do we launch?"),
        ("faq-open", "What does it cost?"),
        ("faq-threshold", "We will look at adoption."),
        ("softball", "risk of churn is minimal"),
        ("weasel", "much better"),
    },
}


@pytest.mark.parametrize("name", EXPECTED)
def test_a_weak_document_is_told_the_right_words(name: str) -> None:
    assert EXPECTED[name] <= {(finding.rule, finding.phrase) for finding in found(name)}


def test_endless_sentences_are_weak_where_there_are_many() -> None:
    long = [f for f in found("weak-endless") if f.rule == "long-sentence"]
    assert [f.summary for f in long if f.severity is Severity.WEAK] == [
        "48 words in a sentence",
        "57 words in a sentence",
        "46 words in a sentence",
    ]


@pytest.mark.parametrize("name", [n for n in OTHER if n != "other-emoji"])
def test_a_good_document_in_another_language_gets_no_findings(name: str) -> None:
    assert found(name) == ()


def test_pictures_alone_are_not_judged_as_words() -> None:
    assert {f.rule for f in found("other-emoji")} == {"quote-speaker"}
