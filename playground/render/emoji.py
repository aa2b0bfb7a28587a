"""Emoji by their Slack names."""

import re

from rich.emoji import Emoji

from playground.render.markup import Markup, el

SHORTCODE = re.compile(r":([a-z0-9_+'-]+):")

# Slack's own names, where Unicode's list has others.
_SLACK_NAMES = {
    "large_green_circle": "🟢",
    "large_yellow_circle": "🟡",
    "large_orange_circle": "🟠",
    "large_purple_circle": "🟣",
    "large_red_square": "🟥",
    "large_green_square": "🟩",
    "large_yellow_square": "🟨",
    "warning": "⚠️",
    "heavy_check_mark": "✔️",
    "arrow_right": "➡️",
    "information_source": "ℹ️",
    "spiral_calendar_pad": "🗓️",
}


def glyph(name: str) -> str | None:
    """Return the character of an emoji, None if there is no such emoji."""
    if name in _SLACK_NAMES:
        return _SLACK_NAMES[name]
    written = f":{name}:"
    found = Emoji.replace(written)
    return None if found == written else found


def emoji(name: str) -> Markup:
    """Return an emoji as an image with a name, or its code where there is none."""
    character = glyph(name)
    if character is None:
        return Markup("{}").format(f":{name}:")
    words = name.replace("_", " ")
    return el("span", character, class_="bk-emoji", role="img", aria_label=words, title=f":{name}:")


def with_emoji(text: str) -> Markup:
    """Return plain text with its shortcodes as emoji."""
    pieces = Markup("")
    place = 0
    for match in SHORTCODE.finditer(text):
        pieces += text[place : match.start()]
        pieces += emoji(match[1])
        place = match.end()
    return pieces + text[place:]
