"""The left column: who acts, the app, the channels."""

from playground.page.icons import icon
from playground.page.session import APP, HOME, MESSAGES, Session
from playground.render.markup import Markup, el, join
from playground.things import Channel, Person


def side(session: Session) -> Markup:
    """Return the column."""
    channels = session.visible_channels()
    mine = [channel for channel in channels if session.person.id in channel.members]
    others = [channel for channel in channels if channel not in mine]
    return join(
        [
            _who(session),
            el("h2", "Apps", class_="side-title"),
            _app(session),
            el("h2", "Channels", class_="side-title"),
            join([_channel(session, channel) for channel in mine if not channel.archived]),
            _more(session, "Not joined", [one for one in others if not one.archived]),
            _more(session, "Archived", [one for one in channels if one.archived]),
        ]
    )


def _who(session: Session) -> Markup:
    people = [person for person in session.slack.world.people.values() if not person.is_bot]
    options = [
        el(
            "option",
            "".join([person.shown_name, ", guest" * person.is_restricted, _new(session, person)]),
            value=person.name,
            selected=person.id == session.person.id,
        )
        for person in people
        if not person.deleted
    ]
    person = session.person
    return el(
        "div",
        el("label", "You act as", for_="who"),
        el(
            "select",
            el("button", el("selectedcontent"), type="button"),
            join(options),
            id="who",
            class_="bk-select",
            data_act="person",
            data_held=person.name,
        ),
        el("p", _facts(person), class_="who-facts"),
        class_="who bk",
    )


def _new(session: Session, person: Person) -> str:
    """Say how much the app told somebody else meanwhile, so that one knows whose eyes to take."""
    if person.id == session.person.id:
        return ""
    count = session.reads.calls(person.id, session.slack.world.im_with(person.id))
    return f"  ·  {count} new" if count else ""


def _facts(person: Person) -> str:
    role = "guest, sees only their channels" if person.is_restricted else person.title
    city = person.tz.rsplit("/", 1)[-1].replace("_", " ")
    return "  ·  ".join(part for part in (role, f"{city} time") if part)


def _app(session: Session) -> Markup:
    here = session.spot == APP
    calls = session.reads.calls(session.person.id, session.slack.world.im_with(session.person.id))
    return el(
        "button",
        el("span", "W", class_="mark mark-tiny", aria_hidden="true"),
        el("span", session.slack.installation.name, class_="name"),
        _badge(calls),
        type="button",
        class_=f"side-item{' unread' if calls else ''}",
        aria_current="page" if here else None,
        data_act="app",
        data_value=MESSAGES if calls else HOME,
    )


def _channel(session: Session, channel: Channel) -> Markup:
    reads, person = session.reads, session.person.id
    unread = bool(reads.unread(person, channel)) and session.spot != channel.id
    calls = reads.calls(person, channel) if unread else 0
    private = channel.kind == "private"
    return el(
        "button",
        icon("lock" if private else "hash"),
        el("span", channel.name, class_="name"),
        el("span", "private", class_="sr") if private else None,
        el("span", "unread", class_="sr") if unread else None,
        _badge(calls),
        type="button",
        class_=f"side-item{' unread' if unread else ''}",
        aria_current="page" if session.spot == channel.id else None,
        data_act="channel",
        data_id=channel.id,
        data_key=f"side-{channel.id}",
    )


def _more(session: Session, title: str, channels: list[Channel]) -> Markup | None:
    if not channels:
        return None
    rows = join([_channel(session, channel) for channel in channels])
    return el("div", el("h2", title, class_="side-title"), rows)


def _badge(count: int) -> Markup | None:
    if not count:
        return None
    return el("span", str(count), class_="badge", aria_label=f"{count} new for you")
