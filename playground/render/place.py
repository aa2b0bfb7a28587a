"""Where blocks stand: on which surface, for whom, with what typed in."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from playground.elements import HOLDINGS
from playground.render.reader import Reader
from playground.things import Json

State = Mapping[str, Mapping[str, Json]]


@dataclass(frozen=True)
class Choice:
    """Something to choose."""

    value: str
    words: str
    detail: Json | None = None


@dataclass(frozen=True)
class Place:
    """A surface that blocks are drawn on."""

    reader: Reader
    key: str
    """Unlike every other surface's on the page: ids of fields begin with it."""
    state: State = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    found: Mapping[tuple[str, str], list[Json]] = field(default_factory=dict)
    """What external selects offered last, by (block_id, action_id)."""
    people: tuple[Choice, ...] = ()
    conversations: tuple[Choice, ...] = ()

    def held(self, block: Json, element: Json) -> Any:
        """Return what an element holds, None if that is nothing."""
        held = self.state.get(block["block_id"], {}).get(element["action_id"], {})
        return held.get(HOLDINGS[element["type"]].value)

    def field_id(self, block: Json, element: Json) -> str:
        """Return the id of a field in the page."""
        return f"{self.key}-{block['block_id']}-{element['action_id']}"


def marks(block: Json, element: Json, act: str) -> dict[str, Any]:
    """Return the attributes by which the page knows what was used, and what to ask before."""
    confirm = element.get("confirm")
    return {
        "data_act": act,
        "data_block": block["block_id"],
        "data_action": element["action_id"],
        "data_confirm": json.dumps(_plain_confirm(confirm)) if confirm else None,
    }


def _plain_confirm(confirm: Json) -> Json:
    """Return a confirm object as words; the page builds the question from them."""
    parts = ("title", "text", "confirm", "deny")
    told = {part: confirm[part]["text"] for part in parts if part in confirm}
    return told | {"style": confirm.get("style", "primary")}
