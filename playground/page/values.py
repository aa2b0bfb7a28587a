"""What the page's fields send, as Block Kit's elements hold it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from playground.elements import HOLDINGS
from playground.refusals import Impossible
from playground.render.fields import text_as_rich
from playground.shapes import file_json
from playground.things import Json
from playground.world import World

_OPTION_VALUES = ("selected_option", "selected_options")


def held_value(  # noqa: PLR0911  (one answer for each kind of element)
    element: Json, raw: Any, *, world: World, zone: ZoneInfo, found: Sequence[Json] = ()
) -> Any:
    """Return the value of an element for what a field sent: text, or a list of texts.

    `found` is what an external select offered; `zone` is the person's. Raises Impossible for an
    option that is not offered.
    """
    if isinstance(raw, list):
        return [held_value(element, one, world=world, zone=zone, found=found) for one in raw]
    if raw in (None, ""):
        return None
    text, kind = str(raw), str(element["type"])
    if kind == "overflow" or HOLDINGS[kind].value in _OPTION_VALUES:
        return _option(element, text, found)
    match kind:
        case "datetimepicker":
            return int(datetime.fromisoformat(text).replace(tzinfo=zone).timestamp())
        case "file_input":
            return file_json(world.files[text])
        case "rich_text_input":
            return text_as_rich(text)
    return text


def identity(item: Any) -> str:
    """Return by which text the page knows something that is held: an option, a file, an id."""
    if isinstance(item, Mapping):
        return str(item.get("value") or item.get("id"))
    return str(item)


def _option(element: Json, value: str, found: Sequence[Json]) -> Json:
    offered = [*element.get("options", []), *found]
    for group in element.get("option_groups", []):
        offered += group["options"]
    for option in offered:
        if option["value"] == value:
            return dict(option)
    raise Impossible(f"{value} is not offered in {element['action_id']}.")
