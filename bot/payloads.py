"""Slack's payloads, read into visits: who, where, when and what."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from slack_bolt.context.async_context import AsyncBoltContext

from bot.kit.forms import ViewSeen
from bot.kit.visit import Services, Visit
from domain.people import ChannelId, PersonId, WorkspaceId

Kind = Literal["command", "action", "submission", "closing", "shortcut", "event"]

Body = Mapping[str, Any]

WORKSPACE = "workspace_id"
"""Where Bolt's context holds whose installation answers."""

_KINDS: Mapping[str, Kind] = {
    "block_actions": "action",
    "view_submission": "submission",
    "view_closed": "closing",
    "shortcut": "shortcut",
    "message_action": "shortcut",
    "event_callback": "event",
}


@dataclass(frozen=True)
class Act:
    """What was done, and the visit it makes."""

    kind: Kind
    address: str
    visit: Visit


def read(body: Body, services: Services, context: AsyncBoltContext) -> Act:
    """Read a payload. Raises KeyError for one that Slack does not send."""
    if "command" in body:
        return _command(body, services, context)
    kind = _KINDS[body["type"]]
    if kind == "event":
        return _event(body, services, context)
    visit = Visit(
        services,
        context.client,
        workspace_id=_workspace(context),
        person_id=PersonId(body["user"]["id"]),
        now=services.clock.now(),
        channel_id=_id(body.get("channel")),
        trigger_id=body.get("trigger_id"),
        response_url=body.get("response_url"),
    )
    if body.get("view"):
        visit.view = ViewSeen.of(body["view"])
    if kind == "action":
        _read_action(visit, body)
    else:
        visit.action = body.get("callback_id") or visit.modal.callback_id
        visit.message = dict(body.get("message") or {})
    return Act(kind, visit.action, visit)


def _id(thing: Mapping[str, Any] | None) -> ChannelId | None:
    return ChannelId(thing["id"]) if thing else None


def workspaces_of(context: AsyncBoltContext) -> list[WorkspaceId]:
    """Return whose a request may be, the likeliest first: one workspace's, or a whole org's.

    An app that was installed for an org has one installation, for all workspaces in it. In a
    channel that two workspaces share, Bolt has read for which of them Slack sends the request.
    """
    ids = [context.team_id, context.enterprise_id]
    if context.is_enterprise_install:
        ids.reverse()
    return [WorkspaceId(found) for found in ids if found]


def _workspace(context: AsyncBoltContext) -> WorkspaceId:
    """Return whose installation answers; without one, Slack tells that it was removed."""
    found: WorkspaceId = context.get(WORKSPACE) or [*workspaces_of(context), WorkspaceId("")][0]
    return found


def _command(body: Body, services: Services, context: AsyncBoltContext) -> Act:
    command, words = str(body["command"]), str(body.get("text") or "").strip()
    visit = Visit(
        services,
        context.client,
        workspace_id=_workspace(context),
        person_id=PersonId(body["user_id"]),
        now=services.clock.now(),
        channel_id=ChannelId(body["channel_id"]),
        private_place=body.get("channel_name") in ("directmessage", "mpdm")
        or str(body.get("channel_name")).startswith("mpdm-"),
        trigger_id=body.get("trigger_id"),
        response_url=body.get("response_url"),
        action=command,
        words=words,
    )
    return Act("command", command, visit)


def _read_action(visit: Visit, body: Body) -> None:
    """Read what was pressed. A menu's options are addresses; its record is the row's block id."""
    action = body["actions"][0]
    visit.action = action["action_id"]
    visit.record = action.get("value") or ""
    option = action.get("selected_option") or {}
    if action.get("type") == "overflow":
        visit.action, visit.record = option.get("value", ""), action.get("block_id", "")
    elif option:
        visit.chosen, visit.record = option.get("value"), action.get("block_id", "")
    visit.thread_ts = (body.get("message") or {}).get("thread_ts")


def _event(body: Body, services: Services, context: AsyncBoltContext) -> Act:
    event = body["event"]
    user = event.get("user") or ""
    channel = event.get("channel") or ""
    visit = Visit(
        services,
        context.client,
        workspace_id=_workspace(context),
        person_id=PersonId(user["id"] if isinstance(user, Mapping) else user),
        now=services.clock.now(),
        channel_id=ChannelId(channel["id"] if isinstance(channel, Mapping) else channel) or None,
        thread_ts=event.get("thread_ts"),
        action=event["type"],
        words=str(event.get("text") or ""),
        event=event,
        event_id=str(body.get("event_id") or ""),
    )
    return Act("event", event["type"], visit)
