"""What everybody has read: the unread marks."""

from playground.things import Channel, Message
from playground.world import World


class Reads:
    """How far each person has read in each channel; all tabs of a playground share it."""

    def __init__(self, world: World) -> None:
        self._world = world
        # What was said before the page stood is not news.
        self._start = f"{world.now().timestamp():.6f}"
        self._read: dict[tuple[str, str], str] = {}

    def mark(self, person: str, channel: Channel) -> None:
        """Note that a person has read everything in a channel."""
        if channel.last_ts:
            self._read[person, channel.id] = channel.last_ts

    def unread(self, person: str, channel: Channel) -> list[Message]:
        """Return what a person has not read in a channel and did not write."""
        since = float(self._read.get((person, channel.id), self._start))
        return [
            message
            for message in self._world.seen_by(person, channel)
            if float(message.ts) > since and message.author != person and not message.is_reply
        ]

    def calls(self, person: str, channel: Channel) -> int:
        """Return how many unread messages ask for this person: mentions, and all in a DM."""
        new = self.unread(person, channel)
        if channel.kind == "im":
            return len(new)
        return sum(f"<@{person}>" in f"{message.text}{message.blocks}" for message in new)
