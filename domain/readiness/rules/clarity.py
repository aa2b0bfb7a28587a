"""Sentences: long ones, passive ones, verbs hidden in nouns, and what is said twice."""

from collections.abc import Iterator

from domain.readiness.model import Book, Hit, Passage, Severity, Writing
from domain.readiness.rules.sources import PLAIN
from domain.readiness.text import Sentence, Word, counts_words, touching
from domain.readiness.words import listed

BOOK: Book[Writing] = Book()

_BE = frozenset(["is", "are", "was", "were", "be", "been", "being", "get", "gets", "got"])
_BETWEEN = frozenset(
    listed("""
    not, never, also, always, often, then, now, still, only, already, both, all, just, either
""")
)
_BETWEEN_WORDS = 2
_IRREGULAR = frozenset(
    listed("""
    done, made, given, taken, written, seen, known, shown, found, held, kept, left, lost,
    paid, sent, sold, spent, told, built, bought, brought, caught, chosen, driven, drawn,
    forgotten, hidden, read, run, said, set, put, cut, taught, thought, thrown, understood,
    won, worn, broken, spoken, stolen, born, begun, grown, led, met, shut
""")
)
_NO_PARTICIPLES = frozenset(
    listed("""
    left, closed, allowed, need, indeed, speed, hundred, red, bed, feed, seed, exceed, proceed,
    succeed, excited, interested, tired, pleased, delighted, thrilled, supposed, used, based,
    located, dedicated, committed, experienced, worried, concerned, married, retired, advanced,
    limited
""")
)
_NOUN_ENDINGS = ("tion", "sion", "ment", "ance", "ence")
_NO_HIDDEN_VERBS = frozenset(
    listed("""
    location, generation, station, nation, edition, position, section, version, question,
    moment, department, document, element, segment, environment, apartment, instrument,
    distance, instance, sentence, audience, conference, evidence, experience, absence,
    presence, silence, essence, science, fragment, government, foundation, combination,
    population, organization, organisation, corporation, association, occupation, solution,
    institution, constitution, condition, tradition, addition, cement, balance, chance,
    chance, glance, difference, sequence, consequence, influence, importance, mission, session,
    pension, dimension, television, cushion, direction,
    mention, option, portion, caption, function, fraction, action, transaction, collection,
    selection, fashion
""")
)
_LEAST_SENTENCE = 3
_LEAST_PARTICIPLE = 4


@BOOK.rule(
    "long-sentence",
    "A long sentence",
    Severity.HINT,
    summary="a shorter sentence",
    why="Past 25 words readers begin again at the front.",
    fix="Cut it in two where it says “and”, “which” or “;”.",
    source=PLAIN,
    example=(
        "solution",
        (
            "You invite TeamSync to one meeting and after the call it sends the notes to all those "
            "who were in it and to all those who could not come because they were in another one."
        ),
        "You invite TeamSync to one meeting. After the call it sends the notes to everyone.",
    ),
)
def long_sentence(writing: Writing) -> Iterator[Hit]:
    """Count words, patiently in quotes; long ones are weak where they are a share of all."""
    limits = writing.lexicon.thresholds
    spoken = [
        (passage, sentence)
        for passage in writing.passages
        if passage.prose and passage.english and counts_words(passage.text)
        for sentence in passage.sentences
        if _length(sentence) >= _LEAST_SENTENCE
    ]
    long = sum(_length(sentence) > limits.long_sentence for _, sentence in spoken)
    frequent = long > limits.long_share * len(spoken)
    for passage, sentence in spoken:
        count = _length(sentence)
        most = limits.long_sentence if passage.spoken else limits.longish_sentence
        if count > most:
            weak = frequent and count > limits.long_sentence
            severity = Severity.WEAK if weak else Severity.HINT
            summary = f"{count} words in a sentence"
            yield Hit(passage, sentence.start, sentence.end, severity=severity, summary=summary)


def _length(sentence: Sentence) -> int:
    return sentence.last - sentence.first


