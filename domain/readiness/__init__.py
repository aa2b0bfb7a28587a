"""Readiness: rules that name weak writing in press releases and FAQs. Advice, never a gate.

`findings` reads a document, `question_findings` an FAQ whose questions have owners,
`plan_findings` what documents, KPIs, stories and scope owe each other.
"""

from domain.readiness.across import (
    Citing,
    Plan,
    PromisedNumber,
    plan_findings,
    promised_numbers,
)
from domain.readiness.engine import findings, question_findings
from domain.readiness.lexicon import DEFAULT, Lexicon, Thresholds, read_words
from domain.readiness.model import Asker, Finding, Question, Severity
from domain.readiness.writing import questions_of

__all__ = [
    "DEFAULT",
    "Asker",
    "Citing",
    "Finding",
    "Lexicon",
    "Plan",
    "PromisedNumber",
    "Question",
    "Severity",
    "Thresholds",
    "findings",
    "plan_findings",
    "promised_numbers",
    "question_findings",
    "questions_of",
    "read_words",
]
