"""The bar at the top: the workspace, the clock, the traffic."""

from playground.page.icons import icon
from playground.page.session import Session, shift_seconds
from playground.render.markup import Markup, el

_STEPS = (("hour", "+1 hour"), ("day", "+1 day"), ("monday", "Next Monday 09:00"))


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
        _clock(session) if hasattr(slack.clock, "move") else None,
        traffic,
        style="display:contents",
        data_person=session.person.name,
    )


def _clock(session: Session) -> Markup:
    shift = shift_seconds(session.slack)
    person = session.person
    opener = el(
        "button",
        icon("clock"),
        el(
            "span",
            data_clock=person.tz,
            data_shift=f"{shift:.0f}",
            data_half="yes" if person.locale == "en-US" else "no",
            data_mine=True,
        ),
        el("span", "moved", class_="top-moved") if shift else None,
        type="button",
        class_="top-button",
        aria_label="Clock",
        popovertarget="clock-menu",
    )
    return el("span", opener, _clock_panel(session, moved=bool(shift)))


def _clock_panel(session: Session, *, moved: bool) -> Markup:
    person = session.person
    here = session.slack.world.now().astimezone(session.reader().zone)
    steps = [
        el("button", words, type="button", class_="bk-button", data_act="clock", data_value=step)
        for step, words in _STEPS
    ]
    back = el(
        "button",
        "Back to the real time",
        type="button",
        class_="bk-button",
        data_act="clock",
        data_value="reset",
        disabled=not moved,
    )
    setter = el(
        "form",
        el(
            "input",
            type="datetime-local",
            name="moment",
            class_="bk-input",
            value=f"{here:%Y-%m-%dT%H:%M}",
            aria_label="Day and time",
        ),
        el(
            "button",
            "Set",
            type="button",
            class_="bk-button bk-primary",
            data_act="set_clock",
            data_form="1",
        ),
        class_="row",
    )
    return el(
        "div",
        el("h2", "The playground’s clock"),
        el(
            "p",
            f"Shown in {person.shown_name}’s zone, {person.tz}. Moving it lets reminders, "
            "due days and check-ins come at once.",
        ),
        el("div", *steps, class_="row"),
        setter,
        back,
        id="clock-menu",
        class_="menu clock-panel bk",
        popover="auto",
    )
