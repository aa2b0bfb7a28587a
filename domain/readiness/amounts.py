"""Numbers within a text, as people say them: `30 minutes`, `5 to 50 people`, `$1,500`."""

import re
from typing import NamedTuple

from domain.readiness.language import SMALL
from domain.readiness.model import Passage
from domain.readiness.text import Word
from domain.readiness.words import MONTHS, NUMBER_WORDS

YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_CURRENCY = "$€£¥₹"
_SIGNS = "%‰°"
_MONTHS = frozenset(MONTHS) | {month[:3] for month in MONTHS}
_STEP = 2
_NOUN_WORDS = 2
_PLURALS = frozenset(["people", "children", "men", "women", "data", "feedback"])
_UNITS = frozenset(
    [
        "second",
        "minute",
        "hour",
        "day",
        "week",
        "month",
        "year",
        "percent",
        "euro",
        "dollar",
        "cent",
    ]
)
_SHARES = frozenset(["percent", "percentage", "times", "fold"])


class Amount(NamedTuple):
    """A number with what it counts: the words `words[first:last]`, the characters start to end."""

    start: int
    end: int
    first: int
    last: int


def is_number(word: Word) -> bool:
    """Say whether a word is a number: `30`, `2.5x`, `thirty`; a name such as `B2B` is none."""
    return word.text[0].isdigit() or word.normal in NUMBER_WORDS


def amounts(passage: Passage, first: int = 0, last: int | None = None) -> list[Amount]:
    """Return the numbers that claim something: no years, dates or marks of a list."""
    found: list[Amount] = []
    words = passage.words
    end = len(words) if last is None else last
    place = first
    while place < end:
        if not is_number(words[place]) or _is_mark(passage, place) or _is_date(passage, place):
            place += 1
            continue
        found.append(_amount(passage, place, end))
        place = found[-1].last
    return found


def is_share(passage: Passage, amount: Amount) -> bool:
    """Say whether an amount is a share or a multiple: the kind of number that needs a source."""
    phrase = passage.text[amount.start : amount.end]
    spoken = {word.normal for word in passage.words[amount.first : amount.last]}
    return "%" in phrase or bool(spoken & _SHARES) or phrase[-1] in "x×"


def _amount(passage: Passage, first: int, end: int) -> Amount:
    """Take in a range, the sign before and the thing counted after."""
    text, words = passage.text, passage.words
    last = first + 1
    while last < end and is_number(words[last]) and _close(text, words[last - 1], words[last]):
        last += 1  # "two million"
    if _ranges(text, words, last, end):
        last += 2 if words[last].normal in ("to", "in", "of") else 1
    start = words[first].start
    start -= 1 if start and text[start - 1] in _CURRENCY else 0
    stop = words[last - 1].end
    if text[stop : stop + 1] and text[stop] in _SIGNS:
        return Amount(start, stop + 1, first, last)
    counted = _counted(passage, last, end)
    return Amount(start, words[counted - 1].end, first, counted)


def _ranges(text: str, words: list[Word], last: int, end: int) -> bool:
    if last >= end:
        return False
    if words[last].normal in ("to", "in", "of"):
        return last + 1 < end and is_number(words[last + 1])
    between = text[words[last - 1].end : words[last].start].strip()
    return between in ("–", "—", "-") and is_number(words[last])


def _close(text: str, word: Word, following: Word) -> bool:
    return text[word.end : following.start] in (" ", "-", "\u00a0")


def _counted(passage: Passage, last: int, end: int) -> int:
    """Return the place behind what is counted: "hours", "time zones"; `last` if nothing is."""
    for stop in range(last + 1, min(last + _NOUN_WORDS, end) + 1):
        before, word = passage.words[stop - 2], passage.words[stop - 1]
        if not _close(passage.text, before, word) or not _is_noun(word):
            return last
        if is_plural(word) or not passage.english or (stop == last + 1 and word.normal in _UNITS):
            return stop
    return last


def _is_noun(word: Word) -> bool:
    return word.text.replace("-", "").isalpha() and word.normal not in SMALL


def is_plural(word: Word) -> bool:
    """Say whether an English word looks like things that can be counted."""
    return word.normal in _PLURALS or (word.normal.endswith("s") and not word.normal.endswith("ss"))


def _is_date(passage: Passage, place: int) -> bool:
    words = passage.words
    if YEAR.fullmatch(words[place].text):
        return True
    beside = words[max(place - 1, 0) : place + _STEP]
    return words[place].text[0].isdigit() and any(word.normal in _MONTHS for word in beside)


def _is_mark(passage: Passage, place: int) -> bool:
    """Say whether a number counts the lines of a list: "2. Hold your next meeting"."""
    word = passage.words[place]
    if not word.text.isdecimal() or passage.text[word.end : word.end + 1] not in (".", ")"):
        return False
    start = word.start
    while start and passage.text[start - 1] in " \t":
        start -= 1
    return start == 0 or passage.text[start - 1] in ".!?:;\n("
