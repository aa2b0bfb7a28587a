"""Which way words run."""

from unicodedata import bidirectional


def is_right_to_left(words: str) -> bool:
    """Say whether the first letter of the words belongs to a script that runs right to left."""
    for sign in words:
        kind = bidirectional(sign)
        if kind in ("R", "AL"):
            return True
        if kind == "L":
            return False
    return False
