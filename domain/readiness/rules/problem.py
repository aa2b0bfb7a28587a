"""The problem and the solution."""

from collections import Counter
from collections.abc import Iterator

from domain.initiatives import name_from_headline
from domain.readiness.amounts import amounts
from domain.readiness.language import SMALL
from domain.readiness.model import Book, Hit, Passage, Severity, Writing
from domain.readiness.phrases import has, matches
from domain.readiness.rules.sources import OUTLINE, WORKING_BACKWARDS
from domain.readiness.rules.stems import stem, stems_of
from domain.readiness.text import lines_of, normal, normal_words, words_of
from domain.templates import DocumentKind

BOOK: Book[Writing] = Book()
RELEASE = (DocumentKind.PRESS_RELEASE,)
_NAME_WORDS = 3
_LEAST_WORDS = 6
_ANNOUNCED = ("introducing", "announcing", "meet", "presenting")


@BOOK.rule(
    "problem-number",
    "The problem has no number",
    Severity.WEAK,
    summary="a number",
    why="A number makes the problem believable.",
    fix="Say how often, how long or how much, and where you know it from.",
    source=WORKING_BACKWARDS,
    example=(
        "problem",
        "After every meeting somebody writes notes by hand, or nobody does.",
        "After every meeting somebody writes notes for 30 minutes, by hand (our survey).",
    ),
    kinds=RELEASE,
)
def problem_number(writing: Writing) -> Iterator[Hit]:
    """Look for a number, unless a weasel word already asks for one."""
    for passage in writing.at("problem"):
        asked = has(writing.lexicon.weasels, passage.text, passage.words)
        if not asked and not amounts(passage) and passage.sentences:
            yield Hit(passage, passage.sentences[0].start, passage.sentences[0].end)


@BOOK.rule(
    "problem-alternative",
    "The problem names no alternative of today",
    Severity.HINT,
    summary="what people do today",
    why="Something is done about every real problem, if only to live with it.",
    fix="Name what people use or do today, and what it costs them.",
    source=WORKING_BACKWARDS,
    example=(
        "problem",
        "Decisions get lost and one action item in three is never done (our survey).",
        "People keep notes in spreadsheets, and one item in three is lost (our survey).",
    ),
    kinds=RELEASE,
)
def problem_alternative(writing: Writing) -> Iterator[Hit]:
    """Look for today's ways, or for a name within a sentence."""
    for passage in writing.at("problem"):
        named = has(writing.lexicon.alternatives, passage.text, passage.words)
        if not named and not has_name(passage) and passage.sentences:
            yield Hit(passage, passage.sentences[0].start, passage.sentences[0].end)


@BOOK.rule(
    "problem-product",
    "The problem mentions the product",
    Severity.WEAK,
    summary="the problem without “{phrase}”",
    why="A problem that needs the product to be told may be the product's, not the customer's.",
    fix="Tell it as it is today; the product comes in the next section.",
    source=WORKING_BACKWARDS,
    example=(
        "problem",
        "Without TeamSync somebody writes notes by hand for 30 minutes (our survey).",
        "Today somebody writes notes by hand for 30 minutes (our survey).",
    ),
    kinds=RELEASE,
    english=False,
)
def problem_product(writing: Writing) -> Iterator[Hit]:
    """Look for the product's name."""
    name = product_name(writing)
    for passage in writing.at("problem"):
        for found in matches((name,) if name else (), passage.text, passage.words):
            start, end = passage.words[found.first].start, passage.words[found.last - 1].end
            if passage.text[start:end] == name:
                yield Hit(passage, start, end)


def product_name(writing: Writing) -> str:
    """Return the product's name; "" if headline and solution do not agree on one.

    It is announced ("Introducing TeamSync — …", "TeamSync: …"), or it is a word of the headline
    that looks like a name and stands in the solution, too: it has a capital inside, or it is the
    first and does something ("Leafline lets …"), and it is nowhere written without capitals.
    """
    headline = "\n".join(passage.text for passage in writing.at("headline"))
    words = words_of(headline)
    announced = name_from_headline(headline)
    solution = writing.at("solution", "get_started")
    used = Counter(word.text for passage in solution for word in passage.words)
    introduced = bool(words) and words[0].normal in _ANNOUNCED
    alone = announced != " ".join(headline.split()) or len(words) == 1
    short = len(announced.split()) <= _NAME_WORDS and announced[:1].isupper()
    if short and (introduced or (alone and used[announced])):
        return announced
    plain = {word.text for passage in writing.passages for word in passage.words}
    acts = len(words) > 1 and stem(words[1].text) in stems_of(writing.lexicon.actions)
    names = [
        word.text
        for at, word in enumerate(words)
        if _looks_like_a_name(word.text, first=at == 0 and acts) and word.text.lower() not in plain
    ]
    best = max(names, key=lambda name: used[name], default="")
    return best if used[best] else ""


