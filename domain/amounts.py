"""What the numbers of a sentence say: their values, and what they count."""

import re
from collections.abc import Iterator
from decimal import Decimal

from domain.numbers import readings
from domain.readiness.rules.stems import stem

_ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDS = {
    **{word: Decimal(number) for number, word in enumerate(_ONES)},
    **{word: Decimal(number) for number, word in zip(range(20, 100, 10), _TENS, strict=True)},
    "dozen": Decimal(12),
}
_SCALES = {
    "hundred": Decimal(100),
    "thousand": Decimal(1000),
    "million": Decimal(10**6),
    "billion": Decimal(10**9),
    "k": Decimal(1000),
    "m": Decimal(10**6),
    "bn": Decimal(10**9),
}
_SAME = {
    "%": "percent",
    "€": "euro",
    "eur": "euro",
    "$": "dollar",
    "usd": "dollar",
    "£": "pound",
    "gbp": "pound",
    "sec": "second",
    "s": "second",
    "min": "minute",
    "mins": "minute",
    "h": "hour",
    "hr": "hour",
    "hrs": "hour",
}
"""What people write shorter, by what it means."""
_NOTHING = frozenset(["to", "in", "of", "per", "a", "an", "the", "each", "every", "and", "or"])
_TOKEN = re.compile(r"[0-9][0-9.,]*|[^\W\d_]+|[%€$£]")


def values_in(words: str) -> set[Decimal]:
    """Return the values that words can mean: `1,500` may be 1500 or 1.5, `5 to 50` is two."""
    found: set[Decimal] = set()
    for group in _groups(words):
        found |= group
    return found


def _groups(words: str) -> Iterator[set[Decimal]]:
    """Yield what each number of some words can mean."""
    current: set[Decimal] = set()
    for token in _TOKEN.findall(words.casefold()):
        if token in _SCALES and current:
            current = {value * _SCALES[token] for value in current}
        elif token in _WORDS and current and all(value in _ROUND for value in current):
            current = {value + _WORDS[token] for value in current}  # "twenty-five"
        else:
            yield current
            current = {_WORDS[token]} if token in _WORDS else set()
            if token[0].isdecimal():
                current = {Decimal(read) for read in readings(token)}
    yield current


_ROUND = frozenset(_WORDS[word] for word in _TENS)


def counted_in(words: str) -> set[str]:
    """Return the stems of what is counted in words that hold numbers: of `30 minutes`, `minute`."""
    tokens = (token for token in _TOKEN.findall(words.casefold()) if not token[0].isdecimal())
    things = [t for t in tokens if t not in _WORDS and t not in _SCALES and t not in _NOTHING]
    return {stem(_SAME.get(thing, thing)) for thing in things}
