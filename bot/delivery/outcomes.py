"""How an attempt went, and what each of Slack's errors means for what waits.

Source: the error tables of chat.postMessage and chat.update, and scheduling.md, "The loop".
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import aiohttp
from slack_sdk.errors import SlackApiError

Scope = Literal["destination", "workspace", "payload", "unwanted"]

TEMPORARY = frozenset(
    {
        "fatal_error",
        "internal_error",
        "request_timeout",
        "service_unavailable",
        "team_added_to_org",
        "external_channel_migrating",
    }
)
DESTINATION = frozenset(
    {
        "cannot_dm_bot",
        "channel_not_found",
        "is_archived",
        "messages_tab_disabled",
        "not_in_channel",
        "restricted_action",
        "restricted_action_read_only_channel",
        "user_not_found",
    }
)
WORKSPACE = frozenset(
    {
        "access_denied",
        "account_inactive",
        "ekm_access_denied",
        "enterprise_is_restricted",
        "invalid_auth",
        "missing_scope",
        "no_permission",
        "not_allowed_token_type",
        "not_authed",
        "not_installed",
        "org_login_required",
        "team_access_not_granted",
        "token_expired",
        "token_revoked",
        "two_factor_setup_required",
    }
)

_SERVER_FAULT = 500
_TOO_MANY = 429


@dataclass(frozen=True)
class Sent:
    """Slack has the message."""

    channel_id: str
    ts: str


@dataclass(frozen=True)
class Limited:
    """Slack asks to wait."""

    seconds: float


@dataclass(frozen=True)
class Trouble:
    """It may pass; `certain` says that Slack surely did not take the message."""

    error: str
    certain: bool = False


@dataclass(frozen=True)
class Refused:
    """Slack will never take it so; `scope` is what has to change."""

    error: str
    scope: Scope


Outcome = Sent | Limited | Trouble | Refused


def of_fault(fault: Exception) -> Outcome:
    """Return what an exception of slack_sdk or of the network means.

    Raises the exception itself if it is of neither: a fault of ours is no answer of Slack's.
    """
    if isinstance(fault, SlackApiError):
        return _of_answer(fault)
    if isinstance(fault, aiohttp.ClientConnectorError):
        return Trouble("no_connection", certain=True)
    if isinstance(fault, TimeoutError):
        return Trouble("no_answer")
    if isinstance(fault, (aiohttp.ClientError, OSError)):
        return Trouble("connection_lost")
    raise fault


def _of_answer(fault: SlackApiError) -> Outcome:
    answer = fault.response
    status = getattr(answer, "status_code", _SERVER_FAULT)
    # What is no JSON (a proxy's page) slack_sdk hands over as text, or as a plain dictionary.
    data = getattr(answer, "data", None)
    error = data.get("error") if isinstance(data, dict) else None
    if status == _TOO_MANY or error == "ratelimited":
        return Limited(_retry_after(getattr(answer, "headers", {})))
    if status >= _SERVER_FAULT or not error:
        return Trouble(f"http_{status}")
    return of_code(str(error))


def of_code(error: str) -> Outcome:
    """Return what one of Slack's error codes means; an unknown one is of the payload."""
    if error in TEMPORARY:
        return Trouble(error)
    if error in DESTINATION:
        return Refused(error, "destination")
    return Refused(error, "workspace" if error in WORKSPACE else "payload")


def _retry_after(headers: Mapping[str, str]) -> float:
    given = {name.lower(): value for name, value in headers.items()}.get("retry-after", "")
    try:
        seconds = float(given)
    except ValueError:
        return 1.0
    return seconds if math.isfinite(seconds) and seconds > 0 else 1.0
