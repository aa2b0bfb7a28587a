"""Where people write: messages, slash commands, shortcuts, files."""

import json

from playground.page.icons import icon
from playground.page.session import Session
from playground.render.buttons import menu
from playground.render.markup import Markup, el, join
from playground.things import Channel

_INVITE = {
    "name": "/invite",
    "insert": "/invite ",
    "usage": "@name",
    "detail": "Add somebody, or the app, to this channel",
}


def composer(session: Session, channel: Channel, thread_ts: str | None = None) -> Markup:
    """Return the box to write in, or why there is none."""
    closed = _closed(session, channel)
    if closed is not None:
        return closed
    key = f"composer-{channel.id}-{thread_ts or ''}".replace(".", "-")
    words = f"Message {_title(session, channel)}" if thread_ts is None else "Reply…"
    box = el(
        "textarea",
        rows="1",
        id="composer" if thread_ts is None else "reply",
        placeholder=words,
        aria_label=words,
        role="combobox",
        aria_expanded="false",
        aria_autocomplete="list",
        aria_controls=f"{key}-hints",
    )
    hints = el(
        "div",
        class_="hints",
        id=f"{key}-hints",
        role="listbox",
        aria_label="Suggestions",
        hidden=True,
        data_mine=True,
    )
    return el(
        "div",
        hints,
        box,
        _row(session, key, with_shortcuts=thread_ts is None),
        class_="composer",
        data_key=key,
        data_channel=channel.id,
        data_thread=thread_ts or "",
        data_commands=json.dumps(_commands(session) if thread_ts is None else []),
        data_people=json.dumps(_people(session)),
    )


def _closed(session: Session, channel: Channel) -> Markup | None:
    installation = session.slack.installation
    if channel.archived:
        return el("div", "This channel is archived.", class_="composer-note")
    if channel.kind == "im" and not installation.takes_messages:
        words = f"{installation.name} takes no messages here. Its buttons work."
        return el("div", words, class_="composer-note")
    if session.person.id in channel.members:
        return None
    join_ = el(
        "button",
        "Join channel",
        type="button",
        class_="bk-button bk-primary",
        data_act="join",
        data_id=channel.id,
    )
    words = f"You are looking at #{channel.name}."
    return el("div", words, join_, class_="composer-note")


def _row(session: Session, key: str, *, with_shortcuts: bool) -> Markup:
    attach = el(
        "label",
        icon("clip"),
        el("span", "Attach a file", class_="sr"),
        el("input", type="file", class_="sr", multiple=True, data_act="attach_message"),
        class_="icon-button",
        title="Attach a file",
    )
    send = el(
        "button",
        icon("send"),
        type="button",
        class_="icon-button send",
        aria_label="Send",
        title="Send (Enter)",
        disabled=True,
        data_mine=True,
    )
    shortcuts = _shortcuts(session, key) if with_shortcuts else None
    return el("div", attach, shortcuts, el("span", class_="grow"), send, class_="composer-row")


def _shortcuts(session: Session, key: str) -> Markup | None:
    app = session.slack.installation
    entries = [
        el(
            "button",
            shortcut["name"],
            el("small", shortcut.get("description", "")),
            type="button",
            role="menuitem",
            tabindex="-1",
            data_act="shortcut",
            data_id=shortcut["callback_id"],
        )
        for shortcut in app.shortcuts
        if shortcut["type"] == "global"
    ]
    return menu("Shortcuts", icon("bolt"), join(entries), key) if entries else None


def _title(session: Session, channel: Channel) -> str:
    return session.slack.installation.name if channel.kind == "im" else f"#{channel.name}"


def _commands(session: Session) -> list[dict[str, str]]:
    commands = [
        {
            "name": command["command"],
            "insert": f"{command['command']} ",
            "usage": command.get("usage_hint", ""),
            "detail": command.get("description", ""),
        }
        for command in session.slack.installation.commands.values()
    ]
    return [*commands, _INVITE]


def _people(session: Session) -> list[dict[str, str]]:
    return [
        {
            "name": person.shown_name,
            "insert": f"@{person.name} ",
            "usage": "",
            "detail": person.title,
        }
        for person in session.slack.world.people.values()
        if not person.deleted
    ]
