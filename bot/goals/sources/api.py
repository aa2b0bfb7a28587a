"""`POST /api/readings`: values from outside, with a goal's token or signed like Slack signs.

All values of a request are kept or none. The same key again changes nothing, so whoever is not
sure whether a request arrived sends it again.
"""

import hmac
import json
from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from http import HTTPStatus
from typing import Any

import structlog
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.goals.sources.pace import Pace
from bot.kit import metrics
from bot.kit.errors import reference
from bot.kit.forms import cleaned
from bot.kit.requests import TurnedAway, body_of
from bot.kit.visit import Services
from domain.errors import Refusal
from domain.goals import GoalStage
from domain.people import WorkspaceId
from domain.sources import MOST_READINGS, Given, check_all
from storage import goals, initiatives, kpis, sources
from storage.database import OUT_OF_ORDER
from storage.tables import SourceRow

PATH = "/api/readings"
SOURCE, TIMESTAMP, SIGNATURE = (
    "x-workback-source",
    "x-workback-request-timestamp",
    "x-workback-signature",
)
FRESH = 300
"""Seconds that a signature is good for."""

_COLUMNS = ("kpi", "value", "at", "key")
_UNKNOWN = TurnedAway(401, "The token is unknown: it was revoked, or a new one took its place.")
_STAMP_DIGITS = 12
"""Seconds since 1970 have ten digits for the next two centuries."""

log = structlog.get_logger()


class Readings:
    """Takes values in."""

    def __init__(self, largest: int) -> None:
        self._largest = largest
        self._pace = Pace()

    async def receive(self, request: Request) -> Response:
        """Answer a request with how many values are new, or with one sentence."""
        services: Services = request.app.state.house.services
        try:
            return await self._answer(request, services)
        except TurnedAway as turned:
            return _refused(turned.status, turned.sentence)
        except Refusal as refusal:
            return _refused(HTTPStatus.UNPROCESSABLE_ENTITY, refusal.sentence)
        except OUT_OF_ORDER as fault:
            log.warning("values could not be kept", fault=type(fault).__name__)
            sentence = "Workback's database does not answer. Send it again in a minute."
            return _refused(HTTPStatus.SERVICE_UNAVAILABLE, sentence, retry=60)
        except _TooOften as often:
            sentence = f"That is too often. Send more values at once, or wait {often.wait} s."
            return _refused(HTTPStatus.TOO_MANY_REQUESTS, sentence, retry=often.wait)

    async def _answer(self, request: Request, services: Services) -> Response:
        now = services.clock.now()
        named, proof = _named(request.headers)
        wait = self._pace.wait(named, proof, now.timestamp())
        if wait:
            raise _TooOften(wait)
        raw = await body_of(request, self._largest)
        async with services.database.session(writes=False) as session:
            row = await sources.find(session, named, now)
        if row is None:
            self._pace.denied(proof)
            raise _UNKNOWN
        _check(request.headers, raw, row, now.timestamp())
        self._pace.proved(proof)
        taken = await _keep(services, row, _keyed(_read(raw), request.headers))
        way = "webhook" if SIGNATURE in request.headers else "api"
        metrics.READINGS.labels(way).inc(taken.new)
        told: dict[str, Any] = {"recorded": taken.new, "already": taken.already}
        if taken.other:
            told |= {"kept": list(taken.other), "note": _OTHER}
        return JSONResponse(told)


class _TooOften(Exception):  # noqa: N818  (it is an answer, not a fault)
    """More requests than a token may send: in how many seconds there is room again."""

    def __init__(self, wait: int) -> None:
        super().__init__()
        self.wait = wait


_OTHER = (
    "These keys stand with another value, and that one was kept. Correct it in the goal's thread, "
    "or send the value with a key of its own."
)


def _named(headers: Mapping[str, str]) -> tuple[str, str]:
    """Return which source says it speaks, and what it shows for that; TurnedAway where none does.

    A signature is another for each request: that a source signs is all that it shows before.
    """
    scheme, _, token = headers.get("authorization", "").partition(" ")
    if scheme.casefold() == "bearer" and "." in token:
        return token.strip().partition(".")[0][:60], sources.hashed(token)
    if headers.get(SOURCE) and headers.get(SIGNATURE):
        return headers[SOURCE][:60], f"{headers[SOURCE][:60]} signs"
    sentence = (
        "Send the goal's token: Authorization: Bearer src_….…, or sign the request. "
        "Sources in Slack shows how."
    )
    raise TurnedAway(401, sentence)


