"""The FAQ: what it should ask, and how honestly it answers."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping

from domain.initiatives import Stage
from domain.readiness.amounts import amounts
from domain.readiness.language import is_english
from domain.readiness.model import Asker, Book, Hit, Passage, Question, Severity, Writing
from domain.readiness.phrases import Match, has, matches
from domain.readiness.rules.problem import has_name
from domain.readiness.rules.sources import ALIGNMENT, WORKING_BACKWARDS
from domain.readiness.text import words_of
from domain.readiness.words import listed
from domain.readiness.writing import key_of
from domain.templates import DocumentKind

BOOK: Book[Writing] = Book()
_FAQ = (DocumentKind.FAQ,)
_NEAR = 4
"""Words between "minimal" and "risk" at most."""

TOPICS: Mapping[Asker, Mapping[str, tuple[str, ...]]] = {
    Asker.CUSTOMER: {
        "what it is and for whom": listed(
            "what is, what does, what can, for me, for whom, who is, who can, what are, who should"
        ),
        "how it differs from what they use today": listed(
            "differ, different, differs, difference, compare, compared, better than, instead of, "
            "already use, why not, alternative, alternatives, versus, vs, switch from"
        ),
        "how to start": listed(
            "start, started, begin, set up, setup, sign up, install, try it, get it, how long does "
            "it take, onboarding, join, do i need, what do i need"
        ),
        "what it costs": listed(
            "cost, costs, price, prices, pricing, pay, free, fee, fees, charge, charged, "
            "expensive, how much"
        ),
        "what happens to their data": listed(
            "data, privacy, private, secure, security, stored, recordings, delete, deleted, who "
            "sees, who can see, personal, safe"
        ),
    },
    Asker.STAKEHOLDER: {
        "the most likely failure": listed(
            "fail, fails, failure, go wrong, goes wrong, wrong, risk, risks, worst, not work, kill"
        ),
        "whether it can be undone": listed(
            "undo, undone, reverse, reversible, roll back, rollback, switch it off, turn it off, "
            "go back, one-way, exit, shut down, withdraw, stop it"
        ),
        "what we are not building": listed(
            "not building, not build, out of scope, leave out, not do, not doing, scope, exclude, "
            "not included, won't, will not"
        ),
        "what it depends on": listed(
            "depend, depends, dependency, dependencies, rely on, relies on, need from, partner, "
            "partners, other teams, who else, supplier, suppliers"
        ),
        "how we will know that it works": listed(
            "know, measure, measured, success, succeed, metric, metrics, KPI, target, threshold"
        ),
        "the next validation step": listed(
            "next, validate, validation, check first, test first, experiment, pilot, prove, before "
            "we build, learn first, cheapest test, riskiest"
        ),
    },
}
"""What each side asks, and the words that show that it was asked."""

_ALTERNATIVE = TOPICS[Asker.CUSTOMER]["how it differs from what they use today"]
_KNOWING = TOPICS[Asker.STAKEHOLDER]["how we will know that it works"]


@BOOK.rule(
    "faq-count",
    "The FAQ has few questions",
    Severity.HINT,
    summary="more questions",
    why="The questions nobody wrote down are asked in the meeting.",
    fix="Ask five people what they would want to know, and write that down.",
    source=WORKING_BACKWARDS,
    example=("C-1.question", "What does it cost?", ""),
    kinds=_FAQ,
    english=False,
)
def faq_count(writing: Writing) -> Iterator[Hit]:
    """Count the questions of each side; too few are missing once a review is asked for."""
    least = writing.lexicon.thresholds.questions
    severity = Severity.HINT if writing.stage is Stage.DRAFT else Severity.MISSING
    for kind in Asker:
        count = sum(question.kind is kind for question in writing.questions)
        if count < least:
            summary = f"{count} of {least} {kind} questions"
            yield Hit(writing.whole, severity=severity, summary=summary, about=kind)


@BOOK.rule(
    "faq-topic",
    "The FAQ does not ask what everybody asks",
    Severity.HINT,
    summary="a question",
    why="Each side has questions that decide; leaving them out does not make them go away.",
    fix="Ask it as they would, and answer with what is true today.",
    source=WORKING_BACKWARDS,
    example=("C-1.question", "Is there a dark mode that I can use?", ""),
    kinds=_FAQ,
)
def faq_topic(writing: Writing) -> Iterator[Hit]:
    """Look for words of each topic in the questions; weak once a review is asked for."""
    severity = Severity.HINT if writing.stage is Stage.DRAFT else Severity.WEAK
    for kind, topics in TOPICS.items():
        asked = [(q.question, words_of(q.question)) for q in _of(writing, kind)]
        for topic, entries in topics.items():
            if asked and not any(has(entries, text, words) for text, words in asked):
                summary = f"{kind}s ask {topic}"
                yield Hit(writing.whole, severity=severity, summary=summary, about=topic)


def _of(writing: Writing, kind: Asker) -> list[Question]:
    return [question for question in writing.questions if question.kind is kind]


@BOOK.rule(
    "faq-alternative",
    "The answer names no alternative",
    Severity.WEAK,
    summary="the alternative by name",
    why="Everybody has something they use today, and compares.",
    fix="Name it, and say where it is better.",
    source=WORKING_BACKWARDS,
    example=(
        "C-2.answer",
        "It is faster and easier for your team.",
        "It is faster than a shared page in Wikipad, which is better for long texts.",
    ),
    kinds=_FAQ,
)
def faq_alternative(writing: Writing) -> Iterator[Hit]:
    """Look for a name in the answers to "how does it differ"."""
    for passage in _answers(writing, Asker.CUSTOMER, _ALTERNATIVE):
        named = has(writing.lexicon.alternatives, passage.text, passage.words)
        if not named and not has_name(passage):
            yield Hit(passage, 0, len(passage.text.rstrip()))


@BOOK.rule(
    "faq-threshold",
    "The measure has no threshold",
    Severity.WEAK,
    summary="a number and a day",
    why="Without a number agreed today, every result will be a success.",
    fix="Name the metric, the number from which on it works, and the day.",
    source=WORKING_BACKWARDS,
    example=(
        "S-5.answer",
        "We will look at usage and at satisfaction.",
        "It works if 60% of invited teams open the notes each week by 1 June.",
    ),
    kinds=_FAQ,
    english=False,
)
def faq_threshold(writing: Writing) -> Iterator[Hit]:
    """Look for a number in the answers to "how will we know"."""
    for passage in _answers(writing, Asker.STAKEHOLDER, _KNOWING):
        if is_english(passage.text) is not False and not amounts(passage):
            yield Hit(passage, 0, len(passage.text.rstrip()))


def _answers(writing: Writing, kind: Asker, topic: tuple[str, ...]) -> Iterator[Passage]:
    for question in _of(writing, kind):
        if has(topic, question.question, words_of(question.question)):
            yield from writing.at(f"{key_of(question)}.answer")


@BOOK.rule(
    "softball",
    "A risk is talked away",
    Severity.WEAK,
    summary="the risk behind “{phrase}”",
    why="A risk that is called minimal was not thought through, and readers notice.",
    fix="Say what happens if it comes true, and what you would do then.",
    source=WORKING_BACKWARDS,
    example=(
        "S-1.answer",
        "The risk is minimal.",
        "If two large customers leave, the risk comes true; we would stop then.",
    ),
    kinds=_FAQ,
)
def softball(writing: Writing) -> Iterator[Hit]:
    """Find "minimal" or "unlikely" near "risk"."""
    lists = writing.lexicon
    for passage in writing.passages:
        for sentence in passage.sentences:
            place = (passage.text, passage.words, sentence.first, sentence.last)
            risks = list(matches(lists.risks, *place))
            for soft in matches(lists.softballs, *place):
                near = _nearest(soft, risks)
                if near:
                    first, last = min(soft.first, near.first), max(soft.last, near.last)
                    yield Hit(passage, passage.words[first].start, passage.words[last - 1].end)


def _nearest(soft: Match, risks: list[Match]) -> Match | None:
    if " " in soft.entry:
        return soft  # "low risk" says it by itself
    at = bisect_left(risks, soft)
    beside = risks[max(at - 1, 0) : at + 1]
    near = [r for r in beside if r.first - soft.last <= _NEAR and soft.first - r.last <= _NEAR]
    return min(near, key=lambda risk: abs(risk.first - soft.first), default=None)


@BOOK.rule(
    "faq-open",
    "A question waits for its answer",
    Severity.MISSING,
    summary="not answered, and nobody owns it",
    why="An open question is honest; one without an owner stays open.",
    fix="Name who finds out and until when.",
    source=ALIGNMENT,
    example=("C-1.answer", "", "It costs 9 € a month."),
    kinds=_FAQ,
    english=False,
)
def faq_open(writing: Writing) -> Iterator[Hit]:
    """List open questions with their owners."""
    for question in writing.questions:
        if question.answer and question.answer.strip():
            continue
        for passage in writing.at(f"{key_of(question)}.question"):
            words = f"{question.owner} finds out" if question.owner else None
            severity = Severity.WEAK if question.owner else Severity.MISSING
            fix = "Answer with what is true today, even if that is little."
            yield Hit(
                passage,
                0,
                len(passage.text.rstrip()),
                severity=severity,
                summary=words,
                why="A reader will ask it." if question.owner else None,
                fix=fix if question.owner else None,
            )
