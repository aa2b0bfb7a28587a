"""Makes slack_sdk's models check themselves without searching for their checks each time.

A check is a method of the model's class, marked by slack_sdk. Its `validate_json` looks through
all names of the object for them, and that search was more than half of what building a form cost;
it is done here once a class. What is checked stays the same.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

from slack_sdk.models.basic_objects import JsonObject


@cache
def checks_of(kind: type[JsonObject]) -> tuple[Callable[[Any], None], ...]:
    """Return the checks of a class of models, in the order slack_sdk makes them."""
    methods = (getattr(kind, name) for name in dir(kind) if not name.startswith("__"))
    return tuple(method for method in methods if hasattr(method, "validator"))


def _validate_json(model: JsonObject) -> None:
    for check in checks_of(type(model)):
        check(model)


def install() -> None:
    """Let all of slack_sdk's models check themselves like this."""
    JsonObject.validate_json = _validate_json  # type: ignore[assignment]
