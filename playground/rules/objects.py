"""Composition objects of Block Kit: texts, options, confirmations.

Here and in the modules beside it, a model is one of Slack's objects; its limits are those of
slack.md, "Limits". Unknown keys are refused, and nothing is converted silently.
"""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError


class Strict(BaseModel):
    """An object in which an unknown key is a fault."""

    model_config = ConfigDict(extra="forbid", strict=True)


def fault(sentence: str, at: str = "") -> PydanticCustomError:
    """Return a fault with Slack's words; `at` is a JSON pointer below the object."""
    return PydanticCustomError("slack", "{sentence}", {"sentence": sentence, "at": at})


def at_most(longest: int) -> AfterValidator:
    """Limit a text object to so many characters."""

    def check(text: Any) -> Any:
        if len(text.text) > longest:
            raise fault(f"must be less than {longest + 1} characters", "/text")
        return text

    return AfterValidator(check)


Id = Annotated[str, Field(min_length=1, max_length=255)]
Url = Annotated[str, Field(min_length=1, max_length=3000)]


class Plain(Strict):
    """Text without formats."""

    type: Literal["plain_text"]
    text: Annotated[str, Field(min_length=1)]
    emoji: bool = True


class Mrkdwn(Strict):
    """Text with Slack's formats."""

    type: Literal["mrkdwn"]
    text: Annotated[str, Field(min_length=1)]
    verbatim: bool = False


Text = Annotated[Plain | Mrkdwn, Field(discriminator="type")]

Plain24 = Annotated[Plain, at_most(24)]
Plain30 = Annotated[Plain, at_most(30)]
Plain75 = Annotated[Plain, at_most(75)]
Plain100 = Annotated[Plain, at_most(100)]
Plain150 = Annotated[Plain, at_most(150)]
Plain2000 = Annotated[Plain, at_most(2000)]
Text75 = Annotated[Text, at_most(75)]
Text300 = Annotated[Text, at_most(300)]
Text2000 = Annotated[Text, at_most(2000)]
Text3000 = Annotated[Text, at_most(3000)]


class Confirm(Strict):
    """A question asked before an element does its work."""

    title: Plain100
    text: Text300
    confirm: Plain30
    deny: Plain30
    style: Literal["primary", "danger"] | None = None


class Option(Strict):
    """One choice of a select menu."""

    text: Plain75
    value: Annotated[str, Field(min_length=1, max_length=150)]
    description: Plain75 | None = None


class LinkOption(Option):
    """One choice of an overflow menu, which may lead to a page."""

    url: Url | None = None


class FormattedOption(Strict):
    """One choice of radio buttons or checkboxes."""

    text: Text75
    value: Annotated[str, Field(min_length=1, max_length=150)]
    description: Text75 | None = None


class OptionGroup(Strict):
    """Choices under one label."""

    label: Plain75
    options: Annotated[list[Option], Field(min_length=1, max_length=100)]


class DispatchConfig(Strict):
    """When an input tells the app at once."""

    trigger_actions_on: Annotated[
        list[Literal["on_enter_pressed", "on_character_entered"]], Field(min_length=1)
    ]


class ConversationFilter(Strict):
    """Which conversations a select offers."""

    include: Annotated[list[Literal["im", "mpim", "private", "public"]], Field(min_length=1)] = (
        Field(default=["public"])
    )
    exclude_external_shared_channels: bool = False
    exclude_bot_users: bool = False


class SlackFile(Strict):
    """An uploaded file, by id or by address."""

    id: str | None = None
    url: str | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> "SlackFile":
        if (self.id is None) == (self.url is None):
            raise fault("must provide either id or url")
        return self


class Element(Strict):
    """What every element has."""

    action_id: Id | None = None


class Confirmed(Element):
    """An element that may ask first."""

    confirm: Confirm | None = None


class Focused(Confirmed):
    """An element that may have the focus when a view opens."""

    focus_on_load: bool = False
    placeholder: Plain150 | None = None
