"""The customer quote, and how to get started."""

from collections.abc import Iterator

from domain.initiatives import Stage
from domain.readiness.amounts import amounts
from domain.readiness.model import Book, Hit, Passage, Severity, Writing
from domain.readiness.phrases import has, matches
from domain.readiness.rules.problem import has_name
from domain.readiness.rules.sources import OUTLINE, WORKING_BACKWARDS
from domain.readiness.text import lines_of, normal_words
from domain.templates import PRESS_RELEASE, DocumentKind, is_blank

BOOK: Book[Writing] = Book()
RELEASE = (DocumentKind.PRESS_RELEASE,)


@BOOK.rule(
    "quote-speaker",
    "The quote has no speaker",
    Severity.WEAK,
    summary="who says it",
    why="A quote of nobody is a slogan.",
    fix="Give a name and a role; invent them until launch.",
    source=OUTLINE,
    example=("quote_person", "A happy customer", "Sarah"),
    kinds=RELEASE,
    english=False,
)
def quote_speaker(writing: Writing) -> Iterator[Hit]:
    """Look for a name and a role, where there is a quote."""
    for quote in writing.at("quote_text"):
        for field, what in (("quote_person", "who says it"), ("quote_role", "their role")):
            if is_blank(writing.content.get(field, "")):
                blank = Passage(quote.section, quote.citation, quote.title, field, "", quote.whole)
                yield Hit(blank, summary=what, about=field)
        for person in writing.at("quote_person"):
            if " ".join(normal_words(person.text)) in writing.lexicon.nameless:
                start = len(person.text) - len(person.text.lstrip())
                yield Hit(person, start, len(person.text.rstrip()))


@BOOK.rule(
    "quote-before-after",
    "The quote lacks a before or an after",
    Severity.HINT,
    summary="a before and an after",
    why="The difference between yesterday and today is what a customer tells others.",
    fix="Let them say how it was before and how it is now.",
    source=WORKING_BACKWARDS,
    example=(
        "quote_text",
        "TeamSync is the best tool for notes, and my colleagues like it.",
        "I used to write notes for 30 minutes. Now I just check TeamSync.",
    ),
    kinds=RELEASE,
)
def quote_before_after(writing: Writing) -> Iterator[Hit]:
    """Look for a word of each kind; behind a before, the next sentence is taken for the after."""
    for quote in writing.at("quote_text"):
        told = (quote.text, quote.words)
        before = has(writing.lexicon.before, *told)
        after = has(writing.lexicon.after, *told) or (before and len(quote.sentences) > 1)
        lacking = [what for what, there in (("a before", before), ("an after", after)) if not there]
        if lacking:
            yield Hit(quote, *_first(quote), summary=" and ".join(lacking))


@BOOK.rule(
    "quote-detail",
    "The quote has no concrete detail",
    Severity.HINT,
    summary="one concrete detail",
    why="A detail only a customer would know makes a quote sound true.",
    fix="Add a number, a name, a place or a moment.",
    source=WORKING_BACKWARDS,
    example=(
        "quote_text",
        "It used to be hard and now it is much easier for all of us.",
        "I used to write notes for 30 minutes. Now the notes are there.",
    ),
    kinds=RELEASE,
)
def quote_detail(writing: Writing) -> Iterator[Hit]:
    """Look for a number, a name or a time."""
    for quote in writing.at("quote_text"):
        if not _timed(writing, quote) and not amounts(quote) and not has_name(quote):
            yield Hit(quote, *_first(quote))


@BOOK.rule(
    "quote-feeling",
    "The quote is about feelings",
    Severity.WEAK,
    summary="what happened, not “{phrase}”",
    why="“We are thrilled” can be said of anything, so it says nothing.",
    fix="Let the person tell what they do differently now.",
    source=OUTLINE,
    example=(
        "quote_text",
        "I used to write notes for 30 minutes. Now I am thrilled.",
        "I used to write notes for 30 minutes. Now I go home at five.",
    ),
    kinds=RELEASE,
)
def quote_feeling(writing: Writing) -> Iterator[Hit]:
    """Find the usual feelings in both quotes."""
    for quote in writing.at("quote_text", "leader_quote"):
        for found in matches(writing.lexicon.feelings, quote.text, quote.words):
            yield Hit(quote, quote.words[found.first].start, quote.words[found.last - 1].end)


