"""The state of the playground's Slack, and the only ways in which it changes."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Protocol, Self

from pydantic import BaseModel, Field, PrivateAttr

from playground.things import (
    Channel,
    ChannelKind,
    Json,
    Message,
    Notice,
    Person,
    Scheduled,
    SharedFile,
    UserGroup,
    View,
    Workspace,
)

__all__ = [
    "Channel",
    "ChannelKind",
    "Clock",
    "Json",
    "Message",
    "Notice",
    "Observer",
    "Person",
    "Scheduled",
    "SharedFile",
    "UserGroup",
    "View",
    "Workspace",
    "World",
]

Observer = Callable[[], None]

_MICROSECONDS = 1_000_000


class Clock(Protocol):
    """Tells the moment; `bot.clock.Clock` and `MovableClock` do."""

    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""
        ...


class World(BaseModel):
    """A workspace with everything in it.

    Read its fields freely; change it by its methods, then everyone who subscribed is told.
    """

    workspace: Workspace
    bot_user: str
    """The person id of the app's bot user."""
    people: dict[str, Person] = Field(default_factory=dict)
    channels: dict[str, Channel] = Field(default_factory=dict)
    user_groups: list[UserGroup] = Field(default_factory=list)
    messages: dict[str, list[Message]] = Field(default_factory=dict)
    """By channel id, oldest first, replies and ephemeral messages included."""
    stacks: dict[str, list[View]] = Field(default_factory=dict)
    """Each person's open modals by person id, the top one last."""
    homes: dict[str, View] = Field(default_factory=dict)
    """App Homes by person id."""
    files: dict[str, SharedFile] = Field(default_factory=dict)
    scheduled: dict[str, Scheduled] = Field(default_factory=dict)
    notices: list[Notice] = Field(default_factory=list)
    counter: int = 0
    """The last number given out in an id."""

    _clock: Clock = PrivateAttr()
    _observers: list[Observer] = PrivateAttr(default_factory=list)

    def set_clock(self, clock: Clock) -> Self:
        """Give it the clock that ts are read from."""
        self._clock = clock
        return self

    # Remembering -----------------------------------------------------------------------------

    def dump(self) -> str:
        """Return everything as JSON."""
        return self.model_dump_json()

    @classmethod
    def load(cls, text: str, clock: Clock) -> Self:
        """Rebuild a world from `dump`. Raises pydantic.ValidationError for anything else."""
        return cls.model_validate_json(text).set_clock(clock)

    def subscribe(self, observer: Observer) -> Callable[[], None]:
        """Call `observer` after each change, until the returned function is called."""
        self._observers.append(observer)

        def leave() -> None:
            if observer in self._observers:
                self._observers.remove(observer)

        return leave

    def changed(self) -> None:
        """Tell all who subscribed that something is different now."""
        for observer in list(self._observers):
            observer()

    # Names and times -------------------------------------------------------------------------

    def now(self) -> datetime:
        """Return the workspace's present moment."""
        return self._clock.now()

    def new_id(self, prefix: str) -> str:
        """Return an id that nothing else has, such as F0000000A7."""
        self.counter += 1
        return f"{prefix}{self.counter:010X}"

    def next_ts(self, channel: Channel) -> str:
        """Return a ts younger than every other in the channel."""
        micros = round(self.now().timestamp() * _MICROSECONDS)
        if channel.last_ts:
            micros = max(micros, int(channel.last_ts.replace(".", "")) + 1)
        channel.last_ts = f"{micros // _MICROSECONDS}.{micros % _MICROSECONDS:06d}"
        return channel.last_ts

    def person(self, who: str) -> Person:
        """Find a person by id or handle. Raises KeyError if there is none."""
        if who in self.people:
            return self.people[who]
        for person in self.people.values():
            if person.name == who.lstrip("@").lower():
                return person
        raise KeyError(who)

    def channel(self, which: str) -> Channel:
        """Find a channel by id or name, with or without #. Raises KeyError if there is none."""
        if which in self.channels:
            return self.channels[which]
        for channel in self.channels.values():
            if channel.kind != "im" and channel.name == which.lstrip("#"):
                return channel
        raise KeyError(which)

    @property
    def bot(self) -> Person:
        """The app's bot user."""
        return self.people[self.bot_user]

    def im_with(self, person_id: str) -> Channel:
        """Return the direct conversation between a person and the app; open it if need be."""
        known = self.channels.get(f"D{person_id[1:]}")
        if known is not None and person_id in known.members:
            return known
        for channel in self.channels.values():
            if channel.kind == "im" and person_id in channel.members:
                return channel
        # The id follows from the person's, as clients keep it: the conversation never changes.
        opened = Channel(
            id=f"D{person_id[1:]}",
            name="",
            kind="im",
            members=[person_id, self.bot_user],
            creator=person_id,
            created=int(self.now().timestamp()),
        )
        self.channels[opened.id] = opened
        return opened

    # Messages --------------------------------------------------------------------------------

    def add_message(self, message: Message) -> Message:
        """Put a message into its channel."""
        self.messages.setdefault(message.channel, []).append(message)
        self.changed()
        return message

    def message(self, channel_id: str, ts: str) -> Message | None:
        """Find a message that is not deleted; an ephemeral one too."""
        for message in self.messages.get(channel_id, []):
            if message.ts == ts and not message.deleted:
                return message
        return None

    def remove_message(self, message: Message) -> None:
        """Delete a message; a parent with replies leaves a tombstone."""
        if any(True for _ in self.replies(message)):
            message.deleted, message.text, message.blocks = True, "", []
        else:
            self.messages[message.channel].remove(message)
        self.changed()

    def replies(self, parent: Message) -> Iterator[Message]:
        """Yield the replies in a message's thread, oldest first, without ephemeral ones."""
        for message in self.messages.get(parent.channel, []):
            if message.thread_ts == parent.ts and message.is_reply and not message.ephemeral_to:
                yield message

    def may_see(self, person_id: str, channel: Channel) -> bool:
        """Whether a person may look into a channel: members, and for public ones all but guests."""
        if person_id in channel.members:
            return True
        return channel.kind == "public" and not self.people[person_id].is_restricted

    def seen_by(self, person_id: str, channel: Channel) -> list[Message]:
        """Return what a person sees in a channel, threads included, oldest first."""
        if not self.may_see(person_id, channel):
            return []
        return [
            message
            for message in self.messages.get(channel.id, [])
            if message.ephemeral_to in (None, person_id)
        ]

    # Views -----------------------------------------------------------------------------------

    def stack(self, person_id: str) -> list[View]:
        """Return a person's open modals, the top one last."""
        return self.stacks.setdefault(person_id, [])

    def top_view(self, person_id: str) -> View | None:
        """Return the modal a person is looking at."""
        stack = self.stack(person_id)
        return stack[-1] if stack else None

    def view(self, view_id: str) -> View | None:
        """Find an open modal or a Home by its id."""
        for stack in self.stacks.values():
            for view in stack:
                if view.id == view_id:
                    return view
        return next((home for home in self.homes.values() if home.id == view_id), None)

    def notify(self, person_id: str, text: str, channel_id: str | None = None) -> None:
        """Show a person a line of Slack's own."""
        at = f"{self.now().timestamp():.6f}"
        self.notices.append(Notice(person=person_id, channel=channel_id, text=text, at=at))
        self.changed()
