"""The page, served inside an event loop that runs already.

site = Site(playground, port=8642)
await site.open()
...
await site.close()
"""

import base64
from contextlib import AsyncExitStack
from functools import cache

from fastapi import FastAPI
from nicegui import app, ui
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from playground.page.reads import Reads
from playground.page.screen import STATIC, Screen
from playground.page.session import ABOUT, APP, FILES, HOME, MESSAGES, Session
from playground.server import Playground
from playground.serving import LoopServer
from playground.web_api import canvases

_FAVICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" '
    'rx="7" fill="#1f3a5f"/><path d="m7 9 4.5 14L16 12l4.500 11L25 9" fill="none" stroke="#fff" '
    'stroke-width="3" stroke-linejoin="round" stroke-linecap="round"/></svg>'
)

_LARGEST_UPLOAD = 20_000_000
"""Bytes of a file that the page takes."""

_TOO_LARGE, _NOT_FOUND = 413, 404

_SAFE_PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})


def build_page(playground: Playground, *, title: str = "Workback playground") -> None:
    """Put the page of a playground at "/"; the page of an earlier one makes room."""
    reads = Reads(playground.world)
    slack = playground

    @ui.page("/", title=title, favicon=_FAVICON)
    def page(request: Request) -> None:
        for sheet in ("blocks", "page"):
            ui.add_head_html(f'<link rel="stylesheet" href="/playground/static/{sheet}.css">')
        screen = Screen(_session(slack, reads, request))
        ui.context.client.on_delete(screen.leave)

    app.remove_route(FILES)
    app.remove_route(f"{FILES}/{{file_id}}")

    @app.post(FILES)
    async def keep(request: Request) -> Response:
        return await _keep(slack, request)

    @app.get(f"{FILES}/{{file_id}}")
    async def show(file_id: str) -> Response:
        return _show(slack, file_id)


class Site:
    """The page on a loopback port; it can be opened and closed again and again."""

    def __init__(
        self, playground: Playground, *, port: int = 0, title: str = "Workback playground"
    ) -> None:
        self._server = LoopServer(_host(), port)
        self._open = AsyncExitStack()
        build_page(playground, title=title)

    @property
    def address(self) -> str:
        """Where the page stands: "http://127.0.0.1:" and a port, once it is open."""
        return self._server.address

    async def open(self) -> None:
        """Take the port and serve. Raises OSError if the port is taken."""
        # NiceGUI's own start. Its host's would look through every server of this process, and
        # stumble over those that are not open yet.
        await self._open.enter_async_context(app.router.lifespan_context(app))
        try:
            await self._server.open()
        except OSError:
            await self._open.aclose()
            raise

    async def close(self) -> None:
        """Let what is under way end, and give the port back."""
        await self._server.close()
        await self._open.aclose()


@cache
def _host() -> FastAPI:
    """Return the application that carries NiceGUI's, which can be mounted only once."""
    host = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.add_static_files("/playground/static", STATIC)
    ui.run_with(host, dark=None, tailwind=False, show_welcome_message=False)
    return host


def _session(slack: Playground, reads: Reads, request: Request) -> Session:
    """Return a session as the page's address asks for it: ?as=bob&in=teamsync."""
    people = [person for person in slack.world.people.values() if not person.is_bot]
    wanted = request.query_params.get("as", "")
    person = next((one for one in people if one.name == wanted), people[0])
    session = Session(slack, reads, person)
    where = request.query_params.get("in", "")
    tab = where.removeprefix(f"{APP}/")
    if tab in (HOME, MESSAGES, ABOUT):
        session.look(APP, tab)
        return session
    for channel in session.visible_channels():
        if channel.name == where:
            session.look(channel.id)
    return session


async def _keep(slack: Playground, request: Request) -> Response:
    """Take a file that somebody chose."""
    content = await request.body()
    if len(content) > _LARGEST_UPLOAD:
        return Response("This file is too large for the playground.", _TOO_LARGE)
    person = slack.world.person(request.query_params["as"])
    file = slack.talk.keep(person, request.query_params["name"], content)
    return JSONResponse({"id": file.id})


def _show(slack: Playground, file_id: str) -> Response:
    """Hand out a file; only pictures are shown, everything else is for downloading."""
    file = slack.world.files.get(file_id)
    if file is None:
        return Response("There is no such file.", _NOT_FOUND)
    shown = file.mimetype in _SAFE_PICTURES
    headers = {"X-Content-Type-Options": "nosniff"}
    if file.mimetype == canvases.KIND:
        words = base64.b64decode(file.content).decode()
        return PlainTextResponse(words, headers=headers)
    if not shown:
        headers["Content-Disposition"] = "attachment"
    kind = file.mimetype if shown else "application/octet-stream"
    return Response(base64.b64decode(file.content), media_type=kind, headers=headers)