def _check(headers: Mapping[str, str], raw: bytes, row: SourceRow, now: float) -> None:
    """Turn away who does not know the secret, and what was signed too long ago."""
    signature = headers.get(SIGNATURE)
    if signature is None:
        secret = headers.get("authorization", "").strip().rpartition(".")[2]
        if not hmac.compare_digest(sources.hashed(secret), row.token):
            raise _UNKNOWN
        return
    stamp = headers.get(TIMESTAMP, "")
    short = stamp.isascii() and stamp.isdigit() and len(stamp) <= _STAMP_DIGITS
    if not short or abs(now - int(stamp)) > FRESH:
        raise TurnedAway(401, f"The timestamp is missing or more than {FRESH} s off.")
    signed = f"v0:{stamp}:".encode() + raw
    expected = f"v0={hmac.new(row.token.encode(), signed, sha256).hexdigest()}"
    if not hmac.compare_digest(expected.encode(), signature.encode()):
        raise TurnedAway(401, "The signature is wrong. Sources in Slack shows how to sign.")


def _read(raw: bytes) -> list[Given]:
    """Read the body; numbers stay as they were written. TurnedAway for what is no such JSON."""
    try:
        found = json.loads(raw, parse_float=str, parse_int=str, parse_constant=str)
    except (ValueError, RecursionError) as fault:
        raise TurnedAway(400, "The body is not JSON, or nested too deeply.") from fault
    rows = found if isinstance(found, list) else [found]
    if len(rows) > MOST_READINGS:
        raise TurnedAway(413, f"Send at most {MOST_READINGS:,} values at once.")
    return [_given(number, row) for number, row in enumerate(rows, 1)]


def _keyed(given: list[Given], headers: Mapping[str, str]) -> list[Given]:
    """Name the values of a signed request that nothing names: the same request again is known."""
    signature = headers.get(SIGNATURE, "")
    if not signature:
        return given
    return [
        one if one.key or one.at else replace(one, key=f"signed {signature[-32:]} {number}")
        for number, one in enumerate(given, 1)
    ]


def _given(number: int, row: Any) -> Given:
    if not isinstance(row, dict) or not row.keys() <= set(_COLUMNS):
        known = ", ".join(_COLUMNS)
        raise Refusal(f"Reading {number}: Send an object with these names: {known}.")
    values = {name: row.get(name) for name in _COLUMNS}
    for name, value in values.items():
        if value is not None and not isinstance(value, str):
            raise Refusal(f"Reading {number}: “{name}” has to be a text or a number.")
        if value is not None and value != cleaned(value):
            raise Refusal(f"Reading {number}: “{name}” holds signs that are no text.")
    return Given(**{name: value or "" for name, value in values.items()})


async def _keep(services: Services, row: SourceRow, given: list[Given]) -> sources.Taken:
    now, workspace_id = services.clock.now(), WorkspaceId(row.workspace_id)
    async with services.database.transaction(workspace_id, now) as tx:
        wait = await sources.spend(tx, row.id)
        if wait:
            raise _TooOften(wait)
        goal = await goals.find(tx, row.goal_id)
        if goal is None or goal.stage is GoalStage.RETIRED:
            raise TurnedAway(410, "The goal was retired: it takes no values any more.")
        home = await initiatives.get(tx, goal.initiative_id)
        if home.archived_at is not None:
            raise TurnedAway(410, "The initiative is archived: it takes no values any more.")
        known = (await kpis.of_goals(tx, [goal.id]))[goal.id]
        values = check_all(given, known, now, place="Reading")
        return await sources.take(tx, row.name, values)


def _refused(status: int, sentence: str, *, retry: int = 0) -> Response:
    """Say no in one sentence, with a reference that stands in the log too."""
    ref = reference()
    log.info("values turned away", status=int(status), because=sentence, reference=ref)
    headers = {"Retry-After": str(retry)} if retry else None
    return JSONResponse({"error": sentence, "reference": ref}, int(status), headers)
