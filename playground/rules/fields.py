"""Fields that people type into or put files into; they stand in input blocks."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from playground.rules.objects import DispatchConfig, Element, Plain150, fault
from playground.rules.rich_text import RichText


class _Typed(Element):
    dispatch_action_config: DispatchConfig | None = None
    focus_on_load: bool = False
    placeholder: Plain150 | None = None


class PlainTextInput(_Typed):
    """A field for text."""

    type: Literal["plain_text_input"]
    initial_value: str | None = None
    multiline: bool = False
    min_length: Annotated[int, Field(ge=0, le=3000)] | None = None
    max_length: Annotated[int, Field(ge=1, le=3000)] | None = None

    @model_validator(mode="after")
    def _initial_fits(self) -> "PlainTextInput":
        longest = self.max_length or 3000
        if len(self.initial_value or "") > longest:
            raise fault(f"must be less than {longest + 1} characters", "/initial_value")
        if (self.min_length or 0) > longest:
            raise fault("min_length must not be greater than max_length", "/min_length")
        return self


class NumberInput(_Typed):
    """A field for a number."""

    type: Literal["number_input"]
    is_decimal_allowed: bool
    initial_value: str | None = None
    min_value: str | None = None
    max_value: str | None = None


class EmailInput(_Typed):
    """A field for an e-mail address."""

    type: Literal["email_text_input"]
    initial_value: str | None = None


class UrlInput(_Typed):
    """A field for a web address."""

    type: Literal["url_text_input"]
    initial_value: str | None = None


class RichTextInput(_Typed):
    """A field for text with formats."""

    type: Literal["rich_text_input"]
    initial_value: RichText | None = None


class FileInput(Element):
    """A field for files; in modals only."""

    type: Literal["file_input"]
    filetypes: list[str] | None = None
    max_files: Annotated[int, Field(ge=1, le=10)] | None = None