@BOOK.rule(
    "passive",
    "A sentence without a person",
    Severity.HINT,
    summary="passive, “{phrase}”",
    why="A sentence with a person in it is easier to believe.",
    fix="Say who does it.",
    source=PLAIN,
    example=(
        "problem",
        "Decisions are remembered in 2 ways (our survey), by hand.",
        "Alice and Bob remember 2 decisions (our survey), by hand.",
    ),
)
def passive(writing: Writing) -> Iterator[Hit]:
    """Find a form of "be" before a participle; a section with a good share has one finding."""
    share = writing.lexicon.thresholds.passive_share
    for passage in writing.passages:
        if not passage.prose or passage.spoken or not passage.english:
            continue
        found = list(passives_in(passage))
        if len(found) > share * len(passage.sentences):
            start, end = found[0]
            more = f" and {len(found) - 1} more" if found[1:] else ""
            yield Hit(passage, start, end, summary=f"passive, “{{phrase}}”{more}")


def passives_in(passage: Passage) -> Iterator[tuple[int, int]]:
    """Yield where passives begin and end."""
    words = passage.words
    for sentence in passage.sentences:
        for at in range(sentence.first, sentence.last - 1):
            if words[at].normal not in _BE:
                continue
            last = _participle(words, at + 1, sentence.last)
            if last and touching(passage.text, words, at, last):
                yield words[at].start, words[last - 1].end


def _participle(words: list[Word], first: int, end: int) -> int:
    """Return the place behind the participle, over at most two adverbs; 0 if there is none."""
    for place in range(first, min(first + _BETWEEN_WORDS + 1, end)):
        word = words[place].normal
        if word in _IRREGULAR or (
            word.endswith("ed") and len(word) > _LEAST_PARTICIPLE and word not in _NO_PARTICIPLES
        ):
            return place + 1
        if not word.endswith("ly") and word not in _BETWEEN:
            return 0
    return 0


@BOOK.rule(
    "nominalisation",
    "A verb is hidden in a noun",
    Severity.HINT,
    summary="the verb in “{phrase}”",
    why="Verbs say who does what; nouns hide it.",
    fix="Use the verb: “to record meetings”, not “the recording of meetings”.",
    source=PLAIN,
    example=(
        "solution",
        "You save time through the transcription of each call.",
        "You save time because TeamSync transcribes each call.",
    ),
)
def nominalisation(writing: Writing) -> Iterator[Hit]:
    """Find "the …ation of"."""
    for passage in writing.passages:
        if not passage.prose or passage.spoken or not passage.english:
            continue
        words = passage.words
        for at in range(len(words) - 2):
            noun = words[at + 1].normal
            if (
                words[at].normal in ("the", "a", "an")
                and words[at + 2].normal == "of"
                and noun.endswith(_NOUN_ENDINGS)
                and noun not in _NO_HIDDEN_VERBS
                and touching(passage.text, words, at, at + 3)
            ):
                yield Hit(passage, words[at].start, words[at + 2].end)


@BOOK.rule(
    "repeated",
    "The same words stand in two sections",
    Severity.HINT,
    summary="said before: “{phrase}”",
    why="A fact that is told twice gets half the attention, and one of the two grows old.",
    fix="Keep it where it matters most.",
    source=PLAIN,
    example=(
        "solution",
        "Today somebody writes notes by hand for 30 minutes; you invite TeamSync.",
        "You invite TeamSync once, and the notes come by themselves.",
    ),
    english=False,
)
def repeated(writing: Writing) -> Iterator[Hit]:
    """Find runs of words that an earlier section has, too."""
    size = writing.lexicon.thresholds.repeated_words
    first_in: dict[tuple[str, ...], str] = {}
    for passage in writing.passages:
        if not passage.prose or not counts_words(passage.text):
            continue
        words = [word.normal for word in passage.words]
        start = end = -1
        for at in range(len(words) - size + 1):
            run = tuple(words[at : at + size])
            if first_in.setdefault(run, passage.section) == passage.section:
                continue
            if at >= end:
                yield from _run(passage, start, end)
                start = at
            end = at + size
        yield from _run(passage, start, end)


def _run(passage: Passage, first: int, last: int) -> Iterator[Hit]:
    if first >= 0:
        yield Hit(passage, passage.words[first].start, passage.words[last - 1].end)
