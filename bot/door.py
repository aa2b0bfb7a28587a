"""THE door: signed HTTP in, acknowledgements out.

What does not come from Slack is turned away here, before anything parses it: Bolt parses bodies
before it checks signatures, and a malformed one raises outside its dispatch.
"""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress

import structlog
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from slack_bolt.adapter.starlette.async_handler import to_starlette_response
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.signature import SignatureVerifier
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.clock import Clock
from bot.config import Settings
from bot.goals.sources.api import PATH as READINGS_PATH
from bot.goals.sources.api import Readings
from bot.house import House, opened
from bot.kit.requests import TurnedAway, body_of
from bot.oauth import Oauth
from bot.router import is_wanted
from storage.database import OUT_OF_ORDER

EVENTS_PATH = "/slack/events"

log = structlog.get_logger()


class _Watch:
    """The clock as slack_sdk's verifier reads it."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def now(self) -> float:
        return self._clock.now().timestamp()


class Door:
    """Checks requests and hands them to Bolt."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        secret = settings.slack_signing_secret
        self._verifier = SignatureVerifier(
            secret.get_secret_value() if secret else "Socket Mode: the door stays shut",
            _Watch(clock),  # type: ignore[arg-type]
        )
        self._open = secret is not None
        self._largest = settings.max_body_bytes

    async def receive(self, request: Request) -> Response:
        """Answer a request of Slack's."""
        try:
            body = await self._checked(request)
            asked = _read(body, request.headers)
            if not is_wanted(asked.body):
                return PlainTextResponse("")
            house: House = request.app.state.house
            answered = await house.bolt.async_dispatch(asked)
        except TurnedAway as turned:
            log.info("turned away", status=turned.status, because=turned.sentence)
            return PlainTextResponse(turned.sentence, turned.status)
        return to_starlette_response(answered)

    async def _checked(self, request: Request) -> str:
        """Return the body of a request that Slack signed; TurnedAway for any other."""
        if not self._open:
            raise TurnedAway(404, "This bot uses Socket Mode.")
        timestamp = request.headers.get("x-slack-request-timestamp", "")
        signature = request.headers.get("x-slack-signature", "")
        if not (timestamp.isascii() and timestamp.isdigit() and signature.isascii() and signature):
            raise TurnedAway(401, "The signature is missing or malformed.")
        raw = await body_of(request, self._largest)
        if not self._verifier.is_valid(raw, timestamp, signature):
            raise TurnedAway(401, "The signature is wrong or too old.")
        try:
            return raw.decode()
        except UnicodeDecodeError as fault:
            raise TurnedAway(400, "The body is not UTF-8.") from fault


def _read(body: str, headers: Mapping[str, str]) -> AsyncBoltRequest:
    """Let Bolt read the body, once. TurnedAway for one that it cannot read."""
    try:
        return AsyncBoltRequest(body=body, headers=headers)  # type: ignore[arg-type]
    except (ValueError, RecursionError, AttributeError, TypeError, KeyError) as fault:
        raise TurnedAway(400, "The body cannot be read.") from fault


async def healthz(_request: Request) -> Response:
    """Say that the process lives."""
    return PlainTextResponse("ok")


async def readyz(request: Request) -> Response:
    """Say whether requests can be answered now."""
    house: House | None = getattr(request.app.state, "house", None)
    ready = house is not None and await house.is_ready()
    return JSONResponse({"ready": ready}, 200 if ready else 503)


async def metrics(request: Request) -> Response:
    """Return the metrics for Prometheus; without a database, those that need none."""
    house: House = request.app.state.house
    with suppress(*OUT_OF_ORDER):
        await house.delivery.measure()
        await house.heartbeat.measure()
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)


def create_app(settings: Settings, clock: Clock | None = None) -> Starlette:
    """Build the ASGI app; the house stands while its lifespan lasts.

    Whoever serves it without its lifespan puts a house into `state.house`.
    """
    clock = clock or Clock()
    door = Door(settings, clock)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        async with opened(settings, clock) as house:
            app.state.house = house
            yield

    return Starlette(
        routes=[
            Route(EVENTS_PATH, door.receive, methods=["POST"]),
            Route(READINGS_PATH, Readings(settings.max_body_bytes).receive, methods=["POST"]),
            Route("/healthz", healthz),
            Route("/readyz", readyz),
            Route("/metrics", metrics),
            *Oauth(settings).routes(),
        ],
        lifespan=lifespan,
    )
