"""From a payload to its handler and back: one look-up, one error handler.

Handlers have no try/except: an expected "no" is a `Refusal`, anything else gets a reference, a
log line and an apology that says what is safe.
"""

import asyncio
import time
from collections.abc import Mapping

import structlog
from prometheus_client import Counter, Histogram
from slack_sdk.errors import SlackApiError

from bot.features import FALLBACK_COMMAND, ROUTES
from bot.kit import errors
from bot.kit.answers import Answer, Close, Errors, Say, say
from bot.kit.visit import Handler, Services
from bot.payloads import Act, Body
from bot.speak import Acknowledgement, speak
from domain.errors import Refusal

DEADLINE = 2.3
"""Seconds a handler may take: Slack waits three for the acknowledgement."""

LAST_WORDS = 0.5
"""Seconds left after that to say what went wrong."""

ACTS = Counter("workback_acts_total", "What people did.", ["kind", "address", "outcome"])
SECONDS = Histogram(
    "workback_act_seconds",
    "From the payload to the acknowledgement.",
    ["kind"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3),
)

_LATE = ("expired_trigger_id", "exchanged_trigger_id", "trigger_expired", "trigger_exchanged")

log = structlog.get_logger()


class Router:
    """Finds the handler of an act and answers."""

    def __init__(self, services: Services) -> None:
        self.services = services
        self._tables: Mapping[str, Mapping[str, Handler]] = {
            "command": ROUTES.commands,
            "action": ROUTES.actions,
            "submission": ROUTES.submissions,
            "closing": ROUTES.closings,
            "shortcut": ROUTES.shortcuts,
            "event": ROUTES.events,
        }

    def find(self, act: Act) -> Handler | None:
        """Return the handler of an act; None where nothing answers (any more)."""
        if act.kind == "command" and act.address == FALLBACK_COMMAND:
            word, _, rest = act.visit.words.partition(" ")
            handler = ROUTES.words.get(word.lower())
            if handler is not None:
                act.visit.words = rest.strip()
                return handler
        return self._tables[act.kind].get(act.address)

    async def answer(self, act: Act) -> Acknowledgement:
        """Answer an act; never raises."""
        started = time.perf_counter()
        handler = self.find(act)
        if handler is None:
            return await self._unknown(act)
        answer: Answer | None = None
        try:
            async with asyncio.timeout(DEADLINE):
                answer = await handler(act.visit)
                acknowledgement = await speak(act, answer)
            outcome = "done"
        except Refusal as refusal:
            acknowledgement, outcome = await self._refuse(act, refusal), "refused"
        except Exception as fault:  # noqa: BLE001  (the one place where all faults end)
            acknowledgement, outcome = await self._apologise(act, fault, answer), "failed"
        ACTS.labels(act.kind, act.address, outcome).inc()
        SECONDS.labels(act.kind).observe(time.perf_counter() - started)
        return acknowledgement

    async def _unknown(self, act: Act) -> Acknowledgement:
        """Answer a stale button or form kindly; an event nobody wants needs no answer."""
        ACTS.labels(act.kind, "unknown", "unknown").inc()
        if act.kind == "event" or not act.address:
            return {}
        log.info("no route", kind=act.kind, address=act.address[:255])
        if act.kind == "closing":
            return {}
        if act.kind == "submission":
            return await self._refuse(act, Refusal(errors.STALE_FORM))
        return await self._try_to_speak(act, say(errors.STALE_BUTTON))

    async def _refuse(self, act: Act, refusal: Refusal) -> Acknowledgement:
        """Say an expected "no" under its field, or as a line that only the person sees."""
        if act.kind == "submission":
            place = refusal.field or act.visit.modal.first_input
            if place:
                return await self._try_to_speak(
                    act, Errors({**refusal.also, place: refusal.sentence})
                )
        return await self._try_to_speak(act, say(refusal.sentence))

    async def _apologise(
        self, act: Act, fault: Exception, unsaid: Answer | None
    ) -> Acknowledgement:
        """Say what went wrong; `unsaid` is the handler's answer, if only that did not arrive."""
        if isinstance(fault, SlackApiError) and errors.slack_error(fault) in _LATE:
            log.warning("trigger too late", address=act.address)
            act.visit.trigger_id = None
            return await self._try_to_speak(act, say(errors.TOO_LATE))
        known_as = errors.reference()
        log.error(
            "an act failed",
            reference=known_as,
            kind=act.kind,
            address=act.address,
            workspace=act.visit.workspace_id,
            exc_info=fault,
        )
        return await self._try_to_speak(act, self._apology(act, fault, known_as, unsaid))

    def _apology(self, act: Act, fault: Exception, known_as: str, unsaid: Answer | None) -> Answer:
        place = act.visit.modal.first_input if act.kind == "submission" else None
        if place:
            return Errors({place: errors.not_saved(fault, known_as)})
        visit = act.visit
        # what only says that something was done is not to be done again
        repeat = act.address if act.kind == "action" and not isinstance(unsaid, Say) else ""
        done = unsaid is not None
        return errors.apology(fault, known_as, repeat, visit.record or None, done=done)

    async def _try_to_speak(self, act: Act, answer: Answer) -> Acknowledgement:
        """Speak of a failure; where even that fails, acknowledge all the same."""
        if act.kind == "event" and not isinstance(answer, Close):
            return {}
        try:
            async with asyncio.timeout(LAST_WORDS):
                return await speak(act, answer, patience=LAST_WORDS / 3)
        except Exception as fault:  # noqa: BLE001
            log.warning("could not speak of a failure", address=act.address, fault=repr(fault))
            return {}


def is_wanted(body: Body) -> bool:
    """Say whether an event is one that some feature answers; all else is acknowledged unread."""
    if "event" not in body:
        return True
    event = body["event"]
    if not isinstance(event, Mapping):
        return False
    kind = str(event.get("type"))
    return kind in ROUTES.events and ROUTES.worth.get(kind, bool)(event)
