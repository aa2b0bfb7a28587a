"""Findings in the terminal, for people and as JSON."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict

from rich.console import Console
from rich.text import Text

from domain.readiness import Finding, Severity

_STYLES = {Severity.MISSING: "bold red", Severity.WEAK: "yellow", Severity.HINT: "cyan"}
_PLURALS = {Severity.HINT: "hints"}


def tell(console: Console, unread: Sequence[str], found: Sequence[Finding]) -> None:
    """Print the findings, the heaviest first; the words of the file are never read as markup."""
    console.print(Text(counted(found), "bold"))
    for finding in found:
        console.print()
        console.print(_first_line(finding), soft_wrap=True)
        console.print(Text(f"  {finding.why} {finding.fix}"))
    if unread:
        console.print()
        names = ", ".join(f"“{title}”" for title in unread)
        console.print(Text(f"Not checked, because no section has this name: {names}.", "dim"))


def as_json(unread: Sequence[str], found: Sequence[Finding]) -> str:
    """Return everything as JSON."""
    told = {"findings": [asdict(finding) for finding in found], "not_checked": list(unread)}
    return json.dumps(told, ensure_ascii=False, indent=2)


def counted(found: Sequence[Finding]) -> str:
    """Return "2 missing, 1 weak, 3 hints", or what to do when there is nothing."""
    if not found:
        return "No findings. Now it needs people."
    counts = Counter(finding.severity for finding in found)
    named = [_counted(counts[severity], severity) for severity in Severity if counts[severity]]
    return f"{', '.join(named)}. This is advice."


def _counted(count: int, severity: Severity) -> str:
    return f"{count} {severity if count == 1 else _PLURALS.get(severity, severity)}"


def _first_line(finding: Finding) -> Text:
    line = Text(finding.section, "bold")
    if finding.citation:
        line.append(f" ({finding.citation})", "dim")
    line.append("  ·  ")
    line.append(str(finding.severity), _STYLES[finding.severity])
    if finding.summary:
        line.append(f"  ·  {finding.summary}", "not bold")
    if finding.times > 1:
        line.append(f", {finding.times} times", "not bold")
    return line
