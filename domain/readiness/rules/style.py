"""Words that weaken any text: hype, wordy phrases, hedges, acronyms, placeholders of thought."""

from collections.abc import Iterator

from domain.readiness.model import Book, Hit, Passage, Severity, Writing
from domain.readiness.phrases import Match, matches
from domain.readiness.rules.sources import NARRATIVE, OUTLINE, PLAIN
from domain.readiness.text import Word, normal_words

BOOK: Book[Writing] = Book()
_LEAST_LETTERS, _MOST_LETTERS = 2, 6


@BOOK.rule(
    "hype",
    "Hype",
    Severity.HINT,
    why="Praise from the seller proves nothing, and the reader stops believing the rest.",
    fix="Say what it does that deserves the word, and drop the word.",
    summary="a fact, not “{phrase}”",
    source=OUTLINE,
    example=(
        "solution",
        "You get revolutionary notes after each call.",
        "You get the notes five minutes after each call.",
    ),
)
def hype(writing: Writing) -> Iterator[Hit]:
    """Count hype words in the document: several are weak; with too many, credibility is missing."""
    found = [
        (passage, match)
        for passage in writing.passages
        if passage.prose and passage.english
        for match in matches(writing.lexicon.hype, passage.text, passage.words)
    ]
    limits = writing.lexicon.thresholds
    severity = Severity.WEAK if len(found) > limits.hype_weak else Severity.HINT
    lost = len(found) > limits.hype_missing
    for at, (passage, match) in enumerate(found):
        place = _place(passage, match)
        if lost and at == 0:
            summary = f"credibility, after {len(found)} words such as “{{phrase}}”"
            yield Hit(passage, *place, severity=Severity.MISSING, summary=summary)
        else:
            yield Hit(passage, *place, severity=severity)


@BOOK.rule(
    "wordy",
    "A wordy phrase",
    Severity.HINT,
    summary="shorter than “{phrase}”",
    why="Short words are read faster and believed sooner.",
    fix="Use the short form.",
    source=PLAIN,
    example=(
        "solution",
        "You invite TeamSync in order to get the notes.",
        "You invite TeamSync to get the notes.",
    ),
)
def wordy(writing: Writing) -> Iterator[Hit]:
    """Find wordy phrases and name their short form."""
    short = {normal_words(long): short for long, short in writing.lexicon.wordy}
    entries = tuple(long for long, _ in writing.lexicon.wordy)
    for passage in _prose(writing):
        for found in matches(entries, passage.text, passage.words):
            start, end = _place(passage, found)
            better = short[normal_words(found.entry)]
            phrase = " ".join(passage.text[start:end].split())
            summary = f"“{better}”, not “{phrase}”"
            yield Hit(passage, start, end, summary=summary, fix=f"Write “{better}”.")


@BOOK.rule(
    "hedges",
    "Two hedges in one claim",
    Severity.WEAK,
    summary="one hedge, not “{phrase}”",
    why="One hedge is honest; two say that nobody knows.",
    fix="Keep one, or say what the claim depends on.",
    source=NARRATIVE,
    example=(
        "solution",
        "You may possibly get the notes after each call.",
        "You may get the notes after each call.",
    ),
)
def hedges(writing: Writing) -> Iterator[Hit]:
    """Count the hedges of each sentence."""
    most = writing.lexicon.thresholds.hedges
    for passage in _prose(writing):
        for sentence in passage.sentences:
            place = (sentence.first, sentence.last)
            found = list(matches(writing.lexicon.hedges, passage.text, passage.words, *place))
            if len(found) > most:
                start, end = _place(passage, found[0])[0], _place(passage, found[-1])[1]
                yield Hit(passage, start, end)


@BOOK.rule(
    "acronym",
    "An acronym is not expanded",
    Severity.HINT,
    summary="what “{phrase}” stands for",
    why="A reader who has to guess it feels that the text is for somebody else.",
    fix="Write it out at its first use, with the acronym in brackets; or leave it out.",
    source=PLAIN,
    example=(
        "solution",
        "You get the notes in your CRM after each call.",
        "You get the notes in your customer list (CRM) after each call.",
    ),
)
def acronym(writing: Writing) -> Iterator[Hit]:
    """Look at the first use of each acronym that not everybody knows."""
    lists = writing.lexicon
    known = {normal_words(entry) for entry in (*lists.known_acronyms, *lists.placeholders)}
    seen: set[str] = set()
    for passage in writing.passages:
        for word in passage.words:
            letters = word.text.removesuffix("s")
            if not _is_acronym(letters) or letters in seen or _joined(passage.text, word):
                continue
            seen.add(letters)
            common = normal_words(letters) in known or normal_words(word.text) in known
            if not common and not _expanded(passage.text, word) and not _shouts(passage):
                yield Hit(passage, word.start, word.end)


def _joined(text: str, word: Word) -> bool:
    """Say whether it is half of a name such as "AT&T"."""
    return "&" in (text[word.start - 1 : word.start], text[word.end : word.end + 1])


def _is_acronym(letters: str) -> bool:
    return (
        letters.isupper()
        and _LEAST_LETTERS <= len(letters) <= _MOST_LETTERS
        and letters.isascii()
        and letters.isalpha()
    )


def _expanded(text: str, word: Word) -> bool:
    """Say whether it stands in brackets behind its words, or its words behind it."""
    return text[word.start - 1 : word.start] == "(" or text[word.end :].startswith(" (")


def _shouts(passage: Passage) -> bool:
    return 2 * sum(word.text.isupper() for word in passage.words) > len(passage.words)


def _prose(writing: Writing) -> Iterator[Passage]:
    return (passage for passage in writing.passages if passage.prose and not passage.spoken)


def _place(passage: Passage, found: Match) -> tuple[int, int]:
    return passage.words[found.first].start, passage.words[found.last - 1].end
