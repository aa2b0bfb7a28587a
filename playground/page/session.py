"""One browser tab: who acts in it, and what it looks at."""

from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from playground.page.reads import Reads
from playground.passing import Passed
from playground.render import Choice, Place, Reader
from playground.server import Playground
from playground.shapes import message_state
from playground.things import Channel, Json, Message, Person, View

APP = "app"
"""Where a session looks when it does not look at a channel."""

HOME, MESSAGES, ABOUT = "home", "messages", "about"

FILES = "/playground/files"


@dataclass
class Session:
    """What one tab shows. Its person acts on the playground that all tabs share."""

    slack: Playground
    reads: Reads
    person: Person
    spot: str = APP
    """A channel's id, or APP."""
    tab: str = HOME
    """Which of the app's tabs, where the spot is the app."""
    thread: tuple[str, str] | None = None
    """(channel, ts) of the message whose thread is open."""
    editing: tuple[str, str] | None = None
    """(channel, ts) of the message that is being edited."""
    drawer: bool = False
    wanted: str = ""
    """What the traffic is filtered by."""
    way: str = ""
    """Only traffic in this direction; empty for both."""
    opened: set[int] = field(default_factory=set)
    """Numbers of the exchanges that are unfolded."""
    toast: str = ""
    hint: bool = True
    """Whether the first hint still stands."""
    found: dict[str, dict[tuple[str, str], list[Json]]] = field(default_factory=dict)
    """What external selects offered last, by surface."""
    passed: Passed | None = None
    """What happened when the clock was moved last, until it is put away."""
    heard: int = 0
    """How many of Slack's own words have been read."""

    @property
    def channel(self) -> Channel | None:
        """The channel it looks at; the direct one in the app's Messages, None elsewhere."""
        world = self.slack.world
        if self.spot != APP:
            return world.channels.get(self.spot)
        return world.im_with(self.person.id) if self.tab == MESSAGES else None

    @property
    def address(self) -> str:
        """The page's address for what is shown, so that a reload shows it again."""
        channel = self.slack.world.channels.get(self.spot)
        where = channel.name if channel else f"app/{self.tab}"
        return "/?" + urlencode({"as": self.person.name, "in": where}, safe="/")

    def reader(self) -> Reader:
        """Return the acting person as a reader."""
        world = self.slack.world
        return Reader(
            now=world.now(),
            zone=ZoneInfo(self.person.tz),
            person=self.person.id,
            half_day=self.person.locale == "en-US",
            people={person.id: person.shown_name for person in world.people.values()},
            channels={channel.id: channel.name for channel in self.visible_channels()},
            files={file_id: f"{FILES}/{file_id}" for file_id in world.files},
        )

    def visible_channels(self) -> list[Channel]:
        """Return the channels that the person may look into, by name."""
        world = self.slack.world
        seen = [
            channel
            for channel in world.channels.values()
            if channel.kind != "im" and world.may_see(self.person.id, channel)
        ]
        return sorted(seen, key=lambda channel: channel.name)

    def place(self, where: View | Message) -> Place:
        """Return the surface that a view's or a message's blocks stand on."""
        world = self.slack.world
        key = place_key(where)
        people = [person for person in world.people.values() if not person.deleted]
        view = where if isinstance(where, View) else None
        state = view.state if view else message_state(where)["values"]  # type: ignore[arg-type]
        return Place(
            reader=self.reader(),
            key=key.replace(":", "-").replace(".", "-"),
            state=state,
            errors=view.errors if view else {},
            found=self.found.get(key, {}),
            people=tuple(Choice(person.id, person.shown_name) for person in people),
            conversations=tuple(
                Choice(channel.id, f"#{channel.name}") for channel in self.visible_channels()
            ),
        )

    def look(self, spot: str, tab: str = HOME) -> None:
        """Look at a channel, or at one of the app's tabs."""
        self.spot, self.tab = spot, tab
        self.thread = self.editing = None

    def mark_read(self) -> None:
        """Remember that everything shown has been seen."""
        channel = self.channel
        if channel is not None:
            self.reads.mark(self.person.id, channel)

    def become(self, person: Person) -> None:
        """Act as somebody else from here on; what they may not see is left."""
        self.person = person
        self.toast, self.heard = "", len(self.slack.world.notices)
        channel = self.slack.world.channels.get(self.spot)
        if channel is not None and not self.slack.world.may_see(person.id, channel):
            self.look(APP)
        self.thread = self.editing = None


def place_key(where: View | Message) -> str:
    """Return the name by which the page tells surfaces apart."""
    if isinstance(where, View):
        return f"view:{where.id}"
    return f"message:{where.channel}:{where.ts}"


def shift_seconds(slack: Playground) -> float:
    """Return how far the playground's clock is ahead of the real one."""
    shift = getattr(slack.clock, "shift", timedelta(0))
    return float(shift.total_seconds())
