"""Unexpected faults: a reference for the person, the same one in the log."""

import secrets

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.models.blocks import Block

from bot.kit.answers import Say, say
from bot.kit.blocks import actions, button, context, section
from storage.database import OUT_OF_ORDER

_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # nothing that two people read differently

TOO_LATE = (
    "That took longer than Slack allows, and nothing was changed. Please press the button again."
)


STALE_BUTTON = "That button is from an older version of Workback. Type /workback to go on."

STALE_FORM = (
    "This form is from an older version of Workback. Keep a copy of your text, close the form "
    "and open it anew."
)

_SHUT_OUT = frozenset(
    {
        "access_denied",
        "account_inactive",
        "invalid_auth",
        "not_authed",
        "org_login_required",
        "team_access_not_granted",
        "token_expired",
        "token_revoked",
    }
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


def no_welcome(fault: BaseException, setting: str, address: str) -> str:
    """Say to whoever starts Workback why Slack does not take a token, or why there is no Slack."""
    error = slack_error(fault)
    if error == "ratelimited":
        return f"Slack at {address} asks to wait before {setting} is checked. Start again soon."
    if error:
        return f"Slack refuses {setting} ({error}). Copy it again from your app's page."
    if isinstance(fault, SlackApiError):
        status = getattr(fault.response, "status_code", "no status")
        return f"No Slack answers at {address} (HTTP {status}). Check SLACK_API_URL."
    return f"Slack does not answer at {address}. Check SLACK_API_URL."


def is_shut_out(fault: BaseException) -> bool:
    """Say whether Slack refuses whatever Workback asks, until somebody installs it again."""
    return isinstance(fault, SlackApiError) and slack_error(fault) in _SHUT_OUT


def cause(fault: BaseException) -> str:
    """Say in a few words what did not work, without details that help nobody."""
    if is_shut_out(fault):
        return "Slack does not let Workback in any more"
    if isinstance(fault, SlackApiError | SlackClientError | aiohttp.ClientError):
        return "Slack did not answer as expected"
    if isinstance(fault, TimeoutError):  # before what is out of order: it is an OSError too
        return "it took too long"
    if isinstance(fault, OUT_OF_ORDER):
        return "our database did not answer"
    return "something broke in Workback"


_MEND = "ask an admin of your workspace to install Workback again"


def not_saved(fault: BaseException, known_as: str) -> str:
    """Return the sentence under the first field of a modal that stays open."""
    then = "press the button again in a minute"
    if is_shut_out(fault):
        then = f"keep a copy of it, and {_MEND}"
    return f"Not saved: {cause(fault)}. Your text is still here; {then}. Reference {known_as}."


def apology(
    fault: BaseException, known_as: str, action: str, value: str | None, *, done: bool = False
) -> Say:
    """Return the message for a fault outside a form: what failed, what is safe, what to do.

    `action` is offered as a button, "" where none helps; `done` says that the act itself was
    done, and only its answer could not be shown.
    """
    what = f"That did not work: {cause(fault)}."
    safe = "All that was saved is safe" if done else "Nothing was changed"
    again: list[Block] = []
    then = f"{_MEND[0].upper()}{_MEND[1:]}."
    if not is_shut_out(fault):
        then = "Try again."
        again = [actions(button("Try again", action, value, primary=True))] if action else []
    blocks = [
        section(f"*{what}*\n{safe}. {then}"),
        *again,
        context(f"Reference {known_as}. If it happens again, send it to whoever runs Workback."),
    ]
    return say(f"{what} {safe}. {then} Reference {known_as}.", *blocks)
