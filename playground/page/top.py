"""The bar at the top: the workspace, the clock, the traffic."""

from playground.page.clock import clock
from playground.page.icons import icon
from playground.page.session import Session
from playground.render.markup import Markup, el


def top(session: Session) -> Markup:
    """Return the bar."""
    slack = session.slack
    traffic = el(
        "button",
        icon("traffic"),
        el("span", "Traffic", class_="top-words"),
        type="button",
        class_="top-button",
        aria_label="Traffic and faults",
        aria_pressed="true" if session.drawer else "false",
        data_act="drawer",
    )
    menu = el(
        "button",
        icon("side"),
        type="button",
        class_="icon-button top-side",
        aria_label="Channels and people",
        data_side=True,
    )
    return el(
        "div",
        menu,
        el("span", "W", class_="mark mark-small", aria_hidden="true"),
        el("strong", slack.world.workspace.name),
        el("span", "Workback playground", class_="top-app"),
        el("span", class_="grow"),
        clock(session) if hasattr(slack.clock, "move") else None,
        traffic,
        style="display:contents",
        data_person=session.person.name,
    )
