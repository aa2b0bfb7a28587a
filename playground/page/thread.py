"""The right pane: a thread."""

from playground.page.composer import composer
from playground.page.icons import icon
from playground.page.messages import log
from playground.page.session import Session
from playground.render.markup import Markup, el


def thread(session: Session) -> Markup:
    """Return the open thread, or nothing."""
    if session.thread is None:
        return Markup("")
    world = session.slack.world
    channel_id, ts = session.thread
    channel = world.channels[channel_id]
    seen = world.seen_by(session.person.id, channel)
    parent = next((message for message in seen if message.ts == ts), None)
    if parent is None:
        return Markup("")
    replies = [message for message in seen if message.is_reply and message.thread_ts == ts]
    count = "1 reply" if len(replies) == 1 else f"{len(replies)} replies"
    close = el(
        "button",
        icon("close"),
        type="button",
        class_="icon-button",
        aria_label="Close the thread",
        data_act="close_thread",
    )
    name = session.slack.installation.name if channel.kind == "im" else f"#{channel.name}"
    title = el("h2", "Thread", el("span", name, class_="topic"))
    line = el("div", count, class_="replies-line", data_key="count") if replies else None
    body = el(
        "div",
        log(session, [parent], in_thread=True),
        line,
        log(session, replies, in_thread=True),
        class_="log",
        role="log",
        aria_live="polite",
        aria_label="Thread",
        tabindex="0",
        data_stick=ts,
        data_key=f"thread-{ts}-{session.person.id}",
    )
    head = el("div", title, close, class_="pane-head", data_key="thread-head")
    return head + body + composer(session, channel, ts)
