"""Every rule finds its own example, and likes the better one."""

from typing import Any

import pytest

from bot.documents.example import EXAMPLE
from domain.readiness.across import BOOK as ACROSS
from domain.readiness.model import Rule, Severity, Writing
from domain.readiness.rules import RULES
from domain.templates import FAQ
from tests.domain.readiness.examples import (
    ANSWERED,
    FINE,
    found,
    rules_in,
    with_words,
)
from tests.domain.readiness.reference import FILE, reference

BETTER_BY_MORE = ("faq-count", "faq-topic")
"""Rules whose better example is another document: one question more."""


def named(name: str) -> Rule[Writing]:
    return next(rule for rule in RULES if rule.id == name)


def test_the_fine_documents_have_no_findings() -> None:
    assert found(FINE) == []
    assert found(ANSWERED, FAQ) == []


@pytest.mark.parametrize("name", [r.id for r in RULES if r.id not in BETTER_BY_MORE])
def test_a_rule_finds_its_example_and_likes_the_better_one(name: str) -> None:
    rule = named(name)
    assert name in rules_in(with_words(rule, rule.example.weak))
    assert name not in rules_in(with_words(rule, rule.example.better))


@pytest.mark.parametrize("name", BETTER_BY_MORE)
def test_a_rule_about_the_faq_finds_what_is_not_asked(name: str) -> None:
    rule = named(name)
    alone = {rule.example.field: rule.example.weak}
    assert name in rules_in(found(alone, FAQ))


def test_ids_are_unique_and_every_rule_says_why_and_what_to_do() -> None:
    rules: list[Rule[Any]] = [*RULES, *ACROSS.rules]
    assert len({rule.id for rule in rules}) == len(rules)
    assert all(text[-1] in ".?" for rule in rules for text in (rule.why, rule.fix))
    assert all(rule.source and rule.find.__doc__ for rule in rules)


def test_the_reference_is_written_from_the_code() -> None:
    assert FILE.read_text(encoding="utf-8") == reference()


def test_the_product_example_has_no_more_than_hints() -> None:
    assert {finding.severity for finding in found(dict(EXAMPLE))} <= {Severity.HINT}


def test_a_draft_gets_what_the_design_shows() -> None:
    content = {
        "headline": "Introducing TeamSync — The Meeting Notes That Write Themselves",
        "target_customer": EXAMPLE["target_customer"],
        "problem": (
            "After every meeting somebody spends a long time writing up notes. Decisions are "
            "remembered differently, and many action items never get done. Chat does not help."
        ),
        "solution": FINE["solution"],
    }
    shown = [(f.section, str(f.severity), f.summary) for f in found(content)]
    assert shown[:5] == [
        ("Customer quote", "missing", ""),
        ("How to get started", "missing", ""),
        ("Problem", "weak", "a number, not “a long time”"),
        ("Problem", "weak", "a count, not “many action items”"),
        ("Target customer", "hint", "36 words in a sentence"),
    ]
    assert shown[5] == ("Problem", "hint", "passive, “are remembered” and 1 more")
