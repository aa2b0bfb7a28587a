"""Inputs that choose: one of a few, a person, a day."""

from collections.abc import Collection, Sequence
from datetime import date

from slack_sdk.models.blocks import (
    CheckboxesElement,
    ConversationFilter,
    ConversationSelectElement,
    DatePickerElement,
    InputBlock,
    Option,
    RadioButtonsElement,
    StaticSelectElement,
    UserSelectElement,
)

from bot.kit import blocks as b
from domain.people import PersonId


def one_of(
    key: str,
    label: str,
    options: Sequence[Option],
    chosen: str | None = None,
    *,
    optional: bool = False,
    hint: str = "",
) -> InputBlock:
    """Return radio buttons for a few options, a select for more than five."""
    initial = next((option for option in options if option.value == chosen), None)
    few = len(options) <= 5  # noqa: PLR2004  (more make a long form)
    element = (
        RadioButtonsElement(action_id="value", options=options, initial_option=initial)
        if few
        else StaticSelectElement(
            action_id="value",
            placeholder=b.plain("Choose one"),
            options=options,
            initial_option=initial,
        )
    )
    return b.field(key, label, element, optional=optional, hint=hint)


def several(key: str, label: str, options: Sequence[Option], chosen: Collection[str]) -> InputBlock:
    """Return checkboxes, up to ten; some of them are ticked."""
    ticked = [option for option in options if option.value in chosen]
    element = CheckboxesElement(action_id="value", options=options, initial_options=ticked or None)
    return b.field(key, label, element, optional=True)


def described(label: str, value: str, description: str) -> Option:
    """Return an option with a line of explanation."""
    return Option(text=b.plain(label), value=value, description=b.plain(description))


def person(
    key: str,
    label: str,
    chosen: PersonId | None = None,
    *,
    optional: bool = True,
    hint: str = "",
) -> InputBlock:
    """Return the choice of one person."""
    element = UserSelectElement(
        action_id="value", placeholder=b.plain("Choose a person"), initial_user=chosen
    )
    return b.field(key, label, element, optional=optional, hint=hint)


def home_channel(key: str, *, optional: bool = False) -> InputBlock:
    """Return the choice of the channel that a new initiative is at home in."""
    hint = "The card and its thread will stand there; who sees the channel sees the document."
    return channel(key, "Home channel", hint=hint, optional=optional)


def channel(key: str, label: str, *, hint: str, optional: bool = False) -> InputBlock:
    """Return the choice of a channel."""
    element = ConversationSelectElement(
        action_id="value",
        placeholder=b.plain("Choose a channel"),
        filter=ConversationFilter(include=["public", "private"], exclude_bot_users=True),
    )
    return b.field(key, label, element, hint=hint, optional=optional)


def day(
    key: str, label: str, chosen: date | None = None, *, optional: bool = True, hint: str = ""
) -> InputBlock:
    """Return the choice of a day."""
    element = DatePickerElement(
        action_id="value",
        placeholder=b.plain("Choose a day"),
        initial_date=chosen.isoformat() if chosen else None,
    )
    return b.field(key, label, element, optional=optional, hint=hint)
