"""All rules about one document; a module of rules joins by its book."""

from domain.readiness.model import Rule, Writing
from domain.readiness.rules import (
    clarity,
    customer,
    evidence,
    opening,
    problem,
    questions,
    quote,
    style,
    whole,
)

RULES: tuple[Rule[Writing], ...] = (
    *whole.BOOK.rules,
    *opening.BOOK.rules,
    *customer.BOOK.rules,
    *problem.BOOK.rules,
    *quote.BOOK.rules,
    *evidence.BOOK.rules,
    *style.BOOK.rules,
    *clarity.BOOK.rules,
    *questions.BOOK.rules,
)
