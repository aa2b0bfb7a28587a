"""The command `workback check FILE`."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bot.check.reading import Read, read_markdown
from bot.check.telling import as_json, tell
from bot.clock import Clock
from domain.initiatives import Stage
from domain.readiness import (
    Finding,
    Plan,
    Severity,
    findings,
    plan_findings,
    question_findings,
)
from domain.templates import PRESS_RELEASE

UNREADABLE = 2
"""Exit code where the file cannot be read."""

MOST_BYTES = 2_000_000
_BESIDE_THE_FILE = ("number-kpi",)
"""A file knows of no KPIs."""


def check(
    file: Annotated[Path, typer.Argument(help="A press release or an FAQ in Markdown.")],
    *,
    json: Annotated[bool, typer.Option("--json", help="Print JSON, for other programs.")] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit with 1 if something is missing.")
    ] = False,
    review: Annotated[
        bool, typer.Option("--review", help="Judge it as a document that asks for review.")
    ] = False,
) -> None:
    """Name what is missing and weak in a press release or FAQ. Advice, not a gate."""
    read = read_markdown(_words(file))
    stage = Stage.IN_REVIEW if review else Stage.DRAFT
    found = find(read, Clock().now(), stage)
    if json:
        typer.echo(as_json(read, found))
    else:
        tell(Console(), read, found)
    missing = any(finding.severity is Severity.MISSING for finding in found)
    raise typer.Exit(1 if strict and missing else 0)


def find(read: Read, now: datetime, stage: Stage = Stage.DRAFT) -> list[Finding]:
    """Return the findings of what a file holds: a press release, an FAQ or both."""
    found: list[Finding] = []
    if read.content or not read.questions:
        found += findings(PRESS_RELEASE, read.content, now=now, stage=stage)
    if read.questions:
        found += question_findings(read.questions, now=now, stage=stage)
    if read.content and read.questions:
        across = plan_findings(Plan(read.content, questions=read.questions))
        found += [finding for finding in across if finding.rule not in _BESIDE_THE_FILE]
    order = tuple(Severity)
    return sorted(found, key=lambda finding: order.index(finding.severity))


def _words(file: Path) -> str:
    try:
        if file.stat().st_size > MOST_BYTES:
            _stop(f"{file} has more than {MOST_BYTES // 1_000_000} MB. Check one document a file.")
        return file.read_text(encoding="utf-8")
    except OSError as trouble:
        _stop(f"{file} cannot be read: {trouble.strerror or trouble}.")
    except UnicodeDecodeError:
        _stop(f"{file} is not text in UTF-8. Save it as Markdown and check it again.")
    raise AssertionError


def _stop(sentence: str) -> None:
    typer.echo(sentence, err=True)
    raise typer.Exit(UNREADABLE)
