"""Numbers as people type and read them: exact decimals, never floats."""

import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal

from domain.errors import Refusal

MOST_DIGITS = 15
"""Digits before the decimal point: a spreadsheet keeps no more."""

MOST_DECIMALS = 6

_PLAIN = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_MEANT = re.compile(r"([+-]?)([0-9][0-9.,]*)([kKmM]?)")
_SIGNS = {"−": "-", "٫": ".", "٬": ",", "٪": "%"}
_WIDE = range(0xFF01, 0xFF5F)
"""The signs of ASCII as they are typed in East Asia: １ ． － ％."""
_THOUSANDS = {"k": 3, "m": 6}
_SPACES = re.compile(r"[\s'’_]")
_EXPONENT = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?[eE][+-]?[0-9]+")
_QUOTED = 30


def parse_number(
    typed: str, *, decimals: int = MOST_DECIMALS, unit: str = "", field: str | None = None
) -> Decimal:
    """Read a typed number; Refusal says in one sentence what to write instead.

    A percent sign is taken only where the unit is percent. Nothing is rounded.
    """
    words = _plain_signs(typed).strip()
    if not words:
        raise Refusal("Write a number, for example 12.5.", field=field)
    plain = words.removesuffix("%").rstrip() if unit.strip() == "%" else words
    if not _PLAIN.fullmatch(plain):
        raise Refusal(_not_a_number(typed.strip(), _guesses(words)), field=field)
    value = Decimal(plain)
    if value.adjusted() >= MOST_DIGITS:
        sentence = f"“{_quoted(words)}” is too long: {MOST_DIGITS} digits fit. Use a larger unit."
        raise Refusal(sentence, field=field)
    value = value.normalize() + 0  # "007.50" is 7.5, and "-0" is 0
    if -int(value.as_tuple().exponent) > decimals:
        sentence = (
            f"“{_quoted(words)}” is finer than {_decimals(decimals)}. "
            f"Write {plain_number(rounded(value, decimals))}."
        )
        raise Refusal(sentence, field=field)
    return value


def _plain_signs(typed: str) -> str:
    """Return what was typed with the digits and marks of any script as ASCII has them.

    What nobody sees goes: marks of direction and joiners, as they come with copied numbers.
    """
    return "".join(map(_plain_sign, typed))


def _plain_sign(sign: str) -> str:
    if sign.isascii():
        return sign
    if sign in _SIGNS:
        return _SIGNS[sign]
    if _WIDE[0] <= ord(sign) <= _WIDE[-1]:
        return chr(ord(sign) - _WIDE[0] + ord("!"))
    if unicodedata.category(sign) == "Cf":
        return ""
    digit = unicodedata.decimal(sign, None)
    return sign if digit is None else str(digit)


def rounded(value: Decimal, decimals: int) -> Decimal:
    """Round half away from zero, as people do."""
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def plain_number(value: Decimal) -> str:
    """Return a number as it can be typed back: `1500`, `-0.5`; never an exponent."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def shown(value: Decimal, *, decimals: int, unit: str = "") -> str:
    """Return a number for people: `1,500 minutes`, `74%`, `-3.5`; zeros after the point go."""
    text = format(rounded(value, decimals), ",f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    text = "0" if text == "-0" else text
    unit = unit.strip()
    if not unit:
        return text
    if unit in {"$", "€", "£", "¥"}:
        return f"-{unit}{text[1:]}" if text.startswith("-") else f"{unit}{text}"
    return f"{text}%" if unit == "%" else f"{text} {unit}"


def _decimals(count: int) -> str:
    return {0: "whole numbers", 1: "one decimal"}.get(count, f"{count} decimals")


def _quoted(words: str) -> str:
    return words if len(words) <= _QUOTED else f"{words[: _QUOTED - 1]}…"


def _not_a_number(words: str, guesses: list[str]) -> str:
    advice = " or ".join(guesses) if guesses else "digits and a point, for example 12.5"
    verb = "can be read in two ways" if len(guesses) > 1 else "is not a number"
    return f"“{_quoted(words)}” {verb}. Write {advice}."


def _guesses(words: str) -> list[str]:
    """Return what the person may have meant, as it can be typed."""
    if _EXPONENT.fullmatch(words):
        value = Decimal(words)
        fits = abs(value.adjusted()) < MOST_DIGITS
        return [plain_number(value)] if fits else []
    match = _MEANT.fullmatch(_SPACES.sub("", words).removesuffix("%"))
    if match is None:
        return []
    sign, digits, suffix = match.groups()
    moved = _THOUSANDS.get(suffix.lower(), 0)
    read = [
        Decimal(f"{sign}{text}").scaleb(moved) for text in readings(digits, shortened=bool(moved))
    ]
    return [plain_number(value) for value in dict.fromkeys(read) if value.adjusted() < MOST_DIGITS]


def readings(digits: str, *, shortened: bool = False) -> list[str]:
    """Read points and commas as the thousands or the decimal mark they can be.

    `shortened` is of `1,5k`, in which a comma groups nothing. What can be no number is empty.
    """
    point, comma = digits.rfind("."), digits.rfind(",")
    if point >= 0 and comma >= 0:
        mark, other = (".", ",") if point > comma else (",", ".")
        if digits.count(mark) > 1:
            return []
        return [digits.replace(other, "").replace(mark, ".").rstrip(".")]
    mark = "." if point >= 0 else ","
    groups = digits.split(mark)
    if len(groups) == 1 or groups[-1] == "":
        return [groups[0]] if len(groups) <= 2 else []  # noqa: PLR2004
    thousands = all(len(group) == 3 for group in groups[1:]) and len(groups[0]) <= 3  # noqa: PLR2004
    if len(groups) > 2:  # noqa: PLR2004  (two marks of one kind can only group)
        return ["".join(groups)] if thousands else []
    decimal = ".".join(groups)
    both = thousands and not shortened and groups[0] != "0" and mark == ","
    return ["".join(groups), decimal] if both else [decimal]
