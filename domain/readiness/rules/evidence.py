"""Numbers: where they stand, where they could stand, and where they come from."""

from collections.abc import Iterator

from domain.readiness.amounts import YEAR, amounts, is_number, is_plural, is_share
from domain.readiness.language import SMALL
from domain.readiness.model import Book, Hit, Passage, Severity, Writing
from domain.readiness.phrases import Match, has, matches
from domain.readiness.rules.sources import NARRATIVE, WORKING_BACKWARDS
from domain.readiness.text import Sentence, touching
from domain.readiness.words import EVIDENCE_WANTED
from domain.templates import DocumentKind

BOOK: Book[Writing] = Book()
RELEASE = (DocumentKind.PRESS_RELEASE,)
_ASKED = frozenset(["headline", "subheading", "target_customer", "problem"])
"""Where a number is expected: there a weasel word is more than a hint."""

_NOUN_WORDS = 2
_BRACKET = 100
"""Characters between a bracket and the year of a source."""

_LINKS = ("http://", "https://", "[1]", "¹")


@BOOK.rule(
    "source",
    "A number has no source",
    Severity.WEAK,
    summary="where “{phrase}” comes from",
    why="A number without a source is an opinion.",
    fix=f"Name the source in the section, or write “{EVIDENCE_WANTED}” beside the number.",
    source=WORKING_BACKWARDS,
    example=(
        "problem",
        "After every meeting somebody writes notes by hand for 30 minutes.",
        "Somebody writes notes by hand for 30 minutes (our survey of 41 teams).",
    ),
    kinds=RELEASE,
)
def source(writing: Writing) -> Iterator[Hit]:
    """Look for a source in the problem; elsewhere shares and multiples give a hint."""
    for passage in writing.passages:
        weighs = passage.section == "problem"
        if not passage.prose or passage.spoken or passage.section in ("target_customer", "faq"):
            continue
        if has(writing.lexicon.sources, passage.text, passage.words):
            continue
        if _in_brackets(passage) or any(link in passage.text for link in _LINKS):
            continue
        priced = has(writing.lexicon.prices, passage.text, passage.words)
        claims = [a for a in amounts(passage) if weighs or (is_share(passage, a) and not priced)]
        if claims:
            severity = Severity.WEAK if weighs else Severity.HINT
            yield Hit(passage, claims[0].start, claims[0].end, severity=severity)


def _in_brackets(passage: Passage) -> bool:
    """Say whether a year stands in brackets, as sources do: "(household panel, 2026)"."""
    years = (word.start for word in passage.words if YEAR.fullmatch(word.text))
    return any(passage.text.rfind("(", max(at - _BRACKET, 0), at) >= 0 for at in years)


@BOOK.rule(
    "weasel",
    "A word stands where a number could",
    Severity.HINT,
    summary="a number, not “{phrase}”",
    why="A number makes the claim believable; this word can mean anything.",
    fix=f"Say how much or how many, mark the claim “{EVIDENCE_WANTED}”, or drop the word.",
    source=NARRATIVE,
    example=(
        "problem",
        "After every meeting somebody spends a long time writing notes by hand.",
        "After every meeting somebody spends 30 minutes writing notes (our survey).",
    ),
)
def weasel(writing: Writing) -> Iterator[Hit]:
    """Find weasel words in sentences without a number."""
    for passage in writing.passages:
        if not passage.prose or passage.spoken:
            continue
        severity = Severity.WEAK if passage.section in _ASKED else Severity.HINT
        for sentence in passage.sentences:
            words = passage.words[sentence.first : sentence.last]
            if any(is_number(word) for word in words):
                continue
            place = (passage.text, passage.words, sentence.first, sentence.last)
            for found in matches(writing.lexicon.weasels, *place):
                if found.entry in writing.lexicon.intensifiers:
                    yield from _intensified(passage, sentence, found)
                else:
                    yield _weasel(writing, passage, sentence, found, severity)


def _intensified(passage: Passage, sentence: Sentence, found: Match) -> Iterator[Hit]:
    """Take in the word that is made stronger, "very large"; "rather than" is none."""
    last = found.last + 1
    if last > sentence.last or not touching(passage.text, passage.words, found.first, last):
        return
    if passage.words[last - 1].normal not in SMALL:
        start, end = passage.words[found.first].start, passage.words[last - 1].end
        yield Hit(passage, start, end, severity=Severity.HINT)


def _weasel(
    writing: Writing, passage: Passage, sentence: Sentence, found: Match, severity: Severity
) -> Hit:
    start, last = passage.words[found.first].start, found.last
    if found.entry not in writing.lexicon.quantifiers:
        return Hit(passage, start, passage.words[last - 1].end, severity=severity)
    last = _with_noun(passage, sentence, last)
    end = passage.words[last - 1].end
    shown = " ".join(passage.text[start:end].split())
    word = passage.text[start : passage.words[found.last - 1].end].capitalize()
    return Hit(
        passage,
        start,
        end,
        severity=severity,
        summary=f"a count, not “{shown}”",
        why=f"“{word}” can be two or two thousand.",
        fix=f"Count them, or mark the claim “{EVIDENCE_WANTED}”.",
    )


def _with_noun(passage: Passage, sentence: Sentence, last: int) -> int:
    """Take in the things that are counted: "many action items"."""
    for end in range(last + 1, min(last + _NOUN_WORDS, sentence.last) + 1):
        word = passage.words[end - 1]
        if word.normal in SMALL or not touching(passage.text, passage.words, last - 1, end):
            return last
        if is_plural(word):
            return end
    return last
