"""Messages, one below the other."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from playground.page.icons import icon
from playground.page.session import FILES, Session, place_key
from playground.render import Reader, blocks_html, mrkdwn
from playground.render.buttons import menu
from playground.render.dates import clock_time, day_words
from playground.render.emoji import emoji
from playground.render.markup import Markup, el, join
from playground.things import Message, Notice, Person, SharedFile

_TOGETHER = timedelta(minutes=5)
"""Messages of one author in less than this stand under one name."""

Line = Message | Notice


def log(session: Session, lines: Iterable[Line], *, in_thread: bool = False) -> Markup:
    """Return messages and Slack's own words in the order of time, with a line for each day."""
    reader = session.reader()
    shown: list[Markup] = []
    before: Line | None = None
    for line in sorted(lines, key=_seconds):
        new_day = before is None or _day(before, reader) != _day(line, reader)
        if new_day and not in_thread:
            shown.append(_divider(line, reader))
            before = None
        follows = _follows(before, line)
        shown.append(_line(session, line, reader, follows=follows, in_thread=in_thread))
        before = line
    return join(shown)


def _day(line: Line, reader: Reader) -> date:
    return _moment(line, reader).date()


def _divider(line: Line, reader: Reader) -> Markup:
    day = _day(line, reader)
    words = day_words(day, reader.now.astimezone(reader.zone).date())
    label = el("span", words[0].upper() + words[1:])
    return el("div", label, class_="day", data_key=f"day-{day}")


def avatar(person: Person, css: str = "avatar") -> Markup:
    """Return a person's picture: their initial on their colour; the app has its mark."""
    initial = person.shown_name[:1].upper()
    if person.is_bot:
        return el("span", initial, class_=f"{css} mark", aria_hidden="true")
    colour = f"background:{person.avatar_colour}"
    return el("span", initial, class_=css, style=colour, aria_hidden="true")


def _seconds(line: Line) -> float:
    return float(line.at if isinstance(line, Notice) else line.ts)


def _moment(line: Line, reader: Reader) -> datetime:
    return datetime.fromtimestamp(_seconds(line), UTC).astimezone(reader.zone)


def _follows(before: Line | None, line: Line) -> bool:
    if not isinstance(before, Message) or not isinstance(line, Message):
        return False
    near = _seconds(line) - _seconds(before) < _TOGETHER.total_seconds()
    same = before.author == line.author and before.ephemeral_to == line.ephemeral_to
    return near and same and not line.ephemeral_to and not line.by_app and not before.deleted


def _line(
    session: Session, line: Line, reader: Reader, *, follows: bool, in_thread: bool
) -> Markup:
    if isinstance(line, Notice):
        return _notice(line, reader)
    author = session.slack.world.people[line.author]
    time = _when(line, reader) if in_thread else _time(line, reader)
    body = _deleted() if line.deleted else _body(session, line, reader)
    only = _only_you() if line.ephemeral_to else None
    return el(
        "div",
        only,
        el("span", _time(line, reader), class_="side-time") if follows else avatar(author),
        el(
            "div",
            None if follows else _head(author, time),
            body,
            None if in_thread else _thread_link(session, line, reader),
            class_="bk",
        ),
        None if line.deleted else _tools(session, line, in_thread=in_thread),
        class_=f"msg{' follows' if follows else ''}{' ephemeral' if line.ephemeral_to else ''}",
        role="article",
        aria_label=f"{author.shown_name}, {time}",
        data_place=place_key(line),
        data_key=f"{'reply' if in_thread else 'msg'}-{line.ts}",
    )


def _head(author: Person, time: str) -> Markup:
    tag = el("span", "APP", class_="app-tag") if author.is_bot else None
    return el("div", el("b", author.shown_name), tag, el("time", time), class_="msg-head")


def _time(line: Line, reader: Reader) -> str:
    return clock_time(_moment(line, reader), half_day=reader.half_day)


def _when(line: Line, reader: Reader) -> str:
    """Return the time, with the day unless that is today: a thread has no lines between days."""
    if _day(line, reader) == reader.now.astimezone(reader.zone).date():
        return _time(line, reader)
    return reader.date(int(_seconds(line)), "{date_pretty} at {time}")


def _only_you() -> Markup:
    return el("div", icon("eye"), "Only visible to you", class_="msg-only")


def _deleted() -> Markup:
    return el("div", "This message was deleted.", class_="gone")


