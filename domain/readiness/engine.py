"""From rules to findings."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from hashlib import sha256

from domain.initiatives import Stage
from domain.readiness.lexicon import DEFAULT, Lexicon
from domain.readiness.model import Finding, Hit, Question, Rule, Severity, Subject, Writing
from domain.readiness.rules import RULES
from domain.readiness.text import normal
from domain.readiness.writing import of_document, of_questions
from domain.templates import Content, Template

_SHOWN = 60
_ORDER = tuple(Severity)
_KEY_LENGTH = 24


def findings(
    template: Template,
    content: Content,
    *,
    lexicon: Lexicon = DEFAULT,
    now: datetime,
    dismissed: Collection[str] = (),
    stage: Stage = Stage.DRAFT,
) -> list[Finding]:
    """Return what could be better in a document, the heaviest first, then in its order.

    `dismissed` holds the keys of findings that somebody put away; they stay away while the
    section's words stay the same.
    """
    writing = of_document(template, content, lexicon=lexicon, now=now, stage=stage)
    return _of_writing(writing, dismissed)


def question_findings(
    questions: Sequence[Question],
    *,
    lexicon: Lexicon = DEFAULT,
    now: datetime,
    dismissed: Collection[str] = (),
    stage: Stage = Stage.DRAFT,
) -> list[Finding]:
    """Return what could be better in an FAQ whose questions have owners."""
    writing = of_questions(questions, lexicon=lexicon, now=now, stage=stage)
    return _of_writing(writing, dismissed)


def _of_writing(writing: Writing, dismissed: Collection[str]) -> list[Finding]:
    places = {passage.field: place for place, passage in enumerate(writing.passages)}
    fitting = [rule for rule in RULES if writing.template.kind in rule.kinds]
    return ordered(apply(fitting, writing), places, dismissed)


def apply(rules: Iterable[Rule[Subject]], subject: Subject) -> list[Finding]:
    """Ask every rule; what one found twice in a section is one finding."""
    found: dict[str, Finding] = {}
    for rule in rules:
        for hit in rule.find(subject):
            if rule.english and not hit.passage.english:
                continue
            finding = _finding(rule, hit)
            known = found.get(finding.key)
            found[finding.key] = replace(known, times=known.times + 1) if known else finding
    return list(found.values())


def ordered(
    found: Iterable[Finding], places: dict[str, int], dismissed: Collection[str]
) -> list[Finding]:
    """Return what was not dismissed, the heaviest first, then by place."""
    away = frozenset(dismissed)

    def rank(finding: Finding) -> tuple[int, int, int]:
        place = places.get(finding.field, -1)
        return _ORDER.index(finding.severity), place, finding.start

    return sorted((finding for finding in found if finding.key not in away), key=rank)


def key_of(rule: str, citation: str, phrase: str, digest: str) -> str:
    """Return what a dismissal remembers; it does not depend on case or spaces of the phrase."""
    parts = (rule, citation, normal(" ".join(phrase.split())), digest)
    joined = "\x00".join(parts).encode("utf-8", "surrogatepass")
    return sha256(joined).hexdigest()[:_KEY_LENGTH]


def _finding(rule: Rule[Subject], hit: Hit) -> Finding:
    passage = hit.passage
    phrase = passage.text[hit.start : hit.end]
    summary = rule.summary if hit.summary is None else hit.summary
    return Finding(
        rule=rule.id,
        severity=hit.severity or rule.severity,
        citation=passage.citation,
        section=passage.title,
        field=passage.field,
        start=hit.start,
        end=hit.end,
        phrase=phrase,
        summary=summary.replace("{phrase}", _shown(phrase)),
        why=rule.why if hit.why is None else hit.why,
        fix=rule.fix if hit.fix is None else hit.fix,
        key=key_of(rule.id, passage.citation, phrase or hit.about, passage.digest),
    )


def _shown(phrase: str) -> str:
    words = " ".join(phrase.split())
    return words if len(words) <= _SHOWN else f"{words[: _SHOWN - 2].rstrip()} …"
