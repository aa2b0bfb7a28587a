"""Rules across documents: numbers with KPIs, promises that are cited, capabilities that stray."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from domain.readiness.amounts import Amount, amounts
from domain.readiness.engine import apply, key_of, ordered
from domain.readiness.language import SMALL
from domain.readiness.model import Book, Finding, Hit, Passage, Question, Severity
from domain.readiness.phrases import has
from domain.readiness.rules.sources import ALIGNMENT
from domain.readiness.rules.stems import stem
from domain.readiness.text import Sentence, words_of
from domain.readiness.words import listed
from domain.readiness.writing import key_of as section_of
from domain.readiness.writing import passages_of
from domain.templates import PRESS_RELEASE, Content, DocumentKind

_NO_NUMBERS = frozenset(["city_and_date", "quote_person", "quote_role"])
_CAPABLE = listed("""
    you can, customers can, teams can, users can, lets you, let you, allows you, it can, supports,
    support, you will be able to, works with, includes, also offers, we offer, integrates with
""")
_STRANGE = 0.75
"""Share of a sentence's own words that the press release does not have."""
_LEAST_WORDS = 4


@dataclass(frozen=True)
class Citing:
    """A story or a scope item, and the promises it cites."""

    citation: str
    title: str
    promises: tuple[str, ...] = ()


@dataclass(frozen=True)
class PromisedNumber:
    """A number of the press release that a KPI can be linked to, or a reason given why not."""

    citation: str
    section: str
    field: str
    start: int
    end: int
    phrase: str
    """For example `30 minutes`."""
    key: str
    """Stable while number and section stay; a KPI's link or a waiver remembers it."""
    sentences: str = ""
    """All that say it in the section, a line each: what was decided holds while they stay."""


@dataclass(frozen=True, eq=False)
class Plan:
    """What stands beside the press release when its promises are followed up."""

    release: Content
    """The words of the press release."""
    settled: Collection[str] = ()
    """Keys of the numbers that have a KPI, or a reason why not."""
    citing: Sequence[Citing] = ()
    promises: Collection[str] = ()
    """Citations that exist."""
    questions: Sequence[Question] = ()

    @cached_property
    def passages(self) -> Sequence[Passage]:
        """What is written in the press release."""
        return passages_of(PRESS_RELEASE, self.release)


BOOK: Book[Plan] = Book()


def promised_numbers(release: Content) -> list[PromisedNumber]:
    """Return the numbers that the press release promises, in its order."""
    found: dict[str, PromisedNumber] = {}
    sentences: dict[str, dict[str, None]] = {}
    for passage in passages_of(PRESS_RELEASE, release):
        if passage.field in _NO_NUMBERS:
            continue
        for amount in amounts(passage):
            phrase = passage.text[amount.start : amount.end]
            key = key_of("number", passage.citation, phrase, "")
            place = (passage.citation, passage.title, passage.field, amount.start, amount.end)
            found.setdefault(key, PromisedNumber(*place, phrase, key))
            sentences.setdefault(key, {})[_sentence(passage, amount)] = None
    return [replace(number, sentences="\n".join(sentences[key])) for key, number in found.items()]


def _sentence(passage: Passage, amount: Amount) -> str:
    """Return the sentence of an amount, its spaces as they are compared."""
    for sentence in passage.sentences:
        if sentence.start <= amount.start < sentence.end:
            return " ".join(passage.text[sentence.start : sentence.end].split())
    return " ".join(passage.text.split())


def plan_findings(plan: Plan, *, dismissed: Collection[str] = ()) -> list[Finding]:
    """Return what promises, stories, scope, KPIs and FAQ owe each other."""
    places = {passage.field: at for at, passage in enumerate(plan.passages)}
    return ordered(apply(BOOK.rules, plan), places, dismissed)


