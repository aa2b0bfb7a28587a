"""What readiness finds in a document and across the documents of an initiative."""

from datetime import datetime

from bot.initiatives.loading import Found
from domain.experience import stories
from domain.promises import kind_of
from domain.readiness import (
    Citing,
    Finding,
    Plan,
    Severity,
    findings,
    plan_findings,
    question_findings,
    questions_of,
)
from domain.scope import Citation, Place
from domain.templates import Content, DocumentKind
from storage import alignment, readiness, settings
from storage.alignment import Facts
from storage.database import Transaction

_HEAVIEST = tuple(Severity)


async def of_document(
    tx: Transaction, now: datetime, found: Found, content: Content
) -> list[Finding]:
    """Return what the rules find in one document and nobody has put away."""
    away = await readiness.dismissed(tx, found.document.id)
    stage = found.initiative.reached
    lexicon = (await settings.get(tx)).lexicon
    if found.document.kind is DocumentKind.FAQ:
        asked = questions_of(content)
        return question_findings(asked, lexicon=lexicon, now=now, dismissed=away, stage=stage)
    template = found.document.template
    return findings(template, content, lexicon=lexicon, now=now, dismissed=away, stage=stage)


async def across(tx: Transaction, found: Found) -> list[Finding]:
    """Return what documents, goals and scope owe each other and nobody has put away.

    All of it concerns the press release, where it is put away too; another document has its own.
    """
    facts = await alignment.of_initiative(tx, found.initiative.id)
    away = await readiness.dismissed_of(tx, found.initiative.id, DocumentKind.PRESS_RELEASE)
    every = plan_findings(plan_of(facts), dismissed=away)
    kind = found.document.kind
    if kind is DocumentKind.PRESS_RELEASE:
        return sorted(every, key=_rank)
    return [finding for finding in every if kind_of(finding.citation) is kind]


async def of_all(tx: Transaction, now: datetime, found: Found, content: Content) -> list[Finding]:
    """Return what is found in a document, the heaviest first; beside the press release, across."""
    own = await of_document(tx, now, found, content)
    if found.document.kind is DocumentKind.PRESS_RELEASE:
        own += await across(tx, found)
    return sorted(own, key=_rank)


def _rank(finding: Finding) -> tuple[int, bool]:
    """Order by weight, then what stands in the press release before what stands elsewhere."""
    elsewhere = kind_of(finding.citation) is not DocumentKind.PRESS_RELEASE
    return _HEAVIEST.index(finding.severity), elsewhere and bool(finding.citation)


def plan_of(facts: Facts) -> Plan:
    """Return what stands beside the press release; work that was left out owes nothing."""
    told = stories(facts.contents.get(DocumentKind.EXPERIENCE, {}))
    work = [item for item in facts.items if item.place is Place.IN]
    return Plan(
        facts.release,
        settled={number.promised.key for number in facts.numbers if not number.is_open},
        citing=[
            *(Citing(story.citation, story.i_want, story.serves) for story in told),
            *(Citing(i.id, i.title, tuple(_cited(facts, c) for c in i.citations)) for i in work),
        ],
        promises={promise.id for promise in facts.promises},
        questions=questions_of(facts.contents.get(DocumentKind.FAQ, {})),
    )


def _cited(facts: Facts, citation: Citation) -> str:
    """Return what an item cites; the record of a goal that is gone says nothing to people."""
    gone = citation.promise.startswith("goal_") and citation.promise not in facts.citations
    return "its goal" if gone else citation.promise
