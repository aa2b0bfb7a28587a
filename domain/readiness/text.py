"""Words and sentences of a text, with where they stand in it. All of it takes linear time."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from domain.readiness.words import ABBREVIATIONS

_MARKS = (
    "\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u0610-\u061a\u064b-\u065f\u0670"
    "\u0900-\u0963\u0966-\u0dff\u0e31-\u0e4e\u200c\u200d"
)
"""Signs within a word that Python does not count as letters: vowels of many scripts."""

_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{_MARKS}]|['’‑-](?=[^\W_])|(?<=[0-9])[.,](?=[0-9]))*")
_END = re.compile(r"(?<![.!?…؟])[.!?…؟]+[\"'”’»)\]]*(?=\s|$)|[。！？।]+|\n+")
_OPENING = '“"‘«„¿¡(['
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_LETTER = re.compile(r"[^\W\d_]")
_BULLET = re.compile(r"[ \t]*(?:[-*•–·]|[0-9]{1,2}[.)])[ \t]+")


class Word(NamedTuple):
    """A word and its place."""

    start: int
    end: int
    text: str
    normal: str
    """Without case, and with one kind of apostrophe."""


class Sentence(NamedTuple):
    """A sentence and its place; its words are `words[first:last]` of the text's words."""

    start: int
    end: int
    first: int
    last: int


def normal(text: str) -> str:
    """Return a text as it is compared."""
    if text.isascii():
        return text.lower()
    return text.casefold().replace("’", "'").replace("‑", "-")


def words_of(text: str) -> list[Word]:
    """Return the words of a text in order."""
    return [
        Word(*found.span(), word := found.group(), normal(word)) for found in _WORD.finditer(text)
    ]


def normal_words(text: str) -> tuple[str, ...]:
    """Return the words of a text as they are compared."""
    return tuple(word.normal for word in words_of(text))


def sentences_of(text: str, words: Sequence[Word]) -> list[Sentence]:
    """Return the sentences that have words, in order. A line break ends a sentence."""
    starts = [word.start for word in words]
    found = []
    first = 0
    for end in [*_ends(text, words, starts), len(text)]:
        last = bisect_left(starts, end, lo=first)
        if last > first:
            start = _opened(text, words[first].start)
            stop = max(words[last - 1].end, min(end, len(text)))
            found.append(Sentence(start, _trimmed(text, start, stop), first, last))
            first = last
    return found


def _ends(text: str, words: Sequence[Word], starts: Sequence[int]) -> Iterator[int]:
    first = 0
    for found in _END.finditer(text):
        before = bisect_left(starts, found.start(), lo=first)
        if before == first:
            continue  # nothing was said since the last end
        if found.group() == "." and not _ends_here(text, words, first, before, found.end()):
            continue
        first = before
        yield found.end()


def _ends_here(text: str, words: Sequence[Word], first: int, before: int, end: int) -> bool:
    """Say whether a single point ends a sentence."""
    last = words[before - 1]
    if last.end != end - 1:
        return True
    following = text[end : end + 2].strip()[:1]
    return not (
        following.islower()
        or last.normal in ABBREVIATIONS
        or (len(last.text) == 1 and last.text.isupper())
        or (before - first == 1 and last.text.isdecimal())
    )


def _opened(text: str, start: int) -> int:
    """Take in the signs that open a sentence."""
    while start and text[start - 1] in _OPENING:
        start -= 1
    return start


def _trimmed(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def counts_words(text: str) -> bool:
    """Say whether the text parts its words with spaces, so that counting them means something."""
    if text.isascii():
        return True
    sample = text[:5000]
    return 2 * len(_UNSPACED.findall(sample)) < max(len(_LETTER.findall(sample)), 1)


def lines_of(text: str) -> Iterator[tuple[int, int, bool]]:
    """Yield each line that has words: its start (behind a bullet), its end, has it a bullet."""
    start = 0
    for line in text.split("\n"):
        mark = _BULLET.match(line)
        begin = start + (mark.end() if mark else 0)
        if line.strip():
            yield begin, _trimmed(text, begin, start + len(line)), mark is not None
        start += len(line) + 1


def touching(text: str, words: Sequence[Word], first: int, last: int) -> bool:
    """Say whether only spaces stand between the words `words[first:last]`."""
    return all(text[words[at].end : words[at + 1].start].isspace() for at in range(first, last - 1))
