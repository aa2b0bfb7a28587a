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

# The marks that Workback's statuses stand beside are drawn: a machine may have no emoji.
_DRAWN = {
    "large_green_circle": '<circle cx="10" cy="10" r="8" fill="#2f9e62"/>',
    "large_orange_diamond": '<path d="m10 1 9 9-9 9-9-9z" fill="#f2922b"/>',
    "small_red_triangle_down": '<path d="M2 4h16l-8 14z" fill="#d63c3c"/>',
    "white_circle": (
        '<circle cx="10" cy="10" r="7.2" fill="#fff" stroke="#9aa0a8" stroke-width="1.6"/>'
    ),
    "grey_question": (
        '<path d="M6.2 7a3.9 3.9 0 1 1 5.6 3.5c-1.2.6-1.8 1.2-1.8 2.6" fill="none" '
        'stroke="#8b929b" stroke-width="2.6" stroke-linecap="round"/>'
        '<circle cx="10" cy="17" r="1.7" fill="#8b929b"/>'
    ),
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
    face = _drawn(name) or glyph(name)
    if face is None:
        return Markup("{}").format(f":{name}:")
    words = name.replace("_", " ")
    return el("span", face, class_="bk-emoji", role="img", aria_label=words, title=f":{name}:")


def _drawn(name: str) -> Markup | None:
    shape = _DRAWN.get(name)
    if shape is None:
        return None
    return Markup('<svg viewBox="0 0 20 20" aria-hidden="true">{}</svg>').format(Markup(shape))


def with_emoji(text: str) -> Markup:
    """Return plain text with its shortcodes as emoji."""
    pieces = Markup("")
    place = 0
    for match in SHORTCODE.finditer(text):
        pieces += text[place : match.start()]
        pieces += emoji(match[1])
        place = match.end()
    return pieces + text[place:]
