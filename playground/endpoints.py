"""Slack's addresses: the Web API, response URLs, files, sockets, the authorise page."""

import asyncio
import base64
from collections.abc import Awaitable, Callable
from email.utils import format_datetime
from typing import Any
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import (
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
)
from starlette.routing import Route, WebSocketRoute
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket

from playground.faults import Fault
from playground.oauth import AuthorisePage
from playground.refusals import RateLimitedError, SlackError
from playground.responses import respond
from playground.slack import Slack
from playground.things import Json
from playground.traffic import Exchange
from playground.web_api import METHODS
from playground.web_api.arguments import Arguments
from playground.web_api.registry import Method

_SECRETS = {"client_secret", "access_token", "code"}
"""Fields that no record holds."""


class _Dropped(Response):
    """A connection that ends in the middle of an answer."""

    async def __call__(self, _scope: Scope, _receive: Receive, send: Send) -> None:
        headers = [(b"content-length", b"2")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})


class Endpoints:
    """Answers the app's requests."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack
        self.closing = asyncio.Event()
        """Set when the servers stop: then nothing hangs any longer."""

    def app(self) -> Starlette:
        """Return the ASGI application."""
        return Starlette(
            routes=[
                Route("/api/{method}", self._api, methods=["GET", "POST"]),
                Route("/response/{key}", self._response, methods=["POST"]),
                Route("/upload/{file}", self._upload, methods=["POST", "PUT"]),
                Route("/files/{file}", self._file),
                Route("/files/{file}/download", self._file),
                Route("/sign-in", _sign_in),
                Route(
                    "/oauth/v2/authorize",
                    AuthorisePage(self._slack).answer,
                    methods=["GET", "POST"],
                ),
                WebSocketRoute("/link", self._link),
            ]
        )

    async def _api(self, request: Request) -> Response:
        name = request.path_params["method"]
        try:
            given = await _arguments(request)
        except SlackError as refusal:
            return JSONResponse(refusal.answer())
        token = _token(request, given)
        slack = self._whose(token, str(given.get("code")))
        with slack.traffic.exchange("to_slack", name, _without_secrets(given)) as record:

            async def call() -> Json:
                return _call(slack, name, token, given)

            answer = await self._answered(slack, record, call)
        answer.headers.update(_told_beside(slack, token))
        return answer

    def _whose(self, token: str, code: str) -> Slack:
        """Return the workspace that a token or a code of the authorise page belongs to."""
        for slack in self._slack.workspaces:
            if slack.installation.bot_token == token or code in slack.oauth_codes:
                return slack
        return self._slack

    async def _response(self, request: Request) -> Response:
        try:
            given = await _arguments(request)
        except SlackError as refusal:
            return JSONResponse(refusal.answer(), 400)
        with self._slack.traffic.exchange("to_slack", "response_url", given) as record:

            async def call() -> Json:
                respond(self._slack, request.path_params["key"], given)
                return {"ok": True}

            answer = await self._answered(self._slack, record, call)
        if isinstance(record.answer, dict) and record.answer.get("ok") is False:
            answer.status_code = record.status = 404
        return answer

    async def _answered(
        self, slack: Slack, record: Exchange, call: Callable[[], Awaitable[Json]]
    ) -> Response:
        """Answer a call, unless a fault is to meet it."""
        fault = slack.faults.take(record.method)
        answer = await self._faulty(record, fault) if fault else None
        if answer is None:
            answer = await self._done(record, call)
            if fault is not None and fault.kind == "lose_reply":
                answer = _Dropped()
        record.status = 0 if isinstance(answer, _Dropped) else answer.status_code
        return answer

    async def _faulty(self, record: Exchange, fault: Fault) -> Response | None:
        """Do what a fault does before the call; None if the call is to go on."""
        match fault.kind:
            case "delay":
                await asyncio.sleep(fault.seconds)
            case "status":
                return PlainTextResponse("", fault.status)
            case "hang":
                await self.closing.wait()
                return _Dropped()
            case "rate_limit":
                limit = RateLimitedError(int(fault.seconds))
                record.answer = limit.answer()
                return _limited(limit)
            case "error":
                record.answer = SlackError(fault.error).answer()
                return JSONResponse(record.answer)
        return None

    async def _done(self, record: Exchange, call: Callable[[], Awaitable[Json]]) -> Response:
        try:
            answer = {"ok": True} | await call()
        except RateLimitedError as limit:
            record.answer = limit.answer()
            return _limited(limit)
        except SlackError as refusal:
            answer = refusal.answer()
        record.answer = _without_secrets(answer)
        return JSONResponse(answer)

    async def _upload(self, request: Request) -> Response:
        file = self._slack.world.files.get(request.path_params["file"])
        if file is None or file.uploaded:
            return PlainTextResponse("not found", 404)
        content = await request.body()
        if "multipart/form-data" in request.headers.get("content-type", ""):
            async with request.form() as form:
                parts = [part for part in form.values() if not isinstance(part, str)]
                content = await parts[0].read() if parts else b""
        if len(content) != file.size:
            return PlainTextResponse("wrong length", 400)
        file.content, file.uploaded = base64.b64encode(content).decode(), True
        self._slack.world.changed()
        return PlainTextResponse(f"OK - {file.size}")

    async def _file(self, request: Request) -> Response:
        file = self._slack.world.files.get(request.path_params["file"])
        app = self._slack.installation
        if _token(request, {}) != app.bot_token or "files:read" not in app.scopes:
            return RedirectResponse("/sign-in", 302)  # as Slack does: no error, a page for people
        if file is None or not file.uploaded:
            return PlainTextResponse("not found", 404)
        return Response(base64.b64decode(file.content), media_type=file.mimetype)

    async def _link(self, socket: WebSocket) -> None:
        await self._slack.delivery.sockets.serve(socket, self._slack.installation.app_id)


async def _sign_in(_request: Request) -> Response:
    return HTMLResponse("<!DOCTYPE html><title>Sign in | Slack</title><h1>Sign in to Slack</h1>")


def _call(slack: Slack, name: str, token: str, given: Json) -> Json:
    method = METHODS.get(name)
    if method is None:
        raise SlackError("unknown_method", req_method=name)
    _check_token(slack, method, token)
    if method.scopes:
        slack.require(*method.scopes)
    if slack.rates is not None:
        slack.rates.count(name, method.per_minute, str(given.get("channel", "")))
    return method.run(slack, Arguments(given))


def _check_token(slack: Slack, method: Method, token: str) -> None:
    app = slack.installation
    if method.caller == "none":
        return
    if not token:
        raise SlackError("not_authed")
    if token not in (app.bot_token, app.app_token):
        raise SlackError("invalid_auth")
    if not app.installed:
        raise SlackError("account_inactive")
    if (token == app.app_token) != (method.caller == "app"):
        raise SlackError("not_allowed_token_type")


def _limited(limit: RateLimitedError) -> Response:
    return JSONResponse(limit.answer(), 429, {"Retry-After": str(limit.retry_after)})


def _told_beside(slack: Slack, token: str) -> dict[str, str]:
    """Return what Slack tells beside an answer: its time, and what the bot token may do."""
    headers = {"date": format_datetime(slack.world.now(), usegmt=True)}
    if token == slack.installation.bot_token:
        headers["x-oauth-scopes"] = ",".join(sorted(slack.installation.scopes))
    return headers


async def _arguments(request: Request) -> Json:
    """Return what a request brings, from its address and its body. Raises SlackError."""
    given: Json = dict(request.query_params) | _credentials(request)
    body = await request.body()
    if request.headers.get("content-type", "").startswith("application/json"):
        try:
            found: Any = await request.json() if body else {}
        except ValueError:
            raise SlackError("invalid_json") from None
        if not isinstance(found, dict):
            raise SlackError("json_not_object")
        return given | found
    return given | dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))


def _credentials(request: Request) -> Json:
    """Return the app's credentials, which come like a browser's user and password."""
    kind, _, encoded = request.headers.get("authorization", "").partition(" ")
    if kind != "Basic":
        return {}
    try:
        client_id, _, client_secret = base64.b64decode(encoded).decode().partition(":")
    except ValueError:
        return {}
    return {"client_id": client_id, "client_secret": client_secret}


def _without_secrets(fields: Json) -> Json:
    return {key: "…" if key in _SECRETS else value for key, value in fields.items()}


def _token(request: Request, given: Json) -> str:
    """Return the token of a request, and take it out of the arguments: no record may hold it."""
    in_body = str(given.pop("token", "") or "")
    return request.headers.get("authorization", "").removeprefix("Bearer ").strip() or in_body
