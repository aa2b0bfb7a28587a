"""Acts in conversations: messages, commands, shortcuts."""

from playground.page.session import Session
from playground.refusals import Impossible
from playground.things import Json, Message


async def _send(session: Session, told: Json) -> None:
    text = str(told["value"])
    channel = session.slack.world.channels[told["channel"]]
    if text.startswith("/") and not told.get("thread"):
        await _command(session, told, text)
        return
    await session.slack.talk.say(
        session.person, channel, text, told.get("thread") or None, told.get("values") or None
    )


async def _command(session: Session, told: Json, text: str) -> None:
    """Send a slash command; inviting is Slack's own."""
    channel = session.slack.world.channels[told["channel"]]
    name, _, words = text.strip().partition(" ")
    if name != "/invite":
        await session.slack.acts.command(session.person, channel, text)
        return
    for who in words.split():
        try:
            person = session.slack.world.person(who)
        except KeyError:
            raise Impossible(f"There is nobody called {who}.") from None
        await session.slack.talk.join(person, channel, session.person)


async def _join(session: Session, told: Json) -> None:
    channel = session.slack.world.channels[told["id"]]
    await session.slack.talk.join(session.person, channel)


async def _shortcut(session: Session, told: Json) -> None:
    await session.slack.acts.shortcut(session.person, told["id"])


async def _message_shortcut(session: Session, told: Json) -> None:
    message = message_of(session, told["place"])
    await session.slack.acts.shortcut(session.person, told["id"], message)


async def _edit(session: Session, told: Json) -> None:
    message = message_of(session, told["place"])
    session.editing = message.channel, message.ts


async def _save_edit(session: Session, told: Json) -> None:
    message = message_of(session, told["place"])
    session.editing = None
    text = str(told["form"]["text"])
    if text.strip():
        await session.slack.talk.edit(session.person, message, text)


async def _cancel_edit(session: Session, _told: Json) -> None:
    session.editing = None


async def _delete(session: Session, told: Json) -> None:
    await session.slack.talk.delete(session.person, message_of(session, told["place"]))


def message_of(session: Session, place: str) -> Message:
    """Return the message that the page names. Raises Impossible if it is gone."""
    _, channel_id, ts = place.split(":")
    message = session.slack.world.message(channel_id, ts)
    if message is None:
        raise Impossible("This message is not there any more.")
    return message


TALKING = {
    "send": _send,
    "join": _join,
    "shortcut": _shortcut,
    "message_shortcut": _message_shortcut,
    "edit": _edit,
    "save_edit": _save_edit,
    "cancel_edit": _cancel_edit,
    "delete": _delete,
}
