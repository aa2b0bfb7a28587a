"""Acts that change only what is looked at."""

from playground.page.session import APP, HOME, Session
from playground.things import Json


async def _ready(session: Session, told: Json) -> None:
    """Open Home for a page that begins there; everything is drawn afterwards anyway."""
    session.hint = session.hint and not told.get("seen")
    await _visit(session)


async def _channel(session: Session, told: Json) -> None:
    session.look(told["id"])


async def _app(session: Session, told: Json) -> None:
    session.look(APP, told["value"])
    await _visit(session)


async def _visit(session: Session) -> None:
    if session.spot == APP and session.tab in ("home", "messages"):
        await session.slack.talk.open_home(session.person, session.tab)


async def _person(session: Session, told: Json) -> None:
    session.become(session.slack.world.person(told["value"]))
    if session.tab == HOME:
        await _visit(session)


async def _thread(session: Session, told: Json) -> None:
    session.thread = told["id"], told["value"]


async def _close_thread(session: Session, _told: Json) -> None:
    session.thread = None


async def _dismiss_hint(session: Session, _told: Json) -> None:
    session.hint = False


async def _dismiss_toast(session: Session, _told: Json) -> None:
    session.toast, session.heard = "", len(session.slack.world.notices)


async def _trouble(session: Session, told: Json) -> None:
    session.toast = told["value"]


LOOKING = {
    "ready": _ready,
    "channel": _channel,
    "app": _app,
    "person": _person,
    "thread": _thread,
    "close_thread": _close_thread,
    "dismiss_hint": _dismiss_hint,
    "dismiss_toast": _dismiss_toast,
    "trouble": _trouble,
}
