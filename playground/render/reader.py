"""Who looks at a surface: what they are called, what they may see, what time it is for them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from playground.render import dates
from playground.render.markup import Markup, el


@dataclass(frozen=True)
class Reader:
    """The person for whom blocks are drawn."""

    now: datetime
    zone: ZoneInfo
    person: str = ""
    """The reader's id."""
    half_day: bool = False
    """Writes 3:00 PM instead of 15:00."""
    people: Mapping[str, str] = field(default_factory=dict)
    """Everybody's shown name by id."""
    channels: Mapping[str, str] = field(default_factory=dict)
    """The names of the channels this reader may see, by id."""
    files: Mapping[str, str] = field(default_factory=dict)
    """Addresses of pictures on this playground, by file id."""

    def mention(self, person_id: str, fallback: str | None = None) -> Markup:
        """Return a mention of a person; one's own stands out."""
        name = self.people.get(person_id) or fallback or "unknown person"
        mine = " bk-mention-me" if person_id == self.person else ""
        return el("span", f"@{name.lstrip('@')}", class_=f"bk-mention{mine}")

    def channel(self, channel_id: str, fallback: str | None = None) -> Markup:
        """Return a link to a channel; what the reader may not see has no name."""
        name = self.channels.get(channel_id)
        if name is None and fallback is None:
            return el("span", "a private channel", class_="bk-mention bk-mention-closed")
        shown = f"#{(name or fallback or '').lstrip('#')}"
        if name is None:
            return el("span", shown, class_="bk-mention")
        return el(
            "button",
            shown,
            type="button",
            class_="bk-mention bk-mention-link",
            data_act="channel",
            data_id=channel_id,
        )

    def date(self, seconds: int, form: str) -> str:
        """Return a moment in this reader's words."""
        return dates.formatted(seconds, form, now=self.now, zone=self.zone, half_day=self.half_day)
