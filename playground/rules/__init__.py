"""What Slack refuses: every limit of slack.md, each fault with a JSON pointer.

A fault reads as Slack writes it, without its "[ERROR]":
`must be less than 151 characters [json-pointer:/blocks/0/text/text]`.
"""

import json
from typing import Any

from pydantic import TypeAdapter, ValidationError

from playground.rules.blocks import MESSAGE_BLOCKS, Surface, cross_faults
from playground.rules.pointers import fault_of, with_pointer
from playground.rules.views import VIEWS

__all__ = [
    "MESSAGE_CHARACTERS",
    "Surface",
    "check_blocks",
    "check_metadata",
    "check_view",
    "words_in",
]

MESSAGE_CHARACTERS = 13_200
"""Over all blocks of a message; measured, not documented."""

_METADATA_BYTES = 8_000


def check_blocks(blocks: Any, surface: Surface) -> list[str]:
    """Return the faults in a message's blocks."""
    faults = _faults(MESSAGE_BLOCKS, blocks, "/blocks")
    return faults or _cross(blocks, surface, "/blocks")


def check_view(view: Any, kind: str) -> list[str]:
    """Return the faults in a view; `kind` is what is wanted here, "modal" or "home"."""
    faults = _faults(VIEWS[kind], view, "/view")
    if faults:
        return faults
    faults = _cross(view["blocks"], "modal" if kind == "modal" else "home", "/view/blocks")
    has_input = any(block["type"] == "input" for block in view["blocks"])
    if kind == "modal" and has_input and not view.get("submit"):
        faults.append(with_pointer("submit is required when there is an input block", "/view"))
    return faults


def check_metadata(metadata: Any) -> list[str]:
    """Return the faults in a message's metadata."""
    if metadata in (None, {}):
        return []
    pointer = "/metadata"
    if not isinstance(metadata, dict):
        return [with_pointer("must provide an object", pointer)]
    if not metadata.get("event_type") or not isinstance(metadata["event_type"], str):
        return [with_pointer("missing required field: event_type", pointer)]
    if not isinstance(metadata.get("event_payload"), dict):
        return [with_pointer("missing required field: event_payload", pointer)]
    if len(json.dumps(metadata).encode()) > _METADATA_BYTES:
        return [with_pointer("metadata is too large", pointer)]
    return []


def words_in(content: Any) -> int:
    """Count the characters that blocks show."""
    if isinstance(content, list):
        return sum(words_in(part) for part in content)
    if not isinstance(content, dict):
        return 0
    own = content.get("text")
    count = len(own) if isinstance(own, str) else 0
    return count + sum(words_in(part) for part in content.values())


def _faults(adapter: TypeAdapter[Any], content: Any, root: str) -> list[str]:
    try:
        adapter.validate_python(content)
    except ValidationError as found:
        return [
            fault_of(error, content, root)
            for error in found.errors(include_url=False, include_input=False)
        ]
    return []


def _cross(blocks: list[dict[str, Any]], surface: Surface, root: str) -> list[str]:
    return [with_pointer(words, root + at) for words, at in cross_faults(blocks, surface)]
