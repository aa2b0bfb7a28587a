"""Pydantic's findings in Slack's words, with a JSON pointer to the fault."""

from typing import Any

from pydantic_core import ErrorDetails

_WORDS = {
    "string_type": "must provide a string",
    "bool_type": "must provide a boolean",
    "int_type": "must provide an integer",
    "list_type": "must provide an array",
    "dict_type": "must provide an object",
    "model_type": "must provide an object",
    "model_attributes_type": "must provide an object",
    "union_tag_not_found": "missing required field: type",
    "string_pattern_mismatch": "must match the format",
}


def with_pointer(words: str, pointer: str) -> str:
    """Return a fault as Slack writes it."""
    return f"{words} [json-pointer:{pointer}]"


def fault_of(error: ErrorDetails, content: Any, root: str) -> str:
    """Translate one of pydantic's findings in `content`, which stands at `root`."""
    path = _without_tags(error["loc"], content)
    kind, context = error["type"], error.get("ctx", {})
    last = str(path[-1]) if path else ""
    match kind:
        case "missing":
            words, path = f"missing required field: {last}", path[:-1]
        case "extra_forbidden":
            words, path = f"invalid additional property: {last}", path[:-1]
        case "string_too_long":
            words = f"must be less than {context['max_length'] + 1} characters"
        case "string_too_short":
            words = f"must be more than {context['min_length'] - 1} characters"
        case "too_long":
            words = f"no more than {context['max_length']} items allowed"
        case "too_short":
            words = f"no fewer than {context['min_length']} items allowed"
        case "union_tag_invalid":
            words, path = f"unsupported type: {context['tag']}", [*path, "type"]
        case "slack":
            words = str(context["sentence"])
        case _:
            words = _WORDS.get(kind, error["msg"])
    below = "".join(f"/{part}" for part in path)
    return with_pointer(words, f"{root}{below}{context.get('at', '')}")


def _without_tags(location: tuple[int | str, ...], content: Any) -> list[int | str]:
    """Return a location as a path through the content.

    Pydantic adds the type of every object it chose among several: that is no key, though it
    can be spelled like one, as in {"type": "text", "text": "…"}.
    """
    path: list[int | str] = []
    may_be_tag = True
    for part in location:
        if may_be_tag and isinstance(content, dict) and content.get("type") == part:
            may_be_tag = False
            continue
        path.append(part)
        content = _inside(content, part)
        may_be_tag = True
    return path


def _inside(content: Any, part: int | str) -> Any:
    try:
        return content[part]
    except (KeyError, IndexError, TypeError):
        return None
