"""Messages of the app: what Slack checks before it shows them."""

from dataclasses import dataclass, field

from playground import rules
from playground.elements import with_ids
from playground.installation import Installation
from playground.refusals import SlackError
from playground.things import Channel, Json, Message
from playground.world import World

LONGEST_TEXT = 40_000
LONGEST_UPDATE = 4_000


@dataclass(frozen=True)
class Content:
    """What a message says."""

    text: str = ""
    blocks: list[Json] = field(default_factory=list)
    metadata: Json | None = None

    def check(self, longest: int = LONGEST_TEXT) -> None:
        """Raise SlackError if Slack would not show it."""
        if not self.text and not self.blocks:
            raise SlackError("no_text")
        if len(self.text) > longest:
            raise SlackError("msg_too_long")
        faults = rules.check_blocks(self.blocks, "message")
        if faults:
            raise SlackError("invalid_blocks", *faults)
        if rules.words_in(self.blocks) > rules.MESSAGE_CHARACTERS:
            raise SlackError("msg_blocks_too_long")
        faults = rules.check_metadata(self.metadata)
        if faults:
            raise SlackError("invalid_metadata_format", *faults)


class Posting:
    """Puts the app's messages into a world."""

    def __init__(self, world: World, installation: Installation) -> None:
        self._world = world
        self._installation = installation

    def channel_for_bot(self, channel_id: str) -> Channel:
        """Find a channel that the bot can see, by its id. Raises SlackError if it cannot."""
        world, channel = self._world, self._world.channels.get(channel_id)
        if channel is None:
            raise SlackError("channel_not_found")
        if channel.kind != "public" and world.bot_user not in channel.members:
            raise SlackError("channel_not_found")
        return channel

    def writable(self, which: str, *, everywhere: bool = False) -> Channel:
        """Find a channel the bot can write into; with `everywhere`, any public one.

        Here alone Slack takes more than ids: a channel's name, or a person for their direct one.
        """
        if which in self._world.people:
            which = self._world.im_with(which).id
        named = {c.name: c.id for c in self._world.channels.values() if c.kind != "im"}
        channel = self.channel_for_bot(named.get(which.lstrip("#"), which))
        if self._world.bot_user not in channel.members and not everywhere:
            raise SlackError("not_in_channel")
        if channel.archived:
            raise SlackError("is_archived")
        if channel.kind == "im" and not self._installation.has_messages:
            raise SlackError("messages_tab_disabled")
        return channel

    def post(
        self,
        channel: Channel,
        content: Content,
        thread_ts: str | None = None,
        *,
        only_for: str | None = None,
        broadcast: bool = False,
    ) -> Message:
        """Post a message, or show it to one person only. Raises SlackError for bad content."""
        content.check()
        if thread_ts is not None:
            thread_ts = self._thread(channel, thread_ts)
        return self._world.add_message(
            Message(
                ts=self._world.next_ts(channel),
                channel=channel.id,
                author=self._world.bot_user,
                text=content.text,
                blocks=self._kept(content.blocks),
                thread_ts=thread_ts,
                metadata=content.metadata,
                ephemeral_to=only_for,
                broadcast=broadcast,
                by_app=True,
            )
        )

    def rewrite(self, message: Message, content: Content, longest: int = LONGEST_TEXT) -> None:
        """Put other content into a message. Raises SlackError for bad content."""
        content.check(longest)
        message.text, message.blocks = content.text, self._kept(content.blocks)
        if content.metadata is not None:
            message.metadata = content.metadata or None
        if not message.ephemeral_to:
            message.edited_ts = f"{self._world.now().timestamp():.6f}"
        self._world.changed()

    def own(self, channel: Channel, ts: str, refusal: str) -> Message:
        """Find a message of the app's. Raises SlackError; `refusal` if it is somebody else's."""
        message = self._world.message(channel.id, ts)
        if message is None or message.ephemeral_to:
            raise SlackError("message_not_found")
        if not message.by_app:
            raise SlackError(refusal)
        return message

    def _thread(self, channel: Channel, thread_ts: str) -> str:
        parent = self._world.message(channel.id, thread_ts)
        if parent is None or parent.ephemeral_to:
            raise SlackError("thread_not_found")
        return parent.thread_ts or parent.ts

    def _kept(self, blocks: list[Json]) -> list[Json]:
        return with_ids(blocks, self._world.new_id)
