"""What people mean by their words when they choose: an option, a person, a channel, a file."""

from collections.abc import Mapping
from typing import Any

from playground.refusals import Impossible
from playground.shapes import file_json
from playground.things import Json
from playground.world import World


def meant(world: World, element: Json, value: Any) -> Any:
    """Return what an element is to hold for a value said in words, or for a list of them.

    Raises Impossible for an option that is not offered, KeyError for somebody unknown.
    """
    if isinstance(value, (list, tuple)):
        return [meant(world, element, item) for item in value]
    if value is None or isinstance(value, Mapping):
        return value
    kind = str(element["type"])
    if kind.endswith("users_select"):
        return world.person(value).id
    if kind.endswith(("conversations_select", "channels_select")):
        return world.channel(value).id
    if kind == "file_input":
        return file_json(world.files[value])
    return _option(element, value)


def _option(element: Json, value: Any) -> Any:
    offered = list(element.get("options", []))
    for group in element.get("option_groups", []):
        offered += group["options"]
    for option in offered:
        if value in (option["value"], option["text"]["text"]):
            return option
    if offered:
        raise Impossible(f"{value} is not offered in {element['action_id']}.")
    return value
