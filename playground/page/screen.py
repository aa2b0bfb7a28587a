"""The NiceGUI element behind a tab: sends what changed, takes what people do."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

from nicegui import background_tasks
from nicegui.element import Element
from nicegui.events import GenericEventArguments

from playground.page.drawer import drawer
from playground.page.hands import do
from playground.page.icons import icon
from playground.page.main import main
from playground.page.modal import modal
from playground.page.session import Session
from playground.page.side import side
from playground.page.thread import thread
from playground.page.top import top
from playground.render.markup import Markup, el

STATIC = Path(__file__).parent.parent / "static"

_TOGETHER_SECONDS = 0.03
"""Changes in less than this are drawn at once."""

_PASSING_SECONDS = 0.3
"""While time passes, hours fly by: not each needs a picture."""

_REPORTS = frozenset({"submit", "use"})
"""Acts whose button waits until they are done."""

REGIONS: dict[str, Callable[[Session], Markup]] = {
    "top": top,
    "side": side,
    "main": main,
    "thread": thread,
    "drawer": drawer,
    "modal": modal,
}


class Screen(Element, component=STATIC / "page.js"):
    """What one tab shows."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._sent: dict[str, str] = {}
        self._address = ""
        self._drawing: asyncio.TimerHandle | None = None
        self.on("act", self._take)
        slack = session.slack
        self._leave = [slack.world.subscribe(self.redraw), slack.traffic.subscribe(self.redraw)]

    def leave(self) -> None:
        """Hear of changes no more."""
        for stop in self._leave:
            stop()
        if self._drawing is not None:
            self._drawing.cancel()

    def redraw(self) -> None:
        """Draw soon; several changes in a moment are drawn together."""
        if self._drawing is None:
            loop = asyncio.get_running_loop()
            passing = self._session.slack.passing.is_under_way
            seconds = _PASSING_SECONDS if passing else _TOGETHER_SECONDS
            self._drawing = loop.call_later(seconds, self._draw)

    def _draw(self, also: dict[str, Any] | None = None) -> None:
        self._drawing = None
        session = self._session
        session.mark_read()
        drawn = {name: str(draw(session)) for name, draw in REGIONS.items()}
        drawn["toast"] = str(_toast(session))
        changed = {name: html for name, html in drawn.items() if self._sent.get(name) != html}
        self._sent = drawn
        more = dict(also or {})
        if session.address != self._address:
            more["address"] = self._address = session.address
        if changed or more:
            self.run_method("show", changed, more)

    async def _take(self, event: GenericEventArguments) -> None:
        told: dict[str, Any] = event.args
        if told["act"] == "ready":
            # A page that was loaded anew knows nothing of what was sent before.
            self._sent = {}
            self._draw()
        background_tasks.create(self._do(told), name=f"act {told['act']}")

    async def _do(self, told: dict[str, Any]) -> None:
        done = await do(self._session, told)
        self._draw({"done": told["act"], "ok": done} if told["act"] in _REPORTS else None)


def _toast(session: Session) -> Markup:
    words = session.toast
    unheard = [
        notice.text
        for notice in session.slack.world.notices[session.heard :]
        if notice.person == session.person.id and notice.channel is None
    ]
    words = words or (unheard[-1] if unheard else "")
    if not words:
        return Markup("")
    close = el(
        "button",
        icon("close"),
        type="button",
        class_="icon-button",
        aria_label="Dismiss",
        data_act="dismiss_toast",
    )
    return el("div", el("span", words), close, class_="toast")
