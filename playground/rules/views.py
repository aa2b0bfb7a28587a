"""Modals and App Homes."""

from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter

from playground.rules.blocks import ViewBlocks
from playground.rules.objects import Plain24, Strict


class _View(Strict):
    blocks: ViewBlocks
    private_metadata: Annotated[str, Field(max_length=3000)] = ""
    callback_id: Annotated[str, Field(max_length=255)] = ""
    external_id: Annotated[str, Field(max_length=255)] | None = None


class Modal(_View):
    """A modal."""

    type: Literal["modal"]
    title: Plain24
    submit: Plain24 | None = None
    close: Plain24 | None = None
    clear_on_close: bool = False
    notify_on_close: bool = False
    submit_disabled: bool = False


class Home(_View):
    """An App Home."""

    type: Literal["home"]


VIEWS: dict[str, TypeAdapter[Any]] = {"modal": TypeAdapter(Modal), "home": TypeAdapter(Home)}
