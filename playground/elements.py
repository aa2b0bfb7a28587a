"""What people can type into and choose from: Block Kit's elements and their values."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any, NamedTuple

from playground.things import Json

State = dict[str, dict[str, Json]]
"""block_id → action_id → value, as Slack sends it in `state.values`."""


class Holding(NamedTuple):
    """Where an element keeps its value, and where it says what that is at first."""

    value: str
    initial: str
    many: bool = False


_OPTION = Holding("selected_option", "initial_option")
_OPTIONS = Holding("selected_options", "initial_options", many=True)
_TYPED = Holding("value", "initial_value")

HOLDINGS = {
    "plain_text_input": _TYPED,
    "number_input": _TYPED,
    "email_text_input": _TYPED,
    "url_text_input": _TYPED,
    "rich_text_input": Holding("rich_text_value", "initial_value"),
    "static_select": _OPTION,
    "external_select": _OPTION,
    "radio_buttons": _OPTION,
    "checkboxes": _OPTIONS,
    "multi_static_select": _OPTIONS,
    "multi_external_select": _OPTIONS,
    "users_select": Holding("selected_user", "initial_user"),
    "multi_users_select": Holding("selected_users", "initial_users", many=True),
    "conversations_select": Holding("selected_conversation", "initial_conversation"),
    "multi_conversations_select": Holding(
        "selected_conversations", "initial_conversations", many=True
    ),
    "channels_select": Holding("selected_channel", "initial_channel"),
    "multi_channels_select": Holding("selected_channels", "initial_channels", many=True),
    "datepicker": Holding("selected_date", "initial_date"),
    "timepicker": Holding("selected_time", "initial_time"),
    "datetimepicker": Holding("selected_date_time", "initial_date_time"),
    "file_input": Holding("files", "initial_files", many=True),
}
"""By element type; buttons and overflow menus hold nothing."""


def elements_of(block: Json) -> Iterator[Json]:
    """Yield the interactive elements of a block."""
    kind = block.get("type")
    if kind == "input":
        yield block["element"]
    elif kind == "section" and block.get("accessory", {}).get("type") != "image":
        if block.get("accessory"):
            yield block["accessory"]
    elif kind == "actions":
        yield from block.get("elements", [])


def with_ids(blocks: list[Json], new_id: Any) -> list[Json]:
    """Return the blocks as Slack keeps them: every block and element has an id."""
    kept = deepcopy(blocks)
    for block in kept:
        block.setdefault("block_id", new_id("b"))
        for element in elements_of(block):
            element.setdefault("action_id", new_id("a"))
    return kept


def find(blocks: list[Json], block_id: str, action_id: str) -> tuple[Json, Json] | None:
    """Return the block and the element with these ids."""
    for block in blocks:
        if block.get("block_id") == block_id:
            for element in elements_of(block):
                if element.get("action_id") == action_id:
                    return block, element
    return None


def dispatches(block: Json) -> bool:
    """Whether the app hears at once when somebody uses an element of the block."""
    return block.get("type") != "input" or bool(block.get("dispatch_action"))


def value_of(element: Json, value: Any) -> Json:
    """Return a value as `state.values` holds it."""
    holding = HOLDINGS[element["type"]]
    if holding.many and value is None:
        value = []
    return {"type": element["type"], holding.value: value}


def first_state(
    blocks: list[Json], typed: State | None = None, channel: str | None = None
) -> State:
    """Return the state that blocks begin with; what was typed before under the same ids stays.

    `channel` is the current conversation, for selects that begin with that.
    """
    state: State = {}
    for block in blocks:
        for element in elements_of(block):
            holding = HOLDINGS.get(element["type"])
            if holding is None:
                continue
            before = (typed or {}).get(block["block_id"], {}).get(element["action_id"])
            if before is None or before["type"] != element["type"]:
                before = value_of(element, _initial(element, holding, channel))
            state.setdefault(block["block_id"], {})[element["action_id"]] = before
    return state


def _initial(element: Json, holding: Holding, channel: str | None) -> Any:
    initial = deepcopy(element.get(holding.initial))
    if initial is None and channel and element.get("default_to_current_conversation"):
        return [channel] if holding.many else channel
    return initial
