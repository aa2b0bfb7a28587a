"""Which Web API methods there are, and what they ask of a token."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from playground.slack import Slack
from playground.things import Json
from playground.web_api.arguments import Arguments

Run = Callable[[Slack, Arguments], Json]
Caller = Literal["bot", "app", "none"]

TIER_2, TIER_3, TIER_4 = 20, 50, 100
"""Calls a minute."""


@dataclass(frozen=True)
class Method:
    """A Web API method."""

    name: str
    run: Run
    scopes: tuple[str, ...]
    """One of them is needed."""
    per_minute: int
    caller: Caller
    """Whose token it wants."""


METHODS: dict[str, Method] = {}


def method(
    name: str, *scopes: str, per_minute: int = TIER_4, caller: Caller = "bot"
) -> Callable[[Run], Run]:
    """Register a function as a Web API method."""

    def register(run: Run) -> Run:
        METHODS[name] = Method(name, run, scopes, per_minute, caller)
        return run

    return register
