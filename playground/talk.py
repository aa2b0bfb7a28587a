"""What people say and do in channels, and which events the app gets from it."""

import base64
import mimetypes

from playground.refusals import Impossible
from playground.shapes import channel_json, person_json, view_json
from playground.slack import Slack
from playground.things import Channel, Json, Message, Person, SharedFile


class Talk:
    """People's words and comings and goings; each returns once the app was told."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack
        self._world = slack.world

    async def say(
        self,
        person: Person,
        channel: Channel,
        text: str,
        thread_ts: str | None = None,
        files: list[str] | None = None,
    ) -> Message:
        """Write a message. A name after @ becomes a mention, as Slack's composer does it."""
        self._check_member(person, channel)
        if channel.archived:
            raise Impossible(f"#{channel.name} is archived.")
        if channel.kind == "im" and not self._slack.installation.takes_messages:
            raise Impossible("Sending messages to this app has been turned off.")
        message = self._world.add_message(
            Message(
                ts=self._world.next_ts(channel),
                channel=channel.id,
                author=person.id,
                text=self._with_mentions(text),
                thread_ts=thread_ts,
                files=files or [],
            )
        )
        with self._slack.traffic.act(f"{person.shown_name}: {text}"):
            await self._tell_of(message, channel)
        return message

    async def edit(self, person: Person, message: Message, text: str) -> None:
        """Change one's own message."""
        self._check_author(person, message)
        before = self._slack.message_json(message)
        message.text = self._with_mentions(text)
        message.edited_ts = f"{self._world.now().timestamp():.6f}"
        self._world.changed()
        await self._slack.events.emit(*self._slack.change_event(message, before))

    async def delete(self, person: Person, message: Message) -> None:
        """Delete one's own message; who administers the workspace deletes anybody's."""
        if not person.is_admin:
            self._check_author(person, message)
        event, channel = self._slack.change_event(message, None)
        self._world.remove_message(message)
        await self._slack.events.emit(event, channel)

    async def upload(
        self, person: Person, channel: Channel, name: str, content: bytes, text: str = ""
    ) -> Message:
        """Share a file in a channel."""
        file = self.keep(person, name, content)
        file.shared_in.append(channel.id)
        return await self.say(person, channel, text, files=[file.id])

    def keep(self, person: Person, name: str, content: bytes) -> SharedFile:
        """Upload a file without sharing it, as a file input does."""
        file = SharedFile(
            id=self._world.new_id("F"),
            name=name,
            title=name,
            mimetype=mimetypes.guess_type(name)[0] or "application/octet-stream",
            owner=person.id,
            size=len(content),
            content=base64.b64encode(content).decode(),
            uploaded=True,
        )
        self._world.files[file.id] = file
        return file

    async def open_home(self, person: Person, tab: str = "home") -> None:
        """Open the app's Home, or its Messages tab."""
        channel = self._world.im_with(person.id)
        event: Json = {
            "type": "app_home_opened",
            "user": person.id,
            "channel": channel.id,
            "tab": tab,
        }
        home = self._world.homes.get(person.id)
        if home is not None and tab == "home":
            event["view"] = view_json(self._world, self._slack.installation, home)
        with self._slack.traffic.act(f"{person.shown_name}: opens {tab}"):
            await self._slack.events.emit(event)

    async def join(self, person: Person, channel: Channel, inviter: Person | None = None) -> None:
        """Become a member of a channel; the app's bot joins when somebody invites it."""
        if person.id in channel.members:
            return
        channel.members.append(person.id)
        self._world.changed()
        event = self._slack.membership_event("member_joined_channel", person.id, channel)
        if inviter is not None:
            event["inviter"] = inviter.id
        await self._slack.events.emit(event, channel)

    async def leave(self, person: Person, channel: Channel) -> None:
        """Leave a channel."""
        self._check_member(person, channel)
        if person.id == self._world.bot_user:
            await self._remove_app(channel)
            return
        event = self._slack.membership_event("member_left_channel", person.id, channel)
        channel.members.remove(person.id)
        self._world.changed()
        await self._slack.events.emit(event, channel)

    async def _remove_app(self, channel: Channel) -> None:
        """Take the app out of a channel: it hears that it left, not that a member did."""
        channel.members.remove(self._world.bot_user)
        self._world.changed()
        name = "group_left" if channel.kind == "private" else "channel_left"
        await self._slack.events.emit({"type": name, "channel": channel.id})

    async def archive(self, person: Person, channel: Channel, *, archived: bool = True) -> None:
        """Archive a channel, or bring it back."""
        channel.archived = archived
        self._world.changed()
        kind = "group" if channel.kind == "private" else "channel"
        name = f"{kind}_archive" if archived else f"{kind}_unarchive"
        event = {"type": name, "channel": channel.id, "user": person.id}
        await self._slack.events.emit(event, channel)

    async def delete_channel(self, person: Person, channel: Channel) -> None:
        """Delete a channel with all that was said in it."""
        del self._world.channels[channel.id]
        self._world.messages.pop(channel.id, None)
        self._world.changed()
        if self._world.bot_user in channel.members:
            name = "group_deleted" if channel.kind == "private" else "channel_deleted"
            event = {"type": name, "channel": channel.id, "actor_id": person.id}
            await self._slack.events.emit(event)

    async def rename(self, channel: Channel, name: str) -> None:
        """Give a channel another name."""
        channel.name = name
        self._world.changed()
        shown = channel_json(self._world, channel, self._world.bot_user)
        told = {key: shown[key] for key in ("id", "name", "created")}
        kind = "group_rename" if channel.kind == "private" else "channel_rename"
        await self._slack.events.emit({"type": kind, "channel": told}, channel)

    async def change_person(self, person: Person, **fields: str | bool) -> None:
        """Change what is known of a person: their tz, name, or that they left (`deleted`)."""
        for name, value in fields.items():
            setattr(person, name, value)
        self._world.changed()
        user = person_json(self._world, person)
        await self._slack.events.emit({"type": "user_change", "user": user})

    async def uninstall(self) -> None:
        """Remove the app from the workspace: its tokens are worth nothing from here on."""
        for event in self._slack.uninstall():
            await self._slack.events.emit(event)

    async def _tell_of(self, message: Message, channel: Channel) -> None:
        event, _ = self._slack.message_event(message)
        await self._slack.events.emit(event, channel)
        if f"<@{self._world.bot_user}>" in message.text and channel.kind != "im":
            mention = {key: event[key] for key in event.keys() - {"channel_type", "subtype"}}
            await self._slack.events.emit(mention | {"type": "app_mention"}, channel)

    def _with_mentions(self, text: str) -> str:
        """Return text as Slack stores it: escaped, with mentions as ids."""
        stored = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        for person in self._world.people.values():
            for name in {person.name, person.shown_name}:
                stored = stored.replace(f"@{name}", f"<@{person.id}>")
        return stored

    def _check_member(self, person: Person, channel: Channel) -> None:
        if person.id not in channel.members:
            raise Impossible(f"{person.shown_name} is not a member of {channel.name}.")

    def _check_author(self, person: Person, message: Message) -> None:
        if message.author != person.id:
            raise Impossible(f"{person.shown_name} did not write that.")
