"""Finding the entries of a list in a text, word by word: time grows with the text only."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from domain.readiness.text import Word, normal_words, touching


class Match(NamedTuple):
    """An entry that was found: the words `words[first:last]`."""

    first: int
    last: int
    entry: str


class Index(NamedTuple):
    """A list of phrases, ready to be looked for."""

    lengths: Mapping[str, tuple[int, ...]]
    """By first word: how many words entries have that begin with it, the longest first."""
    entries: Mapping[tuple[str, ...], str]


@lru_cache(maxsize=128)
def index_of(phrases: tuple[str, ...]) -> Index:
    """Prepare a list."""
    entries = {found: phrase for phrase in phrases if (found := normal_words(phrase))}
    lengths: defaultdict[str, set[int]] = defaultdict(set)
    for entry in entries:
        lengths[entry[0]].add(len(entry))
    ordered = {word: tuple(sorted(found, reverse=True)) for word, found in lengths.items()}
    return Index(ordered, entries)


def matches(
    phrases: tuple[str, ...], text: str, words: Sequence[Word], first: int = 0, last: int = -1
) -> Iterator[Match]:
    """Yield the longest entries found, left to right, none inside another."""
    index = index_of(phrases)
    end = len(words) if last < 0 else last
    place = first
    lengths = index.lengths
    for at in range(first, end):
        if at < place or words[at].normal not in lengths:
            continue
        found = _longest(index, text, words, at, end)
        if found:
            yield found
            place = found.last


def has(
    phrases: tuple[str, ...], text: str, words: Sequence[Word], first: int = 0, last: int = -1
) -> bool:
    """Say whether any entry is there."""
    return next(matches(phrases, text, words, first, last), None) is not None


def _longest(index: Index, text: str, words: Sequence[Word], place: int, end: int) -> Match | None:
    for length in index.lengths[words[place].normal]:
        stop = place + length
        if stop > end or not touching(text, words, place, stop):
            continue
        entry = index.entries.get(tuple(word.normal for word in words[place:stop]))
        if entry is not None:
            return Match(place, stop, entry)
    return None
