"""What Slack tells an app when a person acts: the payloads of commands and interactions."""

from typing import Any

from playground.delivery import Envelope
from playground.elements import HOLDINGS
from playground.shapes import message_state, view_json
from playground.slack import Slack
from playground.things import Channel, Json, Message, Person, View


def channel_label(channel: Channel) -> str:
    """Return a channel's name as payloads spell it."""
    return {"public": channel.name, "private": "privategroup", "im": "directmessage"}[channel.kind]


def command(slack: Slack, person: Person, channel: Channel, name: str, words: str) -> Envelope:
    """Return a slash command."""
    world, app = slack.world, slack.installation
    fields = {
        "token": app.verification_token,
        "team_id": world.workspace.id,
        "team_domain": world.workspace.domain,
        "channel_id": channel.id,
        "channel_name": channel_label(channel),
        "user_id": person.id,
        "user_name": person.name,
        "command": name,
        "text": words,
        "api_app_id": app.app_id,
        "is_enterprise_install": "true" if world.workspace.org else "false",
        "response_url": slack.response_url(person.id, channel.id),
        "trigger_id": slack.triggers.issue(person.id, channel=channel.id),
    }
    if world.workspace.org:
        fields["enterprise_id"] = world.workspace.org
    return Envelope("slash_commands", name, fields)


def _interaction(slack: Slack, kind: str, person: Person, where: View | Message | None) -> Json:
    world, app = slack.world, slack.installation
    org = world.workspace.org
    view = where if isinstance(where, View) else None
    stacked = view.id if view is not None and view.payload["type"] == "modal" else None
    channel = where.channel if isinstance(where, Message) else None
    payload: Json = {
        "type": kind,
        "user": {
            "id": person.id,
            "username": person.name,
            "name": person.name,
            "team_id": world.workspace.id,
        },
        "api_app_id": app.app_id,
        "token": app.verification_token,
        "team": None if org else {"id": world.workspace.id, "domain": world.workspace.domain},
        "enterprise": {"id": org, "name": "Org"} if org else None,
        "is_enterprise_install": org is not None,
        "trigger_id": slack.triggers.issue(person.id, stacked, channel),
    }
    if view is not None:
        payload["view"] = view_json(world, app, view)
    return payload


def _in_message(slack: Slack, person: Person, message: Message) -> Json:
    channel = slack.world.channels[message.channel]
    container: Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": message.ephemeral_to is not None,
    }
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    place: Json = {
        "container": container,
        "channel": {"id": channel.id, "name": channel_label(channel)},
        "state": message_state(message),
        "response_url": slack.response_url(person.id, channel.id, message.ts),
    }
    # Slack does not send an ephemeral message back: nobody keeps it.
    if message.ephemeral_to is None:
        place["message"] = slack.message_json(message)
    return place


def action(slack: Slack, block: Json, element: Json, value: Any = None) -> Json:
    """Return one action: which element was used, and what it holds now."""
    kind = element["type"]
    told: Json = {
        "action_id": element["action_id"],
        "block_id": block["block_id"],
        "type": kind,
        "action_ts": f"{slack.world.now().timestamp():.6f}",
    }
    if kind == "button":
        told["text"] = element["text"]
        told |= {key: element[key] for key in ("value", "style") if key in element}
    elif kind == "overflow":
        told["selected_option"] = value
    else:
        told[HOLDINGS[kind].value] = value
    if element.get("placeholder"):
        told["placeholder"] = element["placeholder"]
    return told


def block_actions(slack: Slack, person: Person, where: View | Message, done: Json) -> Envelope:
    """Return the use of an element in a message or a view."""
    if isinstance(where, View):
        payload = _interaction(slack, "block_actions", person, where)
        payload["container"] = {"type": "view", "view_id": where.id}
    else:
        payload = _interaction(slack, "block_actions", person, where)
        payload |= _in_message(slack, person, where)
        values = payload["state"]["values"].get(done["block_id"], {})
        if done["action_id"] in values:
            own = HOLDINGS[done["type"]].value
            values[done["action_id"]][own] = done[own]
    return Envelope("interactive", "block_actions", payload | {"actions": [done]})


def submission(slack: Slack, person: Person, view: View) -> Envelope:
    """Return a modal that was submitted."""
    payload = _interaction(slack, "view_submission", person, view)
    urls = [url for block in view.blocks if (url := _response_url(slack, person, view, block))]
    return Envelope("interactive", "view_submission", payload | {"response_urls": urls})


def _response_url(slack: Slack, person: Person, view: View, block: Json) -> Json | None:
    """Return the response URL for the channel chosen in a block that asks for one."""
    element = block.get("element", {})
    if not element.get("response_url_enabled"):
        return None
    held = view.state[block["block_id"]][element["action_id"]]
    chosen = held[HOLDINGS[element["type"]].value]
    if not chosen:
        return None
    return {
        "block_id": block["block_id"],
        "action_id": element["action_id"],
        "channel_id": chosen,
        "response_url": slack.response_url(person.id, chosen),
    }


def closed(slack: Slack, person: Person, view: View, *, cleared: bool) -> Envelope:
    """Return a modal that was closed without being submitted."""
    payload = _interaction(slack, "view_closed", person, view)
    del payload["trigger_id"]
    return Envelope("interactive", "view_closed", payload | {"is_cleared": cleared})


def shortcut(
    slack: Slack, person: Person, callback_id: str, message: Message | None = None
) -> Envelope:
    """Return a shortcut: a global one, or one on a message."""
    kind = "message_action" if message else "shortcut"
    payload = _interaction(slack, kind, person, message) | {"callback_id": callback_id}
    payload["action_ts"] = f"{slack.world.now().timestamp():.6f}"
    if message is not None:
        place = _in_message(slack, person, message)
        payload |= {key: place[key] for key in ("channel", "response_url", "message")}
        payload["message_ts"] = message.ts
    return Envelope("interactive", kind, payload)


def suggestion(
    slack: Slack, person: Person, where: View | Message, element: tuple[Json, Json], typed: str
) -> Envelope:
    """Return the question what an external select offers for what was typed."""
    payload = _interaction(slack, "block_suggestion", person, where)
    block, asked = element
    payload |= {"block_id": block["block_id"], "action_id": asked["action_id"], "value": typed}
    if isinstance(where, View):
        payload["container"] = {"type": "view", "view_id": where.id}
    else:
        payload |= _in_message(slack, person, where)
    return Envelope("interactive", "block_suggestion", payload)
