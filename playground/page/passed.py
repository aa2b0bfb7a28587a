"""What happened while time passed: what was said, where, and the ways to go there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from playground.page.icons import icon
from playground.page.session import APP, MESSAGES, Session
from playground.passing import Passed
from playground.render.dates import clock_time
from playground.render.markup import Markup, el, join
from playground.things import Json, Message

MOST_TOLD = 6
"""Places that are named when time has passed; the others are counted."""

_LONGEST_WORDS = 110


@dataclass(frozen=True)
class _Told:
    """What was said at one place: the newest message, and how many there were."""

    last: Message
    number: int


def passed(session: Session) -> Markup | None:
    """Return what was said while time passed, with ways to go there; None once it is put away."""
    told = session.passed
    if told is None:
        return None
    places = _by_place([one for one in told.said if _may_know(session, one)])
    rows = [_row(session, place) for place in places[-MOST_TOLD:]]
    more = len(places) - len(rows)
    close = el(
        "button",
        icon("close"),
        type="button",
        class_="icon-button",
        aria_label="Dismiss what happened",
        data_act="dismiss_passed",
    )
    head = el("div", el("span", _headline(session, told), class_="grow"), close)
    return el(
        "section",
        head,
        el("p", f"And at {more} other places before.", class_="passed-more") if more else None,
        el("ul", join(rows)) if rows else None,
        class_="passed bk",
        aria_label="What happened meanwhile",
        data_key="passed",
    )


def _by_place(said: Sequence[Message]) -> list[_Told]:
    """Put together what stands in one conversation or one thread, by its newest message."""
    found: dict[tuple[str, str | None], _Told] = {}
    for message in said:
        place = message.channel, message.thread_ts if message.is_reply else None
        before = found.pop(place, None)
        found[place] = _Told(message, before.number + 1 if before else 1)
    return list(found.values())


def _headline(session: Session, told: Passed) -> str:
    app = session.slack.installation.name
    span = f"{_moment(session, told.since)} → {_moment(session, told.until)}"
    if told.until < told.since:
        return f"{span}. The clock was put back; nothing is said twice."
    asleep = f" {app} was down meanwhile." if told.asleep else ""
    return f"{span}.{asleep} {app} said {_times(len(told.said))}."


def _times(number: int) -> str:
    return {0: "nothing", 1: "one thing"}.get(number, f"{number} things")


def _moment(session: Session, at: datetime) -> str:
    reader = session.reader()
    here = at.astimezone(reader.zone)
    return f"{here:%a} {here.day} {here:%b}, {clock_time(here, half_day=reader.half_day)}"


def _may_know(session: Session, message: Message) -> bool:
    """Whether the page may tell of it: direct messages are named only, private channels not."""
    world = session.slack.world
    channel = world.channels[message.channel]
    return channel.kind == "im" or world.may_see(session.person.id, channel)


def _row(session: Session, told: _Told) -> Markup:
    message = told.last
    where, words, button = _of(session, told)
    look = el(
        "button",
        button,
        type="button",
        class_="bk-button",
        aria_label=f"{button}: {where}",
        data_act="go",
        data_id=message.channel,
        data_value=message.ts,
    )
    at = datetime.fromtimestamp(float(message.ts), UTC)
    return el(
        "li",
        el("time", _moment(session, at)),
        el("b", where),
        el("span", words, class_="grow"),
        look,
        data_key=f"passed-{message.channel}-{message.ts}",
    )


def _of(session: Session, told: _Told) -> tuple[str, str, str]:
    """Say where something was said, what, and how its button is called."""
    world, message = session.slack.world, told.last
    channel = world.channels[message.channel]
    before = f" ({told.number - 1} before it)" if told.number > 1 else ""
    if channel.kind != "im":
        where = f"#{channel.name}{', thread' if message.is_reply else ''}"
        return where, f"{_brief(message.text)}{before}", "Look"
    who = world.people[next(one for one in channel.members if one != world.bot_user)]
    if who.id == session.person.id:
        return "You", f"{_brief(message.text)}{before}", "Look"
    number = "a direct message" if told.number == 1 else f"{told.number} direct messages"
    return who.shown_name, f"got {number}", f"Look as {who.shown_name}"


def _brief(text: str) -> str:
    line = " ".join(text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").split())
    return line if len(line) <= _LONGEST_WORDS else f"{line[: _LONGEST_WORDS - 1].rstrip()}…"


async def _dismiss_passed(session: Session, _told: Json) -> None:
    session.passed = None


async def _go(session: Session, told: Json) -> None:
    """Look at a message as somebody who may see it."""
    world = session.slack.world
    channel = world.channels[told["id"]]
    if not world.may_see(session.person.id, channel):
        session.become(world.person(next(one for one in channel.members if one != world.bot_user)))
    if channel.kind == "im":
        session.look(APP, MESSAGES)
    else:
        session.look(channel.id)
        message = world.message(channel.id, told["value"])
        if message is not None and message.is_reply:
            session.thread = channel.id, str(message.thread_ts)


PASSED = {"dismiss_passed": _dismiss_passed, "go": _go}