def _notice(notice: Notice, reader: Reader) -> Markup:
    time = _time(notice, reader)
    head = el("div", el("b", "Slack"), el("time", time), class_="msg-head")
    return el(
        "div",
        _only_you(),
        el("span", "S", class_="avatar", style="background:#6b7280", aria_hidden="true"),
        el("div", head, el("div", notice.text), class_="bk"),
        class_="msg ephemeral",
        role="article",
        aria_label=f"Slack, {time}",
        data_key=f"notice-{notice.at}",
    )


def _body(session: Session, message: Message, reader: Reader) -> Markup:
    if session.editing == (message.channel, message.ts):
        return _editor(message)
    edited = el("span", "(edited)", class_="edited") if message.edited_ts else None
    if message.blocks:
        drawn = blocks_html(message.blocks, session.place(message))
        edited = el("div", edited) if edited else None  # a line of its own, below the buttons
    else:
        drawn = el("div", mrkdwn(message.text, reader), edited) if message.text else Markup("")
        edited = None
    world = session.slack.world
    files = [_file(world.files[file_id]) for file_id in message.files if file_id in world.files]
    return join([drawn, edited, join(files), _reactions(message)])


def _editor(message: Message) -> Markup:
    raw = message.text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    words = el(
        "textarea", f"\n{raw}", name="text", class_="bk-input", aria_label="Edit message", rows="2"
    )
    buttons = el(
        "div",
        el("button", "Cancel", type="button", class_="bk-button", data_act="cancel_edit"),
        el(
            "button",
            "Save",
            type="button",
            class_="bk-button bk-primary",
            data_act="save_edit",
            data_form="1",
        ),
        class_="row",
    )
    return el("form", words, buttons, class_="edit-box", data_key=f"edit-{message.ts}")


def _file(file: SharedFile) -> Markup:
    address = f"{FILES}/{file.id}"
    if file.mimetype.startswith("image/") and file.mimetype != "image/svg+xml":
        return el("img", src=address, alt=file.title, title=file.title, class_="bk-picture")
    facts = el("small", f"{file.mimetype}, {file.size:,} bytes")
    return el(
        "a", el("span", file.title, facts), href=address, download=file.name, class_="shared-file"
    )


def _reactions(message: Message) -> Markup | None:
    if not message.reactions:
        return None
    shown = [
        el("span", emoji(name), f" {len(people)}", class_="one")
        for name, people in message.reactions.items()
    ]
    return el("div", join(shown), class_="reactions")


def _thread_link(session: Session, message: Message, reader: Reader) -> Markup | None:
    replies = list(session.slack.world.replies(message))
    if not replies:
        return None
    people = session.slack.world.people
    faces = [
        avatar(people[one], "avatar avatar-tiny")
        for one in dict.fromkeys(r.author for r in replies)
    ]
    count = "1 reply" if len(replies) == 1 else f"{len(replies)} replies"
    last = reader.date(int(_seconds(replies[-1])), "Last {date_pretty} at {time}")
    return el(
        "button",
        join(faces[:4]),
        el("span", count),
        el("small", last),
        type="button",
        class_="thread-link",
        data_act="thread",
        data_value=message.ts,
        data_id=message.channel,
    )


def _tools(session: Session, message: Message, *, in_thread: bool) -> Markup:
    reply = el(
        "button",
        icon("reply"),
        type="button",
        class_="icon-button",
        aria_label="Reply in thread",
        title="Reply in thread",
        data_act="thread",
        data_value=message.thread_ts or message.ts,
        data_id=message.channel,
    )
    closed = in_thread or message.ephemeral_to
    entries = _entries(session, message)
    key = f"more-{'t' if in_thread else 'm'}-{message.ts}".replace(".", "-")
    more = menu("More message actions", "⋯", join(entries), key) if entries else None
    if closed and more is None:
        return Markup("")
    return el("div", None if closed else reply, more, class_="tools")


def _entries(session: Session, message: Message) -> list[Markup]:
    app = session.slack.installation
    entries = []
    if not message.ephemeral_to:
        entries += [
            _entry(shortcut["name"], "message_shortcut", shortcut["callback_id"], app.name)
            for shortcut in app.shortcuts
            if shortcut["type"] == "message"
        ]
    if message.author == session.person.id and not message.by_app:
        entries += [_entry("Edit message", "edit"), _entry("Delete message", "delete")]
    return entries


def _entry(words: str, act: str, callback_id: str | None = None, detail: str = "") -> Markup:
    return el(
        "button",
        words,
        el("small", detail) if detail else None,
        type="button",
        role="menuitem",
        tabindex="-1",
        data_act=act,
        data_id=callback_id,
    )
