"""What Slack's client checks before it submits a modal."""

import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import urlsplit

from playground.elements import HOLDINGS
from playground.things import Json, View

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")

REQUIRED = "This is a required field"


def errors_in(view: View) -> dict[str, str]:
    """Return a sentence for each input block that cannot be submitted, by block_id."""
    found = {}
    for block in view.blocks:
        if block["type"] == "input":
            element = block["element"]
            held = view.state.get(block["block_id"], {}).get(element["action_id"], {})
            value = held.get(HOLDINGS[element["type"]].value)
            sentence = _error(block, element, value)
            if sentence:
                found[block["block_id"]] = sentence
    return found


def _error(block: Json, element: Json, value: Any) -> str | None:
    if value in (None, "", [], {}):
        return None if block.get("optional") else REQUIRED
    check = _CHECKS.get(element["type"], _count_error)
    return check(element, value)


def _count_error(element: Json, value: Any) -> str | None:
    most = element.get("max_selected_items") or element.get("max_files")
    return f"Please choose no more than {most}" if most and len(value) > most else None


def _email_error(_element: Json, value: str) -> str | None:
    return None if _EMAIL.fullmatch(value) else "Please enter an email address"


def _length_error(element: Json, value: str) -> str | None:
    longest = element.get("max_length", 3000)
    if len(value) > longest:
        return f"Must be at most {longest} characters long"
    shortest = element.get("min_length", 0)
    if len(value) < shortest:
        return f"Must be at least {shortest} characters long"
    return None


def _number_error(element: Json, value: str) -> str | None:
    try:
        number = Decimal(value)
    except InvalidOperation:
        return "Please enter a number"
    if not number.is_finite() or (not element["is_decimal_allowed"] and number % 1):
        return "Please enter a whole number" if number.is_finite() else "Please enter a number"
    if element.get("min_value") is not None and number < Decimal(element["min_value"]):
        return f"Must be at least {element['min_value']}"
    if element.get("max_value") is not None and number > Decimal(element["max_value"]):
        return f"Must be at most {element['max_value']}"
    return None


def _url_error(_element: Json, value: str) -> str | None:
    parts = urlsplit(value)
    good = parts.scheme in ("http", "https") and bool(parts.netloc)
    return None if good else "Please enter a valid URL"


_CHECKS: dict[str, Callable[[Json, Any], str | None]] = {
    "plain_text_input": _length_error,
    "number_input": _number_error,
    "email_text_input": _email_error,
    "url_text_input": _url_error,
}
