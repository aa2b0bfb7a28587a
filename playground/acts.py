"""What people do in Slack. The page and the tests' hands both act through these."""

from dataclasses import dataclass
from typing import Any

from playground import payloads
from playground.delivery import Ack, Envelope
from playground.elements import HOLDINGS, dispatches, find, value_of
from playground.refusals import Impossible, SlackError
from playground.responses import acknowledge_command
from playground.slack import Slack
from playground.things import Channel, Json, Message, Person, View
from playground.validation import errors_in

_TROUBLE = {
    "http_timeout": "operation_timeout",
    "http_error": "dispatch_failed",
    "connection_failed": "dispatch_failed",
}


@dataclass(frozen=True)
class Outcome:
    """How an act went: `trouble` is what Slack told the person, None if all was well."""

    trouble: str | None = None
    answer: Any = None


class Acts:
    """The acts of everybody, each on behalf of one person."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack

    async def command(self, person: Person, channel: Channel, typed: str) -> Outcome:
        """Send a slash command, and show what the app answers."""
        slack = self._slack
        name, _, words = typed.strip().partition(" ")
        if person.id not in channel.members:
            raise Impossible(f"{person.shown_name} is not a member of {channel.name}.")
        if name not in slack.installation.commands:
            slack.world.notify(person.id, f"{name} is not a valid command.", channel.id)
            return Outcome("invalid_command")
        envelope = payloads.command(slack, person, channel, name, words.strip())
        ack = await self._carry(person, typed, envelope)
        trouble = _TROUBLE.get(ack.trouble or "")
        if trouble is None:
            try:
                acknowledge_command(slack, channel, person.id, ack.body)
            except SlackError as refusal:
                trouble = refusal.code
        if trouble:
            words = f"{name} failed with the error “{trouble}”"
            slack.world.notify(person.id, words, channel.id)
        return Outcome(trouble, ack.body)

    async def use(
        self, person: Person, where: View | Message, ids: tuple[str, str], value: Any = None
    ) -> Outcome:
        """Press a button, or choose or type a value, by (block_id, action_id).

        The app hears of it if the element is one that tells. Raises Impossible if there is no
        such element.
        """
        found = find(where.blocks, *ids)
        if found is None:
            raise Impossible(f"There is no element {ids[1]} in block {ids[0]}.")
        block, element = found
        if isinstance(where, View) and element["type"] in HOLDINGS:
            self.put(where, ids, element, value)
        if not dispatches(block):
            return Outcome()
        done = payloads.action(self._slack, block, element, value)
        envelope = payloads.block_actions(self._slack, person, where, done)
        ack = await self._carry(person, f"uses {ids[1]}", envelope)
        return self._tell(person, where, ack)

    def put(self, view: View, ids: tuple[str, str], element: Json, value: Any) -> None:
        """Let a field of a view hold a value, without telling the app."""
        view.state.setdefault(ids[0], {})[ids[1]] = value_of(element, value)
        view.errors.pop(ids[0], None)
        self._slack.world.changed()

    async def submit(self, person: Person, view: View) -> Outcome:
        """Submit a modal; the answer closes it, changes it, or puts errors under its fields."""
        self._check_top(person, view)
        view.errors = errors_in(view)
        if view.errors:
            self._slack.world.changed()
            return Outcome("invalid_input", view.errors)
        envelope = payloads.submission(self._slack, person, view)
        ack = await self._carry(person, "submits", envelope)
        if ack.trouble:
            return self._tell(person, view, ack)
        try:
            self._slack.modals.acknowledge(view, ack.body)
        except SlackError as refusal:
            return self._complain(view, refusal)
        return Outcome(answer=ack.body)

    async def close(self, person: Person, view: View) -> Outcome:
        """Close a modal, or all that are open if it clears them."""
        self._check_top(person, view)
        everything = bool(view.payload.get("clear_on_close"))
        leaving = list(reversed(self._slack.world.stack(person.id))) if everything else [view]
        for gone in leaving:
            self._slack.modals.close(gone)
        for gone in leaving:
            if gone.payload.get("notify_on_close"):
                envelope = payloads.closed(self._slack, person, gone, cleared=everything)
                await self._carry(person, "closes", envelope)
        return Outcome()

    async def shortcut(
        self, person: Person, callback_id: str, message: Message | None = None
    ) -> Outcome:
        """Use a shortcut: a global one, or one on a message."""
        envelope = payloads.shortcut(self._slack, person, callback_id, message)
        ack = await self._carry(person, f"shortcut {callback_id}", envelope)
        trouble = _TROUBLE.get(ack.trouble or "")
        if trouble:
            self._slack.world.notify(person.id, f"That did not work: {trouble}")
        return Outcome(trouble, ack.body)

    async def suggest(
        self, person: Person, where: View | Message, ids: tuple[str, str], typed: str
    ) -> list[Json]:
        """Return what an external select offers for what was typed."""
        found = find(where.blocks, *ids)
        if found is None:
            raise Impossible(f"There is no element {ids[1]} in block {ids[0]}.")
        envelope = payloads.suggestion(self._slack, person, where, found, typed)
        ack = await self._carry(person, f"types “{typed}”", envelope)
        answer = ack.body if isinstance(ack.body, dict) else {}
        options: list[Json] = list(answer.get("options", []))
        for group in answer.get("option_groups", []):
            options += group["options"]
        return options

    async def _carry(self, person: Person, words: str, envelope: Envelope) -> Ack:
        with self._slack.traffic.act(f"{person.shown_name}: {words}"):
            return await self._slack.delivery.carry(envelope)

    def _check_top(self, person: Person, view: View) -> None:
        if self._slack.world.top_view(person.id) is not view:
            raise Impossible(f"{person.shown_name} has another modal on top, or none.")

    def _tell(self, person: Person, where: View | Message, ack: Ack) -> Outcome:
        """Show a person that the app did not answer, where they acted."""
        trouble = _TROUBLE.get(ack.trouble or "")
        if trouble is None:
            if isinstance(where, View):
                where.trouble = None
            return Outcome(answer=ack.body)
        words = f"We had some trouble connecting. Try again? ({trouble})"
        if isinstance(where, View):
            where.trouble = words
            self._slack.world.changed()
        else:
            self._slack.world.notify(person.id, words, where.channel)
        return Outcome(trouble, ack.body)

    def _complain(self, view: View, refusal: SlackError) -> Outcome:
        detail = "; ".join(refusal.messages) or refusal.code
        view.trouble = f"We had some trouble connecting. Try again? ({refusal.code}: {detail})"
        self._slack.world.changed()
        return Outcome(refusal.code, detail)
