"""What is missing, and how long it has become."""

from collections.abc import Iterator

from domain.readiness.model import Book, Hit, Passage, Severity, Writing
from domain.readiness.phrases import matches
from domain.readiness.rules.sources import OUTLINE, WORKING_BACKWARDS
from domain.readiness.text import Word, counts_words
from domain.templates import DocumentKind, Section

BOOK: Book[Writing] = Book()
_SPANISH = "todo"

_MISSING = {
    "headline": (
        "Everybody reads the headline, and half of them nothing else.",
        "Say in 8 to 15 words who can now do what.",
    ),
    "target_customer": (
        "Who everybody is for nobody chooses.",
        "Name a segment, its size and its situation.",
    ),
    "problem": (
        "Without a problem nobody needs a solution.",
        "Say what hurts, how often, and what people do about it today.",
    ),
    "solution": (
        "This is the promise everything else is built from.",
        "Start with what the customer does, then answer each problem with one benefit.",
    ),
    "quote": (
        "A quote shows whether anybody would care.",
        "Let one named customer say how it was before and how it is now.",
    ),
    "get_started": (
        "Readers who like the idea ask this first.",
        "Three steps at most, and the time to the first good result.",
    ),
}


@BOOK.rule(
    "section-missing",
    "A section has no words",
    Severity.MISSING,
    summary="",
    why="A review needs all six elements.",
    fix="Write one sentence; a working one will do.",
    source=OUTLINE,
    example=("get_started", "", "1. Connect your calendar. 2. Open the notes after five minutes."),
    english=False,
)
def section_missing(writing: Writing) -> Iterator[Hit]:
    """Name each element that nobody has written."""
    for section in writing.template.missing(writing.content):
        why, fix = _MISSING.get(section.key, (None, None))
        yield Hit(_blank(section), why=why, fix=fix)


def _blank(section: Section) -> Passage:
    return Passage(section.key, section.citation, section.title, section.fields[0].key, "", "")


@BOOK.rule(
    "placeholder",
    "A placeholder stands where words will be",
    Severity.MISSING,
    summary="words, not “{phrase}”",
    why="A reviewer cannot judge what is not there.",
    fix="Write what you know today, or say who will find out and when.",
    source=WORKING_BACKWARDS,
    example=("problem", "Notes take TBD minutes.", "Notes take 30 minutes (our survey)."),
    english=False,
)
def placeholder(writing: Writing) -> Iterator[Hit]:
    """Find TBD and its relatives in capitals, `???` and lorem ipsum."""
    for passage in writing.passages:
        words = passage.words
        for found in matches(writing.lexicon.placeholders, passage.text, words):
            phrase = passage.text[words[found.first].start : words[found.last - 1].end]
            shouted = _shouted(words, found.first, found.last)
            if phrase.isupper() and not shouted and not _is_a_word(passage, found.first):
                yield Hit(passage, words[found.first].start, words[found.last - 1].end)
        for literal in ("???", "lorem ipsum", "Lorem ipsum"):
            start = passage.text.find(literal)
            if start >= 0:
                yield Hit(passage, start, start + len(literal))


def _is_a_word(passage: Passage, place: int) -> bool:
    """Say whether it may be the Spanish "todo": elsewhere than in English a colon must follow."""
    if passage.english or passage.words[place].normal != _SPANISH:
        return False
    return passage.text[passage.words[place].end :][:1] != ":"


def _shouted(words: list[Word], first: int, last: int) -> bool:
    """Say whether the words around are capitals too: then they say nothing."""
    beside = [*words[max(first - 1, 0) : first], *words[last : last + 1]]
    return bool(beside) and all(len(word.text) > 1 and word.text.isupper() for word in beside)


@BOOK.rule(
    "length",
    "The document is long",
    Severity.HINT,
    summary="a shorter document",
    why="A page is read; two are skimmed.",
    fix="Cut what a reader would not miss, or move it to the FAQ.",
    source=OUTLINE,
    example=("solution", "You open the notes after each call. " * 80, "You open the notes."),
    kinds=(DocumentKind.PRESS_RELEASE, DocumentKind.FAQ),
    english=False,
)
def length(writing: Writing) -> Iterator[Hit]:
    """Count the words: one page for a press release, five for an FAQ."""
    limits = writing.lexicon.thresholds
    count = sum(len(p.words) for p in writing.passages if counts_words(p.text))
    if writing.template.kind is DocumentKind.FAQ:
        most, severe = limits.faq_pages * limits.page_words, limits.faq_pages * limits.page_words
    else:
        most, severe = limits.page_words, limits.release_words
    if count > most:
        severity = Severity.WEAK if count > severe else Severity.HINT
        summary = f"{count:,} words where {most:,} are enough"
        yield Hit(writing.whole, severity=severity, summary=summary)
