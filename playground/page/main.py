"""The middle: a channel, or the app with its tabs."""

from playground.page.composer import composer
from playground.page.icons import icon
from playground.page.messages import Line, log
from playground.page.passed import passed
from playground.page.session import ABOUT, APP, HOME, MESSAGES, Session, place_key
from playground.render import blocks_html
from playground.render.markup import Markup, el, join
from playground.things import Channel, Json

_TABS = {HOME: "Home", MESSAGES: "Messages", ABOUT: "About"}


def main(session: Session) -> Markup:
    """Return the middle."""
    top = _app_head(session) if session.spot == APP else None
    channel = session.channel
    head = top
    if channel is not None:
        head = top or _channel_head(session, channel)
        content = join([_log(session, channel), composer(session, channel)])
    else:
        content = _about(session) if session.tab == ABOUT else _home(session)
    return join([head, _banners(session), passed(session), content])


def lines_of(session: Session, channel: Channel) -> list[Line]:
    """Return what stands in a channel: no replies, and what Slack says there to this person."""
    world = session.slack.world
    messages: list[Line] = [
        message
        for message in world.seen_by(session.person.id, channel)
        if not message.is_reply or message.broadcast
    ]
    return messages + [
        notice
        for notice in world.notices
        if notice.person == session.person.id and notice.channel == channel.id
    ]


def _log(session: Session, channel: Channel) -> Markup:
    name = session.slack.installation.name if channel.kind == "im" else f"#{channel.name}"
    words = (
        f"What {name} tells you, and only you, stands here."
        if channel.kind == "im"
        else f"This is the very beginning of {name}."
    )
    start = el(
        "div",
        el("h2", name),
        el("p", words),
        _first_step(session, channel),
        class_="log-start",
        data_key="start",
    )
    return el(
        "div",
        start,
        log(session, lines_of(session, channel)),
        class_="log",
        role="log",
        aria_live="polite",
        aria_label=f"Messages in {name}",
        tabindex="0",
        data_stick=channel.id,
        data_key=f"log-{channel.id}-{session.person.id}",
    )


def _first_step(session: Session, channel: Channel) -> Markup | None:
    """Say what to type where nothing stands yet."""
    if channel.kind == "im" or channel.archived or lines_of(session, channel):
        return None
    app = session.slack.installation.name
    if session.slack.world.bot_user not in channel.members:
        return el("p", f"{app} is not here yet: type ", el("code", f"/invite @{app}"), " first.")
    return el("p", "Type ", el("code", "/"), f" to see what {app} can do here.")


def _channel_head(session: Session, channel: Channel) -> Markup:
    present = session.slack.world.bot_user in channel.members
    app = session.slack.installation.name
    facts = f"{len(channel.members)} members" + ("" if present else f"  ·  {app} is not here")
    return el(
        "div",
        el("h1", icon("lock" if channel.kind == "private" else "hash"), channel.name),
        el("span", channel.topic, class_="topic"),
        el("span", facts, class_="facts"),
        class_="pane-head",
        data_key="channel-head",
    )


def _app_head(session: Session) -> Markup:
    app = session.slack.installation
    shown = {HOME: app.has_home, MESSAGES: app.has_messages, ABOUT: True}
    tabs = [
        el(
            "button",
            words,
            type="button",
            role="tab",
            aria_selected="true" if session.tab == tab else "false",
            tabindex="0" if session.tab == tab else "-1",
            data_act="app",
            data_value=tab,
        )
        for tab, words in _TABS.items()
        if shown[tab]
    ]
    title = el("h1", el("span", "W", class_="mark mark-small", aria_hidden="true"), app.name)
    head = el("div", title, class_="pane-head", style="border:0")
    row = el("div", join(tabs), class_="tabs", role="tablist", aria_label=app.name)
    return el("div", head, row, data_key="app-head")


def _banners(session: Session) -> Markup:
    slack = session.slack
    shown = []
    if not slack.is_connected:
        words = f"{slack.installation.name} is not connected. Nothing that you do reaches it."
        shown.append(el("div", words, class_="banner banner-warn", role="alert"))
    if session.hint and (command := _first_command(session)):
        close = el(
            "button",
            icon("close"),
            type="button",
            class_="icon-button",
            aria_label="Dismiss the hint",
            data_act="dismiss_hint",
        )
        words = el(
            "span",
            "A Slack of your own, with the real app in it. Go to a channel and type ",
            el("code", command),
            f", then look at it as somebody else: you act as {session.person.shown_name}. "
            "The clock at the top lets time pass.",
            class_="grow",
        )
        shown.append(el("div", words, close, class_="banner", data_key="hint"))
    return join(shown)


def _first_command(session: Session) -> str | None:
    commands = session.slack.installation.commands
    return "/press-release" if "/press-release" in commands else next(iter(commands), None)


def _home(session: Session) -> Markup:
    home = session.slack.world.homes.get(session.person.id)
    app = session.slack.installation
    if home is None:
        words = el("p", f"{app.name} has not published a Home for you yet.")
        empty = el("div", el("h2", "Nothing here yet"), words, class_="empty")
        return el("div", empty, class_="surface", role="tabpanel", aria_label="Home")
    trouble = el("div", home.trouble, class_="modal-trouble") if home.trouble else None
    drawn = blocks_html(home.blocks, session.place(home))
    return el(
        "div",
        el("div", trouble, drawn, class_="bk", data_place=place_key(home)),
        class_="surface",
        role="tabpanel",
        aria_label="Home",
        data_key=f"home-{home.id}",
    )


def _about(session: Session) -> Markup:
    app = session.slack.installation
    information: Json = dict(app.manifest.get("display_information", {}))
    commands = [(name, one.get("description", "")) for name, one in app.commands.items()]
    shortcuts = [(one["name"], one.get("description", "")) for one in app.shortcuts]
    return el(
        "div",
        el(
            "div",
            el("p", information.get("long_description") or information.get("description", "")),
            _terms("Commands", commands),
            _terms("Shortcuts", shortcuts),
            class_="bk about",
        ),
        class_="surface",
        role="tabpanel",
        aria_label="About",
    )


def _terms(title: str, rows: list[tuple[str, str]]) -> Markup | None:
    if not rows:
        return None
    terms = [join([el("dt", el("code", name)), el("dd", detail)]) for name, detail in rows]
    return join([el("h2", title), el("dl", join(terms))])
