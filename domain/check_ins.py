"""Check-ins: what becomes of one occurrence of a goal's cadence, and who is reminded when."""

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict

from domain.cadence import localise
from domain.calendars import Calendar
from domain.errors import Refusal
from domain.people import PersonId
from domain.status import DEFAULT, Thresholds

LATE_AFTER = timedelta(minutes=5)
"""A reminder that leaves later than this says so."""

LONGEST_CATCH_UP = timedelta(hours=24)
IGNORED_BEFORE_PAUSE = 3
SPREAD = timedelta(seconds=15)
"""Between two late reminders of a workspace, so that a backlog is no burst."""

WORK_BEGINS, WORK_ENDS = time(9), time(17)


class Kind(StrEnum):
    """What a person is asked for."""

    CHECK_IN = "check_in"
    REVIEW = "review"  # once a quarter: keep, adjust or retire the goal


class State(StrEnum):
    """What has become of an occurrence."""

    OPEN = "open"
    SUBMITTED = "submitted"
    LATE = "late"  # answered after the grace, or after it was missed
    SKIPPED = "skipped"
    MISSED = "missed"
    CANCELLED = "cancelled"


ANSWERED = frozenset({State.SUBMITTED, State.LATE})

_NEXT: dict[State, frozenset[State]] = {
    State.OPEN: frozenset(State) - {State.OPEN},
    State.MISSED: frozenset({State.LATE}),
    State.SKIPPED: frozenset({State.SUBMITTED, State.LATE}),
    State.SUBMITTED: frozenset(),
    State.LATE: frozenset(),
    State.CANCELLED: frozenset(),
}

_OVER = {
    State.SUBMITTED: "This check-in is answered already. Correct a value instead.",
    State.LATE: "This check-in is answered already. Correct a value instead.",
    State.SKIPPED: "This check-in was skipped. Update the goal with /checkin.",
    State.MISSED: "This check-in is over. Update the goal with /checkin.",
    State.CANCELLED: "This check-in was called off. Update the goal with /checkin.",
}


class Why(StrEnum):
    """The reason codes of an occurrence's lines; `in_words` says them."""

    ASKED = "asked"
    ASKED_LATE = "asked_late"
    ANSWERED = "answered"
    ANSWERED_EARLY = "answered_early"
    ANSWERED_AGAIN = "answered_again"
    VALUES_CAME = "values_came"
    SKIPPED_BY = "skipped_by"
    DAY_OFF = "day_off"
    SNOOZED = "snoozed"
    HANDED_OVER = "handed_over"
    NUDGED = "nudged"
    NO_ANSWER = "no_answer"
    DOWNTIME = "downtime"
    PAUSED = "paused"
    RESCHEDULED = "rescheduled"
    NOT_SENT = "not_sent"


_WORDS = {
    Why.ASKED: "Asked on time.",
    Why.ASKED_LATE: "Asked {detail} late: Workback was not running at the hour.",
    Why.ANSWERED: "Answered.",
    Why.ANSWERED_EARLY: "Answered before it was due.",
    Why.ANSWERED_AGAIN: "Answered once more: the newest answer counts.",
    Why.VALUES_CAME: "All values came from {detail}: only a word is asked for now.",
    Why.SKIPPED_BY: "Skipped: {detail}.",
    Why.DAY_OFF: "Skipped: {detail}.",
    Why.SNOOZED: "Snoozed until {detail}.",
    Why.HANDED_OVER: "Handed over: {detail}.",
    Why.NUDGED: "Reminded {detail}.",
    Why.NO_ANSWER: "Missed: no answer before the next check-in.",
    Why.DOWNTIME: "Missed: Workback was not running, and it was too late for a reminder.",
    Why.PAUSED: "Called off: the goal is {detail}.",
    Why.RESCHEDULED: "Called off: the schedule was changed.",
    Why.NOT_SENT: "Not sent: {detail}.",
}


class Line(BaseModel):
    """One line of an occurrence's story: why it was sent, late, skipped or not sent."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    at: datetime
    why: Why
    detail: str = ""
    by: PersonId | None = None

    @property
    def in_words(self) -> str:
        """The line as a sentence."""
        return _WORDS[self.why].format(detail=self.detail.rstrip("."))


class Occurrence(BaseModel):
    """A check-in: one date of a goal's cadence."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    id: str
    goal_id: str
    kind: Kind
    asked_id: PersonId
    """Who is asked: the owner, or the person it was handed to."""
    local_date: date
    slot: str = ""
    due_at: datetime
    bundle: str = ""
    """The message that asks for it, together with others of that day."""
    state: State = State.OPEN
    snoozed_until: datetime | None = None
    late_seconds: int = 0
    """How late the first reminder was."""
    nudges: int = 0
    """Reminders that followed the first."""
    confidence: float | None = None
    note: str = ""
    answered_by: PersonId | None = None
    answered_at: datetime | None = None

    @property
    def is_late(self) -> bool:
        """Whether the first reminder was late enough to say so."""
        return self.late_seconds > LATE_AFTER.total_seconds()


def check_move(occurrence: Occurrence, to: State) -> None:
    """Refuse a change of state that cannot be."""
    if to not in _NEXT[occurrence.state]:
        raise Refusal(_OVER.get(occurrence.state, "This check-in is open already."))


