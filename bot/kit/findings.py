"""Findings of readiness in a few words, the same in every view."""

from collections import Counter
from collections.abc import Sequence

from bot.kit.text import counted
from domain.readiness import Finding, Severity


def in_words(findings: Sequence[Finding]) -> str:
    """Return "2 missing, 1 weak, 3 hints"."""
    count = Counter(finding.severity for finding in findings)
    facts = [
        *([f"{count[Severity.MISSING]} missing"] if count[Severity.MISSING] else []),
        *([f"{count[Severity.WEAK]} weak"] if count[Severity.WEAK] else []),
        *([counted(count[Severity.HINT], "hint")] if count[Severity.HINT] else []),
    ]
    return ", ".join(facts)
