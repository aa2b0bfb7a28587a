"""Blocks are checked by the same checks as slack_sdk finds, and refused all the same."""

import inspect
from collections.abc import Iterator

import pytest
from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models import blocks, views
from slack_sdk.models.basic_objects import JsonObject

from bot.kit.blocks import button, plain
from bot.kit.checking import checks_of


def kinds(base: type[JsonObject] = JsonObject) -> Iterator[type[JsonObject]]:
    """Return all models that slack_sdk has, except those that are only bases of others."""
    for kind in base.__subclasses__():
        if not inspect.isabstract(kind):
            yield kind
        yield from kinds(kind)


def names_slack_sdk_finds(kind: type[JsonObject]) -> set[str]:
    """Search as `JsonObject.validate_json` of slack_sdk does, on an object without values."""
    model = object.__new__(kind)
    found = ((name, getattr(model, name, None)) for name in dir(model) if name[:2] != "__")
    return {name for name, method in found if callable(method) and hasattr(method, "validator")}


def test_the_checks_are_those_that_slack_sdk_finds() -> None:
    compared = {kind: names_slack_sdk_finds(kind) for kind in kinds()}
    assert sum(map(len, compared.values())) > 50
    for kind, names in compared.items():
        assert {check.__name__ for check in checks_of(kind)} == names, kind


@pytest.mark.parametrize(
    "wrong",
    [
        blocks.HeaderBlock(text=plain("x" * 151)),
        blocks.ActionsBlock(elements=[button("Read", f"a.{n}") for n in range(26)]),
        blocks.ButtonElement(text="Read", action_id="x" * 256),
        views.View(type="modal", title=plain("x" * 25), blocks=[]),
    ],
)
def test_what_slack_would_refuse_is_refused_before(wrong: JsonObject) -> None:
    with pytest.raises(SlackObjectFormationError):
        wrong.to_dict()