@BOOK.rule(
    "number-kpi",
    "A number has neither KPI nor waiver",
    Severity.WEAK,
    summary="a KPI for “{phrase}”",
    why="A number in the press release is a promise somebody will check.",
    fix="Link it to a KPI, or say why it needs none.",
    source=ALIGNMENT,
    example=("solution", "Notes after five minutes, without a KPI", "the same, linked to a KPI"),
    kinds=(DocumentKind.PRESS_RELEASE,),
    english=False,
)
def number_kpi(plan: Plan) -> Iterator[Hit]:
    """List the numbers that nobody has settled."""
    settled = frozenset(plan.settled)
    passages = {passage.field: passage for passage in plan.passages}
    for number in promised_numbers(plan.release):
        if number.key not in settled:
            passage = passages[number.field]
            yield Hit(passage, number.start, number.end)


@BOOK.rule(
    "promise-uncited",
    "A story or scope item cites no promise",
    Severity.WEAK,
    summary="the promise it serves",
    why="Only what the documents describe is built; the rest is a candidate.",
    fix="Cite the section, question or story it serves, or decide to leave it out.",
    source=ALIGNMENT,
    example=("US-1", "serves nothing", "serves PR-problem"),
    english=False,
)
def promise_uncited(plan: Plan) -> Iterator[Hit]:
    """List what serves nothing."""
    for item in plan.citing:
        if not item.promises:
            yield Hit(_passage(item))


@BOOK.rule(
    "promise-unknown",
    "A citation leads nowhere",
    Severity.WEAK,
    summary="a promise that exists, not “{phrase}”",
    why="A promise that is gone cannot be kept.",
    fix="Cite the section that holds it now.",
    source=ALIGNMENT,
    example=("US-1", "serves FAQ-C-99", "serves FAQ-C-2"),
    english=False,
)
def promise_unknown(plan: Plan) -> Iterator[Hit]:
    """List citations of what is not there, and of the item itself."""
    known = frozenset(plan.promises)
    for item in plan.citing:
        passage = _passage(item)
        at = 0
        for promise in item.promises:
            if promise not in known or promise == item.citation:
                yield Hit(passage, at, at + len(promise))
            at += len(promise) + 1


def _passage(item: Citing) -> Passage:
    text = " ".join(item.promises)
    return Passage(item.citation, item.citation, item.title, "", text, f"{item.citation} {text}")


@BOOK.rule(
    "faq-only",
    "A capability appears only in the FAQ",
    Severity.HINT,
    summary="also in the press release: “{phrase}”",
    why="If customers need it, the press release should promise it; if not, why build it?",
    fix="Add it to the solution, or take it out of the answer.",
    source=ALIGNMENT,
    example=(
        "FAQ-C-4",
        "You can export everything to an accounting system.",
        "What the press release promises, too.",
    ),
)
def faq_only(plan: Plan) -> Iterator[Hit]:
    """Compare sentences that promise something with the words of the press release."""
    told = {
        stem(word.text)
        for passage in plan.passages
        for word in passage.words
        if word.normal not in SMALL
    }
    for question in plan.questions:
        passage = _answer(question, plan)
        for sentence in passage.sentences:
            if told and _strays(passage, sentence, told):
                yield Hit(passage, sentence.start, sentence.end)


def _strays(passage: Passage, sentence: Sentence, told: set[str]) -> bool:
    place = (sentence.first, sentence.last)
    if not has(_CAPABLE, passage.text, passage.words, *place):
        return False
    words = passage.words[sentence.first : sentence.last]
    own = [stem(word.text) for word in words if word.normal not in SMALL]
    strange = sum(word not in told for word in own)
    return len(own) >= _LEAST_WORDS and strange >= _STRANGE * len(own)


def _answer(question: Question, plan: Plan) -> Passage:
    text = question.answer or ""
    field_key = f"{section_of(question)}.answer"
    english = any(passage.english for passage in plan.passages)
    title = " ".join(word.text for word in words_of(question.question))
    return Passage(
        section_of(question), question.citation, title, field_key, text, text, english=english
    )
