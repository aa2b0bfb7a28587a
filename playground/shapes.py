"""Things as Slack's JSON shows them."""

from datetime import datetime

from playground.elements import first_state
from playground.installation import Installation
from playground.things import Channel, Json, Message, Person, SharedFile, View
from playground.world import World


def person_json(world: World, person: Person) -> Json:
    """Return a user object."""
    now, org = world.now(), world.workspace.org
    return {
        "id": person.id,
        "team_id": person.home_team or world.workspace.id,
        **({"enterprise_user": {"id": person.id, "enterprise_id": org}} if org else {}),
        "name": person.name,
        "deleted": person.deleted,
        "color": person.avatar_colour.lstrip("#"),
        "real_name": person.real_name,
        "tz": person.tz,
        "tz_label": person.tz_label(now),
        "tz_offset": person.tz_offset(now),
        "locale": person.locale,
        "profile": profile_json(world, person),
        "is_admin": person.is_admin,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": person.is_restricted,
        "is_ultra_restricted": False,
        "is_bot": person.is_bot,
        "is_app_user": False,
        "updated": int(now.timestamp()),
    }


def profile_json(world: World, person: Person) -> Json:
    """Return a person's profile."""
    return {
        "real_name": person.real_name,
        "real_name_normalized": person.real_name,
        "display_name": person.display_name,
        "display_name_normalized": person.display_name,
        "title": person.title,
        "status_text": "",
        "status_emoji": "",
        "team": world.workspace.id,
    }


def channel_json(world: World, channel: Channel, asker: str) -> Json:
    """Return a conversation object as `asker` gets it."""
    common: Json = {
        "id": channel.id,
        "created": channel.created,
        "is_im": channel.kind == "im",
        "is_mpim": False,
        "is_group": channel.kind == "private",
        "is_channel": channel.kind != "im",
        "is_private": channel.kind != "public",
        "is_archived": channel.archived,
        "is_org_shared": False,
        "is_ext_shared": False,
        "is_shared": False,
        "context_team_id": world.workspace.id,
        "updated": channel.created,
    }
    if channel.kind == "im":
        other = next(member for member in channel.members if member != world.bot_user)
        return common | {"user": other, "is_user_deleted": world.people[other].deleted}
    text = {"creator": channel.creator, "last_set": channel.created}
    return common | {
        "name": channel.name,
        "name_normalized": channel.name,
        "is_general": channel.name == "general",
        "is_member": asker in channel.members,
        "creator": channel.creator,
        "topic": text | {"value": channel.topic},
        "purpose": text | {"value": channel.purpose},
        "previous_names": [],
        "num_members": len(channel.members),
    }


def message_json(world: World, installation: Installation, message: Message) -> Json:
    """Return a message object."""
    shown: Json = {
        "type": "message",
        "user": message.author,
        "ts": message.ts,
        "text": message.text,
        "team": world.workspace.id,
    }
    if message.deleted:
        return shown | {"subtype": "tombstone", "hidden": True, "text": "This message was deleted."}
    if message.by_app:
        shown |= {"bot_id": installation.bot_id, "app_id": installation.app_id}
    if message.blocks:
        shown["blocks"] = message.blocks
    if message.edited_ts:
        shown["edited"] = {"user": message.author, "ts": message.edited_ts}
    if message.metadata:
        shown["metadata"] = message.metadata
    if message.files:
        shown["files"] = [file_json(world.files[file_id]) for file_id in message.files]
    if message.reactions:
        shown["reactions"] = [
            {"name": name, "users": users, "count": len(users)}
            for name, users in message.reactions.items()
        ]
    return shown | _thread_json(world, message)


def _thread_json(world: World, message: Message) -> Json:
    if message.is_reply:
        return {"thread_ts": message.thread_ts}
    replies = list(world.replies(message))
    if not replies:
        return {}
    return {
        "thread_ts": message.ts,
        "reply_count": len(replies),
        "reply_users": sorted({reply.author for reply in replies}),
        "latest_reply": replies[-1].ts,
    }


def file_json(file: SharedFile) -> Json:
    """Return a file object; its addresses are filled in by the server that knows its own."""
    return {
        "id": file.id,
        "name": file.name,
        "title": file.title,
        "mimetype": file.mimetype,
        "filetype": file.name.rpartition(".")[2],
        "user": file.owner,
        "size": file.size,
        "mode": "external" if file.external else "hosted",
        "is_external": bool(file.external),
        "channels": file.shared_in,
        "url_private": file.external or f"/files/{file.id}",
        "url_private_download": f"/files/{file.id}/download",
        "permalink": f"/playground/files/{file.id}",
    }


def view_json(world: World, installation: Installation, view: View) -> Json:
    """Return a view object, with what the person typed so far."""
    payload = view.payload
    shown: Json = {
        "id": view.id,
        "team_id": world.workspace.id,
        "type": payload["type"],
        "blocks": view.blocks,
        "private_metadata": payload.get("private_metadata", ""),
        "callback_id": payload.get("callback_id", ""),
        "external_id": payload.get("external_id", ""),
        "state": {"values": view.state},
        "hash": view.hash,
        "title": payload.get("title"),
        "submit": payload.get("submit"),
        "close": payload.get("close"),
        "clear_on_close": payload.get("clear_on_close", False),
        "notify_on_close": payload.get("notify_on_close", False),
        "submit_disabled": payload.get("submit_disabled", False),
        "previous_view_id": view.previous_view_id,
        "root_view_id": view.root_view_id,
        "app_id": installation.app_id,
        "app_installed_team_id": world.workspace.id,
        "bot_id": installation.bot_id,
    }
    return shown


def message_state(message: Message) -> Json:
    """Return the state of a message's elements."""
    return {"values": first_state(message.blocks)}


def seconds(moment: datetime) -> int:
    """Return a moment as Slack counts: whole seconds since 1970."""
    return int(moment.timestamp())