def answered_state(
    occurrence: Occurrence,
    today: date,
    calendar: Calendar,
    thresholds: Thresholds = DEFAULT,
) -> State:
    """Return the state of an answer given today: submitted, or late after the grace."""
    if occurrence.state is State.MISSED or is_stale(
        occurrence.local_date, today, calendar, thresholds
    ):
        return State.LATE
    return State.SUBMITTED


def is_stale(
    asked_on: date, today: date, calendar: Calendar, thresholds: Thresholds = DEFAULT
) -> bool:
    """Say whether the grace is over for a check-in that nobody has answered."""
    return today > calendar.add_working_days(asked_on, thresholds.grace_working_days)


def check_snooze(occurrence: Occurrence, until: datetime, next_due: datetime | None) -> None:
    """Refuse to snooze what is not open, or beyond the next check-in."""
    if occurrence.state is not State.OPEN:
        raise Refusal(_OVER[occurrence.state])
    if next_due is not None and until >= next_due:
        raise Refusal("The next check-in comes before that. Skip this one instead.", field="until")


class Rung(StrEnum):
    """Who is reminded, step by step."""

    OWNER = "owner"
    BACKUP = "backup"
    INITIATIVE_OWNER = "initiative_owner"


class Ladder(BaseModel):
    """After how many working days without an answer who is reminded, and how often at most."""

    model_config = ConfigDict(frozen=True)

    rungs: tuple[tuple[int, Rung], ...] = (
        (1, Rung.OWNER),
        (2, Rung.BACKUP),
        (3, Rung.INITIATIVE_OWNER),
    )
    ceiling: int = 3
    """Reminders after the first one; then silence until the next check-in."""


LADDER = Ladder()


def next_nudge(
    occurrence: Occurrence, zone: ZoneInfo, calendar: Calendar, ladder: Ladder = LADDER
) -> tuple[datetime, Rung] | None:
    """Return when whom to remind next; None when the ladder ends or nobody is waited for.

    A reminder keeps the local hour of the check-in. The end of a snooze comes first, to the owner;
    it counts for no rung, because it was asked for.
    """
    if occurrence.state is not State.OPEN:
        return None
    if occurrence.snoozed_until is not None:
        return occurrence.snoozed_until, Rung.OWNER
    if occurrence.nudges >= min(ladder.ceiling, len(ladder.rungs)):
        return None
    days, rung = ladder.rungs[occurrence.nudges]
    return _after(occurrence.due_at, occurrence.local_date, days, zone, calendar), rung


@lru_cache(maxsize=4096)
def _after(at: datetime, day: date, days: int, zone: ZoneInfo, calendar: Calendar) -> datetime:
    """Return the same local hour some working days later."""
    later = calendar.add_working_days(day, days)
    return localise(datetime.combine(later, at.astimezone(zone).time()), zone)


def recipient(
    rung: Rung, owner: PersonId, backup: PersonId | None, initiative_owner: PersonId
) -> PersonId:
    """Return the person of a rung; without a backup it is the initiative's owner."""
    if rung is Rung.OWNER:
        return owner
    return backup if rung is Rung.BACKUP and backup else initiative_owner


def proposes_pause(ignored: int) -> bool:
    """Say whether so many check-ins in a row had no answer that a pause is proposed."""
    return ignored >= IGNORED_BEFORE_PAUSE


def may_catch_up(due_at: datetime, next_due: datetime | None, now: datetime) -> bool:
    """Say whether a reminder that could not leave in time still makes sense."""
    window = LONGEST_CATCH_UP
    if next_due is not None:
        window = min((next_due - due_at) / 2, window)
    return now - due_at <= window


def spread(position: int, now: datetime, zone: ZoneInfo, calendar: Calendar) -> datetime:
    """Return when the nth late reminder of a workspace may leave: spaced, in working hours."""
    at = now + position * SPREAD
    local = at.astimezone(zone)
    if calendar.is_working(local.date()) and WORK_BEGINS <= local.time() < WORK_ENDS:
        return at
    later = local.time() >= WORK_BEGINS
    day = calendar.next_working(local.date() + timedelta(days=1 if later else 0))
    if day is None:
        return at
    return localise(datetime.combine(day, WORK_BEGINS), zone) + position * SPREAD


def snooze_until(choice: str, now: datetime, zone: ZoneInfo, calendar: Calendar) -> datetime:
    """Return the end of a snooze: `1h`, `tomorrow` or `next_week` (Monday), at nine local."""
    if choice == "1h":
        return now + timedelta(hours=1)
    today = now.astimezone(zone).date()
    ahead = 1 if choice == "tomorrow" else 7 - today.weekday()
    day = calendar.next_working(today + timedelta(days=ahead)) or today + timedelta(days=ahead)
    return localise(datetime.combine(day, WORK_BEGINS), zone)


def lateness(late: timedelta) -> str:
    """Return how late something was, for people: "35 min", "3 h", "2 days"."""
    minutes = int(late.total_seconds() // 60)
    if minutes < 60:  # noqa: PLR2004  (an hour)
        return f"{minutes} min"
    hours = minutes // 60
    return f"{hours} h" if hours < 48 else f"{hours // 24} days"  # noqa: PLR2004  (two days)
