"""Promises: all that an initiative says it will keep, and that work can cite."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from domain.experience import stories
from domain.goals import Goal, GoalStage
from domain.kpis import Kpi
from domain.templates import (
    EXPERIENCE,
    FAQ,
    PRESS_RELEASE,
    Content,
    DocumentKind,
    Section,
    Template,
    is_blank,
)

SOLUTION = "PR-solution"
GOALS = "Goals"


@dataclass(frozen=True)
class Promise:
    """A section, a question with its answer, a story or a goal."""

    id: str
    """What an item keeps of it: the citation, or the record of a goal."""
    citation: str
    """As people read and type it: `PR-solution`, `FAQ-C-3`, `US-4`, `GOAL-2`."""
    group: str
    """The heading it stands under in a choice."""
    title: str
    words: str
    kind: DocumentKind | None = None
    """Of the document it stands in; None for a goal."""
    serves: tuple[str, ...] = ()
    """What a story or a goal serves in its turn."""
    must: bool = False
    """Whether it is unserved work if no item cites it: see `promises_in`."""


def fingerprint(words: str) -> str:
    """Return what tells two wordings apart; "" of words that are gone."""
    return "" if is_blank(words) else hashlib.sha256(words.encode()).hexdigest()[:16]


def promises_in(
    contents: Mapping[DocumentKind, Content],
    goals: Sequence[Goal],
    kpis: Mapping[str, Sequence[Kpi]],
) -> list[Promise]:
    """Return all promises: sections, questions, stories, then goals by rank.

    `goals` are all of the initiative, oldest first, retired ones too: their numbers never change.
    Work must serve the solution, every story and every goal: these say what is built and what it
    is for. The other sections and the answers explain; work may cite them, and need not.
    """
    return [
        *_sections(PRESS_RELEASE, contents, must=(SOLUTION,)),
        *_sections(FAQ, contents),
        *_stories(contents.get(DocumentKind.EXPERIENCE, {})),
        *goal_promises(goals, kpis),
    ]


def _sections(
    template: Template, contents: Mapping[DocumentKind, Content], must: Sequence[str] = ()
) -> Iterator[Promise]:
    content = contents.get(template.kind, {})
    for section in template.sections_in(content):
        words = section_words(section, content)
        if not is_blank(words):
            yield Promise(
                section.citation,
                section.citation,
                template.title,
                section.title,
                words,
                template.kind,
                must=section.citation in must,
            )


def section_words(section: Section, content: Content) -> str:
    """Return the words that an item relies on when it cites a section."""
    return section.text(content) if section.is_written(content) else ""


def words_by_citation(template: Template, content: Content) -> dict[str, str]:
    """Return the words of all that can be cited in a document."""
    return {
        section.citation: section_words(section, content)
        for section in template.sections_in(content)
    }


def kind_of(promise_id: str) -> DocumentKind | None:
    """Return the kind of document a promise stands in; None for a goal."""
    return next((kind for start, kind in _STARTS.items() if promise_id.startswith(start)), None)


_STARTS = {
    "PR-": DocumentKind.PRESS_RELEASE,
    "FAQ-": DocumentKind.FAQ,
    "US-": DocumentKind.EXPERIENCE,
}


def _stories(content: Content) -> Iterator[Promise]:
    for story in stories(content):
        section = EXPERIENCE.section_of(story.key, content)
        words = section_words(section, content)
        if not is_blank(words):
            yield Promise(
                story.citation,
                story.citation,
                "User stories",
                story.i_want,
                words,
                DocumentKind.EXPERIENCE,
                story.serves,
                must=True,
            )


def goal_promises(goals: Sequence[Goal], kpis: Mapping[str, Sequence[Kpi]]) -> list[Promise]:
    """Return the living ones of an initiative's goals, by rank; numbers follow their age."""
    ranked = [
        (goal.priority, number, goal)
        for number, goal in enumerate(goals, 1)
        if goal.stage is not GoalStage.RETIRED
    ]
    return [
        Promise(
            goal.id,
            f"GOAL-{number}",
            GOALS,
            goal.title,
            goal_words(goal, kpis.get(goal.id, ())),
            serves=goal.promises,
            must=True,
        )
        for _, number, goal in sorted(ranked, key=lambda found: found[:2])
    ]


def goal_words(goal: Goal, kpis: Iterable[Kpi]) -> str:
    """Return what a goal promises, in lines; nothing once it is retired."""
    if goal.stage is GoalStage.RETIRED:
        return ""
    measured = [f"{kpi.name}: {kpi.shown(kpi.plan.target)}" for kpi in kpis]
    lines = [goal.title, goal.reason, *measured, f"by {goal.due.day} {goal.due:%B %Y}"]
    if goal.promises:
        lines.append(f"serves {', '.join(goal.promises)}")
    return "\n".join(line for line in lines if line)
