"""Words without their endings, so that "meetings" meets "meeting"."""

from collections.abc import Iterable

from domain.readiness.text import normal

_ENDINGS = ("ing", "ies", "ied", "ed", "es", "s", "e", "y")
_LEAST = 3


def stem(word: str) -> str:
    """Return a word without its ending; rough, and the same for each of its forms."""
    found = normal(word).removesuffix("'s")
    for ending in _ENDINGS:
        if found.endswith(ending) and len(found) - len(ending) >= _LEAST:
            found = found.removesuffix(ending)
            break
    doubled = len(found) > _LEAST and found[-1] == found[-2] and found[-1] not in "ls"
    return found[:-1] if doubled else found


def stems_of(words: Iterable[str]) -> set[str]:
    """Return the stems of words."""
    return {stem(word) for word in words}
