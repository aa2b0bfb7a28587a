"""Faults on demand: what Slack and the network do to an app on a bad day."""

from dataclasses import dataclass
from typing import Literal

FaultKind = Literal[
    "delay",  # answer, but late
    "status",  # an HTTP status instead of an answer, and nothing done
    "hang",  # never answer, and nothing done
    "lose_reply",  # do it, then drop the connection
    "rate_limit",  # 429 with Retry-After
    "error",  # one of Slack's errors
    "duplicate",  # deliver an event twice
    "drop",  # never deliver an event
    "swap",  # deliver an event after the next one
]

EVENTS = "events"
"""The method name under which faults of delivery stand."""

_EVERY = "*"


@dataclass(eq=False)
class Fault:
    """One fault, and how often it is still to happen."""

    kind: FaultKind
    method: str
    """A Web API method, "*" for all of them, or "events" for deliveries to the app."""
    times: int | None = None
    """How many more calls it meets; None until it is removed."""
    seconds: float = 0.0
    status: int = 500
    error: str = ""


class Faults:
    """The faults that wait to happen, first come first served."""

    def __init__(self) -> None:
        self.waiting: list[Fault] = []

    def delay(self, method: str, seconds: float, times: int | None = None) -> Fault:
        """Let calls of `method` wait before they are worked on."""
        return self._add(Fault("delay", method, times, seconds=seconds))

    def fail(self, method: str, status: int = 500, times: int | None = None) -> Fault:
        """Answer with an HTTP status and do nothing."""
        return self._add(Fault("status", method, times, status=status))

    def hang(self, method: str, times: int | None = None) -> Fault:
        """Never answer."""
        return self._add(Fault("hang", method, times))

    def lose_reply(self, method: str, times: int | None = None) -> Fault:
        """Do what is asked, then drop the connection."""
        return self._add(Fault("lose_reply", method, times))

    def rate_limit(self, method: str, retry_after: int = 1, times: int | None = None) -> Fault:
        """Answer 429 with Retry-After, in seconds."""
        return self._add(Fault("rate_limit", method, times, seconds=retry_after))

    def error(self, method: str, code: str, times: int | None = None) -> Fault:
        """Answer with one of Slack's errors."""
        return self._add(Fault("error", method, times, error=code))

    def duplicate_events(self, times: int | None = None) -> Fault:
        """Deliver each event twice, with the same event_id."""
        return self._add(Fault("duplicate", EVENTS, times))

    def drop_events(self, times: int | None = None) -> Fault:
        """Do not deliver events."""
        return self._add(Fault("drop", EVENTS, times))

    def swap_events(self, times: int | None = None) -> Fault:
        """Hold an event back until the one after it was delivered."""
        return self._add(Fault("swap", EVENTS, times))

    def remove(self, fault: Fault) -> None:
        """Let a fault happen no more; one that is gone already is no error."""
        if fault in self.waiting:
            self.waiting.remove(fault)

    def clear(self) -> None:
        """Let all be well."""
        self.waiting.clear()

    def take(self, method: str) -> Fault | None:
        """Return the fault that meets this call, counted down."""
        for fault in self.waiting:
            general = fault.method == _EVERY and method != EVENTS
            if general or fault.method == method:
                self._count_down(fault)
                return fault
        return None

    def _add(self, fault: Fault) -> Fault:
        self.waiting.append(fault)
        return fault

    def _count_down(self, fault: Fault) -> None:
        if fault.times is not None:
            fault.times -= 1
            if fault.times <= 0:
                self.waiting.remove(fault)