@BOOK.rule(
    "quote-illustrative",
    "The quote is not marked as illustrative",
    Severity.HINT,
    summary="marked as illustrative",
    why="Until launch nobody can have said it, and a reader must be able to tell.",
    fix="Add “(illustrative)” to the name or the role until a customer has said it.",
    source=WORKING_BACKWARDS,
    example=("quote_role", "product manager", "product manager (illustrative)"),
    kinds=RELEASE,
)
def quote_illustrative(writing: Writing) -> Iterator[Hit]:
    """Look for the mark in the quote's section, until launch."""
    if writing.stage in (Stage.LAUNCHED, Stage.ARCHIVED):
        return
    for quote in writing.at("quote_text"):
        parts = writing.at("quote_text", "quote_person", "quote_role")
        if not any(has(writing.lexicon.illustrative, p.text, p.words) for p in parts):
            yield Hit(quote, *_first(quote))


@BOOK.rule(
    "steps",
    "Getting started takes more than three steps",
    Severity.WEAK,
    summary="three steps, not {phrase}",
    why="Every step loses somebody.",
    fix="Keep the three that the customer must do; do the others for them.",
    source=WORKING_BACKWARDS,
    example=(
        "get_started",
        "1. Sign up.\n2. Confirm.\n3. Connect your calendar.\n4. Wait a day.",
        "1. Connect your calendar.\n2. Open the notes after five minutes.",
    ),
    kinds=RELEASE,
    english=False,
)
def steps(writing: Writing) -> Iterator[Hit]:
    """Count the lines of a list, or its numbers within a line."""
    most = writing.lexicon.thresholds.steps
    for section in PRESS_RELEASE.sections:
        if section.key != "get_started":
            continue
        for passage in writing.at(section.fields[0].key):
            found = _steps(passage)
            if len(found) > most:
                start, end = found[most][0], found[-1][1]
                yield Hit(passage, start, end, summary=f"three steps, not {len(found)}")


def _steps(passage: Passage) -> list[tuple[int, int]]:
    listed = [(start, end) for start, end, bullet in lines_of(passage.text) if bullet]
    numbered: list[tuple[int, int]] = []
    for word in passage.words:
        expected = str(len(numbered) + 1)
        if word.text == expected and passage.text[word.end : word.end + 1] in (".", ")"):
            numbered.append((word.start, len(passage.text.rstrip())))
    return numbered if len(numbered) > len(listed) else listed


@BOOK.rule(
    "time-to-value",
    "Getting started names no time",
    Severity.HINT,
    summary="how long it takes",
    why="People start what they can finish before their next meeting.",
    fix="Say how long it is until the first good result.",
    source=WORKING_BACKWARDS,
    example=(
        "get_started",
        "Connect your calendar and open the notes.",
        "Connect your calendar; five minutes after the next call the notes are there.",
    ),
    kinds=RELEASE,
)
def time_to_value(writing: Writing) -> Iterator[Hit]:
    """Look for a time."""
    for passage in writing.at("get_started"):
        if not _timed(writing, passage):
            yield Hit(passage, *_first(passage))


def _timed(writing: Writing, passage: Passage) -> bool:
    """Say whether a time is named, also within a word: "a two-minute lesson"."""
    times = writing.lexicon.times
    parts = {part for word in passage.words for part in word.normal.split("-")}
    return has(times, passage.text, passage.words) or not parts.isdisjoint(times)


def _first(passage: Passage) -> tuple[int, int]:
    if not passage.sentences:  # signs without a word, an emoji
        return 0, len(passage.text.rstrip())
    return passage.sentences[0].start, passage.sentences[0].end
