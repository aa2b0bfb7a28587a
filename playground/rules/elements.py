"""Block Kit's interactive elements."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from playground.rules.fields import (
    EmailInput,
    FileInput,
    NumberInput,
    PlainTextInput,
    RichTextInput,
    UrlInput,
)
from playground.rules.objects import (
    Confirmed,
    ConversationFilter,
    Focused,
    FormattedOption,
    LinkOption,
    Option,
    OptionGroup,
    Plain75,
    SlackFile,
    Strict,
    Url,
    fault,
)

_AtLeastOne = Annotated[int, Field(ge=1)]


class Button(Confirmed):
    """A button."""

    type: Literal["button"]
    text: Plain75
    url: Url | None = None
    value: Annotated[str, Field(max_length=2000)] | None = None
    style: Literal["primary", "danger"] | None = None
    accessibility_label: Annotated[str, Field(min_length=1, max_length=75)] | None = None


class Overflow(Confirmed):
    """A menu behind three dots."""

    type: Literal["overflow"]
    options: Annotated[list[LinkOption], Field(min_length=1, max_length=5)]


class _Static(Focused):
    options: Annotated[list[Option], Field(min_length=1, max_length=100)] | None = None
    option_groups: Annotated[list[OptionGroup], Field(min_length=1, max_length=100)] | None = None

    @model_validator(mode="after")
    def _options_or_groups(self) -> "_Static":
        if (self.options is None) == (self.option_groups is None):
            raise fault("must provide either options or option_groups")
        offered = [*(self.options or [])]
        for group in self.option_groups or []:
            offered += group.options
        for first in self.first_choices():
            if first not in offered:
                raise fault("initial option is not one of the options")
        return self

    def first_choices(self) -> list[Option]:
        """Return what is chosen at first."""
        return []


class StaticSelect(_Static):
    """A menu of given options."""

    type: Literal["static_select"]
    initial_option: Option | None = None

    def first_choices(self) -> list[Option]:
        """Return what is chosen at first."""
        return [self.initial_option] if self.initial_option else []


class MultiStaticSelect(_Static):
    """A menu of given options, of which several can be chosen."""

    type: Literal["multi_static_select"]
    initial_options: Annotated[list[Option], Field(min_length=1, max_length=100)] | None = None
    max_selected_items: _AtLeastOne | None = None

    def first_choices(self) -> list[Option]:
        """Return what is chosen at first."""
        return self.initial_options or []


class ExternalSelect(Focused):
    """A menu whose options the app gives while people type."""

    type: Literal["external_select"]
    initial_option: Option | None = None
    min_query_length: Annotated[int, Field(ge=0)] | None = None


class MultiExternalSelect(Focused):
    """The same, of which several can be chosen."""

    type: Literal["multi_external_select"]
    initial_options: list[Option] | None = None
    min_query_length: Annotated[int, Field(ge=0)] | None = None
    max_selected_items: _AtLeastOne | None = None


class UsersSelect(Focused):
    """A menu of people."""

    type: Literal["users_select"]
    initial_user: str | None = None


class MultiUsersSelect(Focused):
    """A menu of people, of whom several can be chosen."""

    type: Literal["multi_users_select"]
    initial_users: list[str] | None = None
    max_selected_items: _AtLeastOne | None = None


class ConversationsSelect(Focused):
    """A menu of conversations of any kind."""

    type: Literal["conversations_select"]
    initial_conversation: str | None = None
    default_to_current_conversation: bool = False
    response_url_enabled: bool = False
    filter: ConversationFilter | None = None


class MultiConversationsSelect(Focused):
    """A menu of conversations, of which several can be chosen."""

    type: Literal["multi_conversations_select"]
    initial_conversations: list[str] | None = None
    default_to_current_conversation: bool = False
    filter: ConversationFilter | None = None
    max_selected_items: _AtLeastOne | None = None


class ChannelsSelect(Focused):
    """A menu of public channels."""

    type: Literal["channels_select"]
    initial_channel: str | None = None
    response_url_enabled: bool = False


class MultiChannelsSelect(Focused):
    """A menu of public channels, of which several can be chosen."""

    type: Literal["multi_channels_select"]
    initial_channels: list[str] | None = None
    max_selected_items: _AtLeastOne | None = None


class Datepicker(Focused):
    """A day."""

    type: Literal["datepicker"]
    initial_date: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")] | None = None


class Timepicker(Focused):
    """A time of day."""

    type: Literal["timepicker"]
    initial_time: Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")] | None = None
    timezone: str | None = None


class DatetimePicker(Confirmed):
    """A moment, in seconds since 1970."""

    type: Literal["datetimepicker"]
    initial_date_time: Annotated[int, Field(ge=10**9, lt=10**10)] | None = None
    focus_on_load: bool = False


class _Boxes(Confirmed):
    options: Annotated[list[FormattedOption], Field(min_length=1, max_length=10)]
    focus_on_load: bool = False

    @model_validator(mode="after")
    def _first_is_offered(self) -> "_Boxes":
        if any(first not in self.options for first in self.first_choices()):
            raise fault("initial option is not one of the options")
        return self

    def first_choices(self) -> list[FormattedOption]:
        """Return what is chosen at first."""
        return []


class Checkboxes(_Boxes):
    """Boxes to tick."""

    type: Literal["checkboxes"]
    initial_options: Annotated[list[FormattedOption], Field(min_length=1)] | None = None

    def first_choices(self) -> list[FormattedOption]:
        """Return what is chosen at first."""
        return self.initial_options or []


class RadioButtons(_Boxes):
    """Choices, of which one holds."""

    type: Literal["radio_buttons"]
    initial_option: FormattedOption | None = None

    def first_choices(self) -> list[FormattedOption]:
        """Return what is chosen at first."""
        return [self.initial_option] if self.initial_option else []


class ImageElement(Strict):
    """A small picture beside text."""

    type: Literal["image"]
    alt_text: Annotated[str, Field(min_length=1, max_length=2000)]
    image_url: Url | None = None
    slack_file: SlackFile | None = None

    @model_validator(mode="after")
    def _one_source(self) -> "ImageElement":
        if (self.image_url is None) == (self.slack_file is None):
            raise fault("must provide either image_url or slack_file")
        return self


_Single = (
    StaticSelect
    | ExternalSelect
    | UsersSelect
    | ConversationsSelect
    | ChannelsSelect
    | Datepicker
    | Timepicker
    | Checkboxes
    | RadioButtons
)
_Multi = (
    MultiStaticSelect
    | MultiExternalSelect
    | MultiUsersSelect
    | MultiConversationsSelect
    | MultiChannelsSelect
)
_Fields = PlainTextInput | NumberInput | EmailInput | UrlInput | RichTextInput | FileInput

Accessory = Annotated[
    Button | Overflow | ImageElement | _Single | _Multi, Field(discriminator="type")
]
"""What can stand beside a section's text."""

ActionElement = Annotated[Button | Overflow | DatetimePicker | _Single, Field(discriminator="type")]
"""What can stand in an actions block."""

InputElement = Annotated[DatetimePicker | _Single | _Multi | _Fields, Field(discriminator="type")]
"""What can stand in an input block."""
