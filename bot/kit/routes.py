"""Routes: id to handler, a dictionary for each kind of payload."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Self

from bot.kit.visit import Handler


@dataclass(frozen=True)
class Routes:
    """What a feature answers. Keys are the ids of `bot/ids.py`, commands, words and events."""

    commands: Mapping[str, Handler] = field(default_factory=dict)
    """Slash commands of their own: `/press-release`."""
    words: Mapping[str, Handler] = field(default_factory=dict)
    """First words after `/workback`."""
    actions: Mapping[str, Handler] = field(default_factory=dict)
    submissions: Mapping[str, Handler] = field(default_factory=dict)
    closings: Mapping[str, Handler] = field(default_factory=dict)
    shortcuts: Mapping[str, Handler] = field(default_factory=dict)
    events: Mapping[str, Handler] = field(default_factory=dict)
    worth: Mapping[str, Callable[[Any], bool]] = field(default_factory=dict)
    """Of events that come in masses: whether this one can matter. Asked before anything else."""

    @classmethod
    def together(cls, features: Iterable[Self]) -> Self:
        """Join the routes of all features; two answers to one id are a mistake."""
        features = list(features)
        joined: dict[str, dict[str, Any]] = {}
        for kind in fields(cls):
            table = joined.setdefault(kind.name, {})
            for feature in features:
                for address, handler in getattr(feature, kind.name).items():
                    if address in table:
                        msg = f"two routes for {kind.name} {address}"
                        raise ValueError(msg)
                    table[str(address)] = handler
        return cls(**joined)
