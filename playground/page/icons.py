"""The page's own line icons, drawn on a grid of 24."""

from playground.render.markup import Markup

_PATHS = {
    "hash": "M9 4 7 20M17 4l-2 16M4 9h17M3 15h17",
    "lock": "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
    "bolt": "M13 3 5 14h6l-1 7 8-11h-6z",
    "clip": (
        "m20 11-8.5 8.5a5 5 0 0 1-7-7L13 4a3.3 3.3 0 0 1 4.7 4.7l-8.5 8.4a1.7 1.7 0 0 "
        "1-2.4-2.3L14 7.5"
    ),
    "send": "M4 4.5 21 12 4 19.5 6.5 12zM6.5 12H13",
    "clock": "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7v5l3.5 2",
    "traffic": "M7 4v15m0 0-4-4m4 4 4-4M17 20V5m0 0-4 4m4-4 4 4",
    "close": "m6 6 12 12M18 6 6 18",
    "reply": "M20 12a8 7 0 0 1-11.5 6.2L4 19.5l1.3-3.7A6.6 6.6 0 0 1 4 12a8 7 0 0 1 16 0z",
    "back": "M15 5l-7 7 7 7",
    "eye": (
        "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 9.5a2.5 2.5 "
        "0 1 0 0 5 2.5 2.5 0 0 0 0-5z"
    ),
    "side": "M4 6h16M4 12h16M4 18h16",
}


def icon(name: str) -> Markup:
    """Return an icon; it says nothing to screen readers. Raises KeyError for an unknown name."""
    return Markup(
        '<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.9" '
        'stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="{}"/></svg>'
    ).format(_PATHS[name])
