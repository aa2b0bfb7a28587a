"""Slack's Web API, a module for each family of methods."""

from playground.web_api import (
    auth,
    canvases,
    chat,
    conversations,
    extras,
    files,
    people,
    views,
)
from playground.web_api.registry import METHODS

__all__ = [
    "METHODS",
    "auth",
    "canvases",
    "chat",
    "conversations",
    "extras",
    "files",
    "people",
    "views",
]
