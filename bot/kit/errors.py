"""Unexpected faults: a reference for the person, the same one in the log."""

import secrets

from slack_sdk.errors import SlackApiError, SlackClientError

from bot.kit.answers import Say, say
from bot.kit.blocks import actions, button, context, section
from storage.database import OUT_OF_ORDER

_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # nothing that two people read differently

TOO_LATE = (
    "That took longer than Slack allows, and nothing was changed. Please press the button again."
)


def reference() -> str:
    """Return a new reference such as `K7QF-2M9X`: short enough to read over a telephone."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"


def slack_error(fault: BaseException) -> str:
    """Return Slack's word for what it refused, "" where it gave none (a 500 is only text)."""
    response = getattr(fault, "response", None)
    data = getattr(response, "data", response)
    return str(data.get("error") or "") if isinstance(data, dict) else ""


def cause(fault: BaseException) -> str:
    """Say in a few words what did not work, without details that help nobody."""
    if isinstance(fault, OUT_OF_ORDER):
        return "our database did not answer"
    if isinstance(fault, SlackApiError | SlackClientError):
        return "Slack did not answer as expected"
    if isinstance(fault, TimeoutError):
        return "it took too long"
    return "something broke in Workback"


def not_saved(fault: BaseException, known_as: str) -> str:
    """Return the sentence under the first field of a modal that stays open."""
    return (
        f"Not saved: {cause(fault)}. Your text is still here; press the button again in a "
        f"minute. Reference {known_as}."
    )


def apology(fault: BaseException, known_as: str, action: str, value: str | None) -> Say:
    """Return the message for a fault outside a form: what failed, what is safe, what to do."""
    what = f"That did not work: {cause(fault)}."
    blocks = [
        section(f"*{what}*\nNothing was changed, and all that was saved is safe. Try again."),
        *([actions(button("Try again", action, value, primary=True))] if action else []),
        context(f"Reference {known_as}. If it happens again, send it to whoever runs Workback."),
    ]
    return say(f"{what} Nothing was changed. Reference {known_as}.", *blocks)
