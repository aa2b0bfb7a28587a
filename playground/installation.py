"""The app as the workspace knows it: its manifest, its tokens, its scopes."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from playground.things import Json

_HEX_BYTES = 12


def _secret(prefix: str) -> str:
    return f"{prefix}{secrets.token_hex(_HEX_BYTES)}"


@dataclass
class Installation:
    """An app, installed in the playground's workspace as its manifest asks."""

    manifest: Mapping[str, Any]
    app_id: str = "A01WORKBACK"
    bot_id: str = "B01WORKBACK"
    bot_token: str = field(default_factory=lambda: _secret("xoxb-"))
    app_token: str = field(default_factory=lambda: _secret("xapp-"))
    signing_secret: str = field(default_factory=lambda: _secret(""))
    verification_token: str = field(default_factory=lambda: _secret(""))
    client_id: str = "1.1"
    client_secret: str = field(default_factory=lambda: _secret(""))
    installed: bool = True
    scopes: set[str] = field(init=False)
    """What the bot token may do; take one away to see `missing_scope`."""
    events: set[str] = field(init=False)
    """The event types the app subscribed to."""

    def __post_init__(self) -> None:
        settings = self.manifest.get("settings", {})
        scopes = self.manifest.get("oauth_config", {}).get("scopes", {}).get("bot", [])
        self.scopes = set(scopes)
        self.events = set(settings.get("event_subscriptions", {}).get("bot_events", []))

    def beside(self) -> "Installation":
        """Return the same app in another workspace: only its token is another one."""
        return replace(self, bot_token=_secret("xoxb-"))

    def renew(self) -> None:
        """Give it a new token, where it was removed; a token that is revoked never comes back."""
        if not self.installed:
            self.bot_token, self.installed = _secret("xoxb-"), True

    @property
    def name(self) -> str:
        """The app's name."""
        return str(self.manifest.get("display_information", {}).get("name", "App"))

    @property
    def commands(self) -> dict[str, Json]:
        """The slash commands by name: command, description, usage_hint."""
        return {command["command"]: command for command in self._features("slash_commands")}

    @property
    def shortcuts(self) -> list[Json]:
        """The shortcuts: name, type ("global" or "message"), callback_id, description."""
        return self._features("shortcuts")

    @property
    def has_home(self) -> bool:
        """Whether the app has a Home tab."""
        home = self.manifest.get("features", {}).get("app_home", {})
        return bool(home.get("home_tab_enabled"))

    @property
    def has_messages(self) -> bool:
        """Whether the app has a Messages tab: without it, it can write to nobody."""
        home = self.manifest.get("features", {}).get("app_home", {})
        return bool(home.get("messages_tab_enabled"))

    @property
    def takes_messages(self) -> bool:
        """Whether people can write to the app: its Messages tab is on and not read-only."""
        home = self.manifest.get("features", {}).get("app_home", {})
        return self.has_messages and not home.get("messages_tab_read_only_enabled")

    def _features(self, name: str) -> list[Json]:
        found: list[Json] = self.manifest.get("features", {}).get(name, [])
        return found
