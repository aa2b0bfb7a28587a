"""The target customer: a segment, its size and its situation."""

from collections.abc import Iterator

from domain.readiness.amounts import amounts, is_number
from domain.readiness.model import Book, Hit, Passage, Severity, Writing
from domain.readiness.phrases import Match, has, matches
from domain.readiness.rules.sources import WORKING_BACKWARDS
from domain.readiness.text import Sentence, counts_words
from domain.readiness.words import listed
from domain.templates import DocumentKind

BOOK: Book[Writing] = Book()
RELEASE = (DocumentKind.PRESS_RELEASE,)
_NEAR = 3
_NARROW_NOTHING = frozenset(
    listed("all, any, every, many, most, modern, our, the, other, and, or, for, of, busy, today's")
)


@BOOK.rule(
    "customer-vague",
    "The customer is everybody",
    Severity.WEAK,
    summary="a segment, not “{phrase}”",
    why="“Everyone” is nobody: who it is for decides what to build.",
    fix="Say which ones, how many they are, and what situation they are in.",
    source=WORKING_BACKWARDS,
    example=(
        "target_customer",
        "Everyone and all users of modern software.",
        "Product teams of 5 to 50 people with more than ten hours of meetings a week.",
    ),
    kinds=RELEASE,
)
def customer_vague(writing: Writing) -> Iterator[Hit]:
    """Find groups that nothing narrows: no number beside them, no situation behind them."""
    lists = writing.lexicon
    for passage in writing.at("target_customer"):
        for sentence in passage.sentences:
            everybody = list(_found(lists.everybody, passage, sentence))
            yield from (_hit(passage, found) for found in everybody)
            if any(is_number(word) for word in passage.words[sentence.first : sentence.last]):
                continue
            for found in _found(lists.vague_customers, passage, sentence):
                said = any(other.first <= found.first < other.last for other in everybody)
                if not said and not _narrowed(writing, passage, sentence, found):
                    yield _hit(passage, found)


def _narrowed(writing: Writing, passage: Passage, sentence: Sentence, found: Match) -> bool:
    """Say whether the words beside a group say which: "product teams", "people who …"."""
    last = min(found.last + _NEAR, sentence.last)
    situations = writing.lexicon.situations
    if has(situations, passage.text, passage.words, found.last, last):
        return True
    named = found.first > sentence.first and found.last - found.first == 1
    before = passage.words[found.first - 1].normal if named else "all"
    return before not in _NARROW_NOTHING


def _found(entries: tuple[str, ...], passage: Passage, sentence: Sentence) -> Iterator[Match]:
    return matches(entries, passage.text, passage.words, sentence.first, sentence.last)


def _hit(passage: Passage, found: Match) -> Hit:
    return Hit(passage, passage.words[found.first].start, passage.words[found.last - 1].end)


@BOOK.rule(
    "customer-bare",
    "The customer is a bare title",
    Severity.WEAK,
    summary="a situation beside “{phrase}”",
    why="A job title says nothing about the day of the person who has it.",
    fix="Add how many they are and what situation they are in.",
    source=WORKING_BACKWARDS,
    example=(
        "target_customer",
        "Product managers.",
        "Product managers who run more than ten hours of meetings a week, alone.",
    ),
    kinds=RELEASE,
    english=False,
)
def customer_bare(writing: Writing) -> Iterator[Hit]:
    """Count the words, where they are parted by spaces; "everyone" has its own finding."""
    groups = writing.lexicon.everybody if writing.whole.english else ()
    for passage in writing.at("target_customer"):
        if _is_bare(writing, passage) and not has(groups, passage.text, passage.words):
            yield Hit(passage, passage.words[0].start, passage.words[-1].end)


def _is_bare(writing: Writing, passage: Passage) -> bool:
    least = writing.lexicon.thresholds.bare_customer_words
    return 0 < len(passage.words) <= least and counts_words(passage.text)


def _told(writing: Writing) -> Iterator[Passage]:
    """Yield the customer where more is told than a title, which has its own finding."""
    for passage in writing.at("target_customer"):
        if passage.sentences and not _is_bare(writing, passage):
            yield passage


@BOOK.rule(
    "customer-size",
    "The segment has no size",
    Severity.HINT,
    summary="how many, or how large",
    why="A size shows whether the segment is worth the work, and who is outside it.",
    fix="Say how many there are, or how large one of them is.",
    source=WORKING_BACKWARDS,
    example=(
        "target_customer",
        "Busy product teams who are drowning in meetings across time zones.",
        "Product teams of 5 to 50 people who are drowning in meetings.",
    ),
    kinds=RELEASE,
)
def customer_size(writing: Writing) -> Iterator[Hit]:
    """Look for a number."""
    for passage in _told(writing):
        if not amounts(passage):
            yield Hit(passage, passage.sentences[0].start, passage.sentences[0].end)


@BOOK.rule(
    "customer-situation",
    "The segment has no situation",
    Severity.HINT,
    summary="in which situation",
    why="People choose a product in a situation, not in a demographic.",
    fix="Say what they are in the middle of when they need it.",
    source=WORKING_BACKWARDS,
    example=(
        "target_customer",
        "Product managers in 41 companies of Europe.",
        "Product managers of 41 companies who spend ten hours a week in meetings.",
    ),
    kinds=RELEASE,
)
def customer_situation(writing: Writing) -> Iterator[Hit]:
    """Look for a word that opens a situation."""
    for passage in _told(writing):
        if not has(writing.lexicon.situations, passage.text, passage.words):
            yield Hit(passage, passage.sentences[0].start, passage.sentences[0].end)
