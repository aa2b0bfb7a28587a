"""Slack itself, without its servers: one workspace, one app, and what goes on between them."""

from dataclasses import dataclass
from datetime import datetime

from playground.delivery import Delivery
from playground.events import Events
from playground.faults import Faults
from playground.installation import Installation
from playground.modals import Modals
from playground.posting import Posting
from playground.rates import Rates
from playground.refusals import SlackError
from playground.response_urls import ResponseUrls
from playground.shapes import message_json
from playground.things import Channel, Json, Message
from playground.traffic import Traffic
from playground.triggers import Triggers
from playground.world import World


@dataclass(frozen=True)
class Grant:
    """What an admin agreed to, until the app exchanges its code for a token."""

    installer: str
    redirect_uri: str | None
    given_at: datetime


class Slack:
    """Everything that the Web API, the response URLs and people's hands work on."""

    def __init__(self, world: World, installation: Installation) -> None:
        self.world = world
        self.installation = installation
        self.traffic = Traffic(world)
        self.faults = Faults()
        self.rates: Rates | None = None
        """Set to enforce rate limits."""
        self.triggers = Triggers()
        self.response_urls = ResponseUrls(world)
        self.modals = Modals(world)
        self.posting = Posting(world, installation)
        self.delivery = Delivery(installation, self.traffic, world)
        self.events = Events(world, installation, self.delivery, self.faults)
        self.oauth_codes: dict[str, Grant] = {}
        """By the codes of the authorise page that are not exchanged yet."""
        self.workspaces: list[Slack] = [self]
        """All the workspaces of this Slack; they share one list."""
        self.address = ""
        """Where its servers stand: "http://127.0.0.1:" and a port."""

    def require(self, *scopes: str) -> None:
        """Raise SlackError unless the bot token has one of these scopes."""
        provided = self.installation.scopes
        if scopes and provided.isdisjoint(scopes):
            raise SlackError("missing_scope", needed=scopes[0], provided=",".join(sorted(provided)))

    def response_url(self, person: str, channel: str, message_ts: str | None = None) -> str:
        """Return a new response URL."""
        return f"{self.address}/response/{self.response_urls.issue(person, channel, message_ts)}"

    def message_json(self, message: Message) -> Json:
        """Return a message as Slack's JSON shows it."""
        return message_json(self.world, self.installation, message)

    def message_event(self, message: Message) -> tuple[Json, Channel]:
        """Return the event of a new message, and where it happened."""
        channel = self.world.channels[message.channel]
        event = self.message_json(message) | {
            "channel": channel.id,
            "channel_type": {"public": "channel", "private": "group", "im": "im"}[channel.kind],
            "event_ts": message.ts,
        }
        if message.files:
            event["subtype"] = "file_share"
        return event, channel

    def change_event(self, message: Message, before: Json | None) -> tuple[Json, Channel]:
        """Return the event of an edited message, or of a deleted one if `before` is None."""
        event, channel = self.message_event(message)
        stamp = self.world.next_ts(channel)
        common = {"type": "message", "hidden": True, "ts": stamp, "event_ts": stamp}
        common |= {key: event[key] for key in ("channel", "channel_type")}
        now = self.message_json(message)
        if before is None:
            gone = {"subtype": "message_deleted", "deleted_ts": message.ts}
            return common | gone | {"previous_message": now}, channel
        changed = {"subtype": "message_changed", "message": now, "previous_message": before}
        return common | changed, channel

    def membership_event(self, name: str, person_id: str, channel: Channel) -> Json:
        """Return the event of somebody who came or left."""
        return {
            "type": name,
            "user": person_id,
            "channel": channel.id,
            "channel_type": {"public": "C", "private": "G", "im": "D"}[channel.kind],
            "team": self.world.workspace.id,
        }

    def uninstall(self) -> list[Json]:
        """Remove the app: its token is worth nothing from here on. Return the events of it."""
        self.installation.installed = False
        tokens = {"oauth": [], "bot": [self.world.bot_user]}
        return [{"type": "tokens_revoked", "tokens": tokens}, {"type": "app_uninstalled"}]

    def announce(self, message: Message) -> None:
        """Tell the app of a message that it posted itself, as Slack does."""
        if not message.ephemeral_to:
            self.events.emit_later(*self.message_event(message))