def _looks_like_a_name(word: str, *, first: bool) -> bool:
    inner = any(sign.isupper() for sign in word[1:]) and not word.isupper() and "-" not in word
    return inner or (first and word[0].isupper() and normal(word) not in SMALL)


def has_name(passage: Passage) -> bool:
    """Say whether a word within a sentence begins with a capital: mostly a name."""
    return any(
        word.text[0].isupper() and word.normal not in ("i", "i'm", "i'd", "i've", "i'll")
        for sentence in passage.sentences
        for word in passage.words[sentence.first + 1 : sentence.last]
    )


@BOOK.rule(
    "solution-technology",
    "The solution begins with technology",
    Severity.WEAK,
    summary="the customer before “{phrase}”",
    why="Customers buy what they can do, not what it is made of.",
    fix="Begin with what the customer does and gets; technology can follow in the FAQ.",
    source=WORKING_BACKWARDS,
    example=(
        "solution",
        "An AI-powered platform records every meeting.",
        "You invite TeamSync once. Five minutes after the call, everyone has the notes.",
    ),
    kinds=RELEASE,
)
def solution_technology(writing: Writing) -> Iterator[Hit]:
    """Look for technology in the first sentence."""
    for passage in writing.at("solution"):
        if not passage.sentences:
            continue
        first = passage.sentences[0]
        words = passage.words
        entries = writing.lexicon.technologies
        found = next(matches(entries, passage.text, words, first.first, first.last), None)
        if found:
            yield Hit(passage, words[found.first].start, words[found.last - 1].end)


@BOOK.rule(
    "solution-customer-first",
    "The solution begins with ourselves",
    Severity.HINT,
    summary="the customer before “{phrase}”",
    why="The customer's first step shows whether the product fits into their day.",
    fix="Begin with what the customer does.",
    source=WORKING_BACKWARDS,
    example=(
        "solution",
        "Our platform records every meeting and sends the notes.",
        "You invite TeamSync once, and the notes come by themselves.",
    ),
    kinds=RELEASE,
)
def solution_customer_first(writing: Writing) -> Iterator[Hit]:
    """Look whether the first words are the product or "we"."""
    name = product_name(writing)
    entries = (*writing.lexicon.ourselves, *((name,) if name else ()))
    for passage in writing.at("solution"):
        if not passage.sentences:
            continue
        first = passage.sentences[0].first
        last = min(first + _NAME_WORDS + 1, passage.sentences[0].last)
        found = next(matches(entries, passage.text, passage.words, first, last), None)
        if found and found.first == first:
            start, end = passage.words[first].start, passage.words[found.last - 1].end
            yield Hit(passage, start, end)


@BOOK.rule(
    "benefit-answers",
    "A benefit answers no stated problem",
    Severity.HINT,
    summary="the problem behind “{phrase}”",
    why="A benefit without a problem is a feature looking for a reason.",
    fix="Say in Problem what it answers, or leave it out.",
    source=OUTLINE,
    example=(
        "solution",
        "You get:\n- Beautiful colour themes for any taste.\n- Integration with calendars.",
        "You get:\n- Notes after every meeting.\n- Every action item has an owner.",
    ),
    kinds=RELEASE,
)
def benefit_answers(writing: Writing) -> Iterator[Hit]:
    """Compare each benefit of a list with problem and customer, if most of them answer nothing."""
    stated = {
        stem(word.text)
        for passage in writing.at("problem", "target_customer")
        for word in passage.words
        if word.normal not in SMALL
    }
    if len(stated) < _LEAST_WORDS or not writing.at("problem"):
        return
    for passage in writing.at("solution"):
        listed = [(start, end) for start, end, bullet in lines_of(passage.text) if bullet]
        alone = [
            (start, end)
            for start, end in listed
            if not any(stem(word) in stated for word in _content(passage.text[start:end]))
        ]
        if 2 * len(alone) > len(listed):
            for start, end in alone:
                yield Hit(passage, start, end)


def _content(text: str) -> list[str]:
    return [word for word in normal_words(text) if word not in SMALL]
