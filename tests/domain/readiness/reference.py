"""Write docs/reference/readiness.md anew: `python -m tests.domain.readiness.reference`."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from domain.readiness.across import BOOK as ACROSS
from domain.readiness.model import Rule
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

FILE = Path(__file__).parents[3] / "docs" / "reference" / "readiness.md"

_HEAD = """\
# Readiness

What `workback check FILE` and Slack say about a press release or an FAQ. Each finding names the
words, the rule, why it matters and what to do. It is advice: nothing is ever locked, and there is
no score. *Missing* weighs most, then *weak*, then *hint*; a rule that speaks about half of all good
public documents is a hint. A finding that is dismissed with a reason stays away while its section's
words stay the same. Presence and provenance are judged, never truth.

Rules marked *any language* speak about every text; the others only about text in English, told by
its small words. Word lists and thresholds belong to the workspace (`Lexicon` in
`domain/readiness/lexicon.py`); entries are words, never patterns.

`workback check FILE` reads Markdown by its headings (`# Headline`, `## Problem`,
`## What does it cost?`) and names those it does not know. It exits with 0, with 2 if the file
cannot be read, and with `--strict` with 1 if something is missing; `--json` prints everything,
`--review` judges as if a review were asked for.

This page is written from the code.
"""

_GROUPS = (
    ("The whole document", whole.BOOK),
    ("Headline, subheading and date line", opening.BOOK),
    ("Target customer", customer.BOOK),
    ("Problem and solution", problem.BOOK),
    ("Quote and first steps", quote.BOOK),
    ("Numbers", evidence.BOOK),
    ("Words", style.BOOK),
    ("Sentences", clarity.BOOK),
    ("FAQ", questions.BOOK),
    ("Across documents", ACROSS),
)
_SHOWN = 110


def reference() -> str:
    """Return the page."""
    parts = [_HEAD]
    for title, book in _GROUPS:
        parts.append(f"\n## {title}\n")
        parts += [_entry(rule) for rule in _rules(book)]
    return "".join(parts)


def _rules(book: Any) -> Iterable[Rule[Any]]:
    return list(book.rules)


def _entry(rule: Rule[Any]) -> str:
    where = "" if rule.english else ", any language"
    weak, better = (_shown(words) for words in (rule.example.weak, rule.example.better))
    example = f"Example: {weak}" + (f"; better {better}." if rule.example.better else ".")
    return (
        f"\n**`{rule.id}`** {rule.title} (*{rule.severity}*{where}). {rule.why} *{rule.fix}*\n"
        f"{example} Source: {rule.source}.\n"
    )


def _shown(words: str) -> str:
    text = " ".join(words.split())
    if not text:
        return "nothing"
    return f"“{text if len(text) <= _SHOWN else text[: _SHOWN - 2].rstrip() + ' …'}”"


if __name__ == "__main__":
    FILE.write_text(reference(), encoding="utf-8")
