"""The command `workback check FILE`."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bot.check.telling import as_json, tell
from bot.clock import Clock
from bot.exports.formats import Read, read
from domain import faq
from domain.errors import Refusal
from domain.initiatives import Stage
from domain.readiness import (
    Asker,
    Finding,
    Plan,
    Question,
    Severity,
    findings,
    plan_findings,
    question_findings,
)
from domain.templates import PRESS_RELEASE, DocumentKind
from domain.templates.faq import CUSTOMER

UNREADABLE = 2
"""Exit code where the file cannot be read."""

_BESIDE_THE_FILE = ("number-kpi",)
"""A file knows of no KPIs."""


def check(
    file: Annotated[Path, typer.Argument(help="A press release or an FAQ in Markdown or Word.")],
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
    held = read_file(file)
    stage = Stage.IN_REVIEW if review else Stage.DRAFT
    found = find(held, Clock().now(), stage)
    unread = [piece.heading or "the words before the first heading" for piece in held.unrecognised]
    if json:
        typer.echo(as_json(unread, found))
    else:
        tell(Console(), unread, found)
    missing = any(finding.severity is Severity.MISSING for finding in found)
    raise typer.Exit(1 if strict and missing else 0)


def find(held: Read, now: datetime, stage: Stage = Stage.DRAFT) -> list[Finding]:
    """Return the findings of what a file holds: a press release, an FAQ or both."""
    release, questions = held.content(DocumentKind.PRESS_RELEASE), questions_in(held)
    found: list[Finding] = []
    if release or not questions:
        found += findings(PRESS_RELEASE, release, now=now, stage=stage)
    if questions:
        found += question_findings(questions, now=now, stage=stage)
    if release and questions:
        across = plan_findings(Plan(release, questions=questions))
        found += [finding for finding in across if finding.rule not in _BESIDE_THE_FILE]
    order = tuple(Severity)
    return sorted(found, key=lambda finding: order.index(finding.severity))


def questions_in(held: Read) -> list[Question]:
    """Return the questions of a file, each with who finds out."""
    return [
        Question(
            question.citation,
            Asker.CUSTOMER if question.group == CUSTOMER else Asker.STAKEHOLDER,
            question.question,
            question.answer or None,
            held.owners.get(question.key),
        )
        for question in faq.questions(held.content(DocumentKind.FAQ))
    ]


def read_file(file: Path) -> Read:
    """Return what a file holds; stops with a sentence where it cannot be read."""
    try:
        return read(file.name, file.read_bytes())
    except OSError as trouble:
        _stop(f"{file} cannot be read: {trouble.strerror or trouble}.")
    except Refusal as refused:
        _stop(refused.sentence.replace("import", "check"))
    raise AssertionError


def _stop(sentence: str) -> None:
    typer.echo(sentence, err=True)
    raise typer.Exit(UNREADABLE)
