"""A person's eyes and hands, for tests.

alice = slack.person("alice")
await alice.command("/workback new", channel="teamsync")
await alice.fill(headline="Introducing TeamSync")
await alice.submit()
"""

import contextlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from playground.acts import Outcome
from playground.elements import HOLDINGS, elements_of
from playground.meaning import meant
from playground.refusals import Impossible
from playground.seeing import Control, ModalSeen, the_control
from playground.things import Channel, Json, Message, Person, View

if TYPE_CHECKING:
    from playground.server import Playground

_PATIENCE = 5.0
"""Seconds that a person looks for a control: what an app says appears when Slack gets it."""


class Actor:
    """One person in the playground's Slack. What Slack would not allow raises Impossible."""

    def __init__(self, slack: "Playground", person: Person) -> None:
        self._slack = slack
        self.person = person
        self._at_home = False

    @property
    def id(self) -> str:
        """The person's id."""
        return self.person.id

    # Eyes ------------------------------------------------------------------------------------

    @property
    def has_modal(self) -> bool:
        """Whether a modal is open."""
        return self._slack.world.top_view(self.id) is not None

    @property
    def modal(self) -> ModalSeen:
        """The modal on top."""
        view = self._slack.world.top_view(self.id)
        if view is None:
            raise Impossible(f"{self.person.shown_name} has no modal open.")
        return ModalSeen(view)

    @property
    def home(self) -> View:
        """The App Home."""
        home = self._slack.world.homes.get(self.id)
        if home is None:
            raise Impossible(f"{self.person.shown_name}'s Home is empty.")
        return home

    @property
    def notices(self) -> list[str]:
        """What Slack itself said: that a command failed, for example. Oldest first."""
        return [note.text for note in self._slack.world.notices if note.person == self.id]

    def sees(self, channel: str | None = None) -> list[Message]:
        """Return the messages in a channel, oldest first; without one, those from the app."""
        return self._slack.world.seen_by(self.id, self._channel(channel))

    def newest(self, channel: str | None = None) -> Message:
        """Return the youngest message in a channel."""
        seen = self.sees(channel)
        if not seen:
            raise Impossible("There is no message.")
        return seen[-1]

    def told(self, channel: str) -> Message:
        """Return the youngest message in a channel that only this person sees."""
        seen = [message for message in self.sees(channel) if message.ephemeral_to == self.id]
        if not seen:
            raise Impossible(f"{self.person.shown_name} was told nothing in {channel}.")
        return seen[-1]

    async def waits_for(self, predicate: Callable[[], Any], timeout: float = 20.0) -> None:  # noqa: ASYNC109  (a bound on the wait, told in the failure)
        """Wait until something is so. Raises TimeoutError after `timeout` seconds."""
        await self._slack.until(predicate, timeout=timeout)

    # Hands: commands, shortcuts, Home ----------------------------------------------------------

    async def command(self, typed: str, channel: str | None = None) -> Outcome:
        """Send a slash command and wait for its acknowledgement."""
        self._at_home = False
        return await self._slack.acts.command(self.person, self._channel(channel), typed)

    async def shortcut(self, name: str) -> Outcome:
        """Use a global shortcut by its name."""
        return await self._slack.acts.shortcut(self.person, self._callback(name, "global"))

    async def message_shortcut(self, name: str, message: Message) -> Outcome:
        """Use a shortcut on a message by its name."""
        callback_id = self._callback(name, "message")
        return await self._slack.acts.shortcut(self.person, callback_id, message)

    async def open_home(self, tab: str = "home") -> None:
        """Open the app's Home."""
        self._at_home = tab == "home"
        await self._slack.talk.open_home(self.person, tab)

    # Hands: modals and buttons -----------------------------------------------------------------

    async def fill(self, **fields: Any) -> None:
        """Type into fields of the top modal, by block_id; see `choose` for what is not text."""
        for name, value in fields.items():
            await self.choose(name, value)

    async def choose(self, field: str, value: Any, within: View | Message | None = None) -> Outcome:
        """Set a field, by block_id or action_id.

        The value is text, an option's words or value, a person's or channel's name, a file's id,
        or a list of them.

        If the field tells the app at once, this waits for the app's answer.
        """
        where = within or self.modal.view
        block, element = self._field(where, field)
        held = meant(self._slack.world, element, value)
        ids = block["block_id"], element["action_id"]
        return await self._slack.acts.use(self.person, where, ids, held)

    async def submit(self) -> Outcome:
        """Press the top modal's submit button."""
        return await self._slack.acts.submit(self.person, self.modal.view)

    async def close(self) -> Outcome:
        """Close the top modal."""
        return await self._slack.acts.close(self.person, self.modal.view)

    async def click(
        self, what: str, within: View | Message | None = None, menu: str | None = None
    ) -> Outcome:
        """Press a button or a menu's entry, by its words, action id or value.

        Looks in `within`; else in the top modal; else in Home if it was just opened; else in the
        youngest message that has it, and waits a little for it to appear. `menu` names a menu or a
        row, where several would do.
        """
        with contextlib.suppress(TimeoutError):
            await self.waits_for(lambda: self._seen(what, within, menu), timeout=_PATIENCE)
        found = self._seen(what, within, menu)
        if found is None:
            raise Impossible(f"{self.person.shown_name} sees nothing called {what} here.")
        where, control = found
        ids = control.block_id, control.action_id
        return await self._slack.acts.use(self.person, where, ids, control.option)

    # Hands: messages -----------------------------------------------------------------------------

    async def say(
        self, text: str, channel: str | None = None, thread: Message | None = None
    ) -> Message:
        """Write a message, or a reply in the thread of another."""
        self._at_home = False
        thread_ts = (thread.thread_ts or thread.ts) if thread else None
        place = self._channel(channel or (thread.channel if thread else None))
        return await self._slack.talk.say(self.person, place, text, thread_ts)

    async def edit(self, message: Message, text: str) -> None:
        """Change one's own message."""
        await self._slack.talk.edit(self.person, message, text)

    async def delete(self, message: Message) -> None:
        """Delete one's own message."""
        await self._slack.talk.delete(self.person, message)

    async def upload(
        self, name: str, content: bytes, channel: str | None = None, text: str = ""
    ) -> Message:
        """Share a file."""
        place = self._channel(channel)
        return await self._slack.talk.upload(self.person, place, name, content, text)

    async def invite(self, who: str, channel: str) -> None:
        """Make somebody a member of a channel: the app too, as /invite @Workback does."""
        person = self._slack.world.person(who)
        await self._slack.talk.join(person, self._channel(channel), self.person)

    # Finding -------------------------------------------------------------------------------------

    def _channel(self, which: str | None) -> Channel:
        world = self._slack.world
        return world.channel(which) if which else world.im_with(self.id)

    def _callback(self, name: str, kind: str) -> str:
        for shortcut in self._slack.installation.shortcuts:
            if shortcut["type"] == kind and name in (shortcut["name"], shortcut["callback_id"]):
                return str(shortcut["callback_id"])
        raise Impossible(f"There is no {kind} shortcut “{name}”.")

    def _seen(
        self, what: str, within: View | Message | None, menu: str | None
    ) -> tuple[View | Message, Control] | None:
        for place in [within] if within is not None else self._places():
            control = the_control(place, what, menu)
            if control is not None:
                return place, control
        return None

    def _places(self) -> list[View] | list[Message]:
        if self.has_modal:
            return [self.modal.view]
        if self._at_home:
            return [self.home]
        world = self._slack.world
        seen = [m for channel in world.channels.values() for m in world.seen_by(self.id, channel)]
        return sorted(seen, key=lambda message: float(message.ts), reverse=True)

    def _field(self, where: View | Message, field: str) -> tuple[Json, Json]:
        found = [
            (block, element)
            for block in where.blocks
            for element in elements_of(block)
            if field in (block["block_id"], element["action_id"]) and element["type"] in HOLDINGS
        ]
        if len(found) != 1:
            raise Impossible(f"{len(found)} fields are called {field}.")
        return found[0]
