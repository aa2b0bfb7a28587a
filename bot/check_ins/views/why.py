"""Why a check-in came, came late, or did not: for who got one, and for who did not."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from slack_sdk.models.blocks import Block

from bot import ids
from bot.check_ins.forms import OfGoal
from bot.kit import blocks as b
from bot.kit.blocks import Json
from bot.kit.measures import status_line
from bot.kit.text import clipped, counted, dated, harmless
from domain.calendars import Away
from domain.check_ins import Line, Occurrence, State, Why
from domain.goals import Goal
from domain.people import PersonId
from storage.asking import Purpose
from storage.postings import ELSEWHERE
from storage.retelling import Told
from storage.standings import Standing

MOST_GOALS = 30
MOST_LINES = 20

_STATES = {
    State.OPEN: "waits for an answer",
    State.SUBMITTED: "answered",
    State.LATE: "answered late",
    State.SKIPPED: "skipped",
    State.MISSED: "missed",
    State.CANCELLED: "called off",
}

_AGAINST = {
    "answered": "it was answered before",
    "submitted": "it was answered before",
    "skipped": "it was skipped before",
    "missed": "the next check-in came first",
    "expired": "the next check-in came first",
    "cancelled": "it was called off before",
    "archived": "the initiative is archived",
    "away": "they are away",
    "left Slack": "they have left Slack",
    "snoozed": "it was snoozed before",
    "nothing_to_ask": "it was answered, snoozed or called off before",
    ELSEWHERE: "Slack lets nobody message them, so it stands in the card's thread",
}
"""Why a message was not wanted any more, in words. See `storage/wanted.py`."""


@dataclass(frozen=True)
class Story:
    """One check-in with all that happened to it."""

    occurrence: Occurrence
    lines: Sequence[Line]
    told: Sequence[Told]
    """The messages about it, as far as they are kept."""


@dataclass(frozen=True)
class Plan:
    """When somebody is asked for a goal next, or why nobody is."""

    rule: str = ""
    next_at: datetime | None = None
    none_because: str = ""
    moved: str = ""
    """Why it does not come on the day the rule names."""
    away: Sequence[Away] = field(default_factory=tuple)
    """When the person who is asked is away."""
    stands_in: PersonId | None = None
    """Who is asked next instead of the owner, who is away."""


def why_modal(goal: Goal, stories: Sequence[Story], plan: Plan, now: datetime) -> Json:
    """Return why each of the last check-ins of a goal came, came late, or did not."""
    blocks: list[Block] = [b.header(goal.title), *_plan(plan)]
    if not stories:
        blocks.append(b.section("*No check-ins yet.*"))
    blocks += [_story(story, now) for story in stories]
    return b.modal("Why", blocks[:95], callback=ids.check_ins.WHY, metadata=OfGoal(goal=goal.id))


def message_modal(stories: Sequence[tuple[Goal, Story]], now: datetime) -> Json:
    """Return why a message came, goal by goal; each leads to the goal's other check-ins."""
    blocks: list[Block] = []
    for goal, story in stories[:MOST_GOALS]:
        button = b.button("All check-ins", ids.check_ins.WHY, goal.id, about="All check-ins of it")
        blocks += [b.section(f"*{harmless(goal.title)}*", button), _story(story, now), b.divider()]
    left = len(stories) - MOST_GOALS
    if left > 0:
        blocks.append(b.context(f"and {counted(left, 'goal')} more: /checkin why has them all."))
    return b.modal("Why", blocks, callback=ids.check_ins.WHY)


def _plan(plan: Plan) -> Iterator[Block]:
    said = [f"Asked {harmless(plan.rule)}."] if plan.rule else []
    if plan.next_at is not None:
        said.append(f"{dated(plan.next_at, '{date_pretty} at {time}', word='The next one:')}.")
    if plan.stands_in is not None:
        said.append(f"<@{plan.stands_in}> is asked then: the owner is away.")
    said += [words for words in (plan.none_because, harmless(plan.moved)) if words]
    said += [f"Away {_days(away)}{_meanwhile(away)}." for away in plan.away]
    if said:
        yield b.section(" ".join(said))


def _days(away: Away) -> str:
    if away.first == away.last:
        return f"on {_day(away.first)}"
    return f"from {_day(away.first)} to {_day(away.last)}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _meanwhile(away: Away) -> str:
    return ": the backup is asked" if away.ask_backups else ""


def _story(story: Story, now: datetime) -> Block:
    occurrence = story.occurrence
    events = sorted(_events(story, now), key=lambda event: event[0])
    lines = [f"{dated(at, '{date_short} {time}')}  {words}" for at, words in events]
    cut = [f"… {counted(len(lines) - MOST_LINES, 'line')} more"] if len(lines) > MOST_LINES else []
    told = "\n".join([*lines[:MOST_LINES], *cut])
    day = f"{occurrence.local_date.day} {occurrence.local_date:%B}"
    slot = f", {occurrence.slot}" if occurrence.slot else ""
    return b.section(f"*{day}{slot}: {_STATES[occurrence.state]}*\n{told}")


def _events(story: Story, now: datetime) -> Iterator[tuple[datetime, str]]:
    reached = any(t.purpose is Purpose.ASK and t.state != "dropped" for t in story.told)
    for line in story.lines:
        if line.why is Why.ASKED and story.told and not reached:
            yield line.at, "It was due."
        else:
            yield line.at, _told(line)
    for message in story.told:
        words = _message(message, now)
        if words:
            yield message.at, words


def _message(message: Told, now: datetime) -> str:
    who = f"<@{message.person}>" if message.person.startswith(("U", "W")) else "the channel"
    match message.state:
        case "sent":
            follows = message.purpose in (Purpose.NUDGE, Purpose.BACKUP)  # a line tells it
            return "" if follows else f"Sent to {who}."
        case "dropped":
            because = _AGAINST.get(message.error, message.error)
            return f"Not sent to {who}: {harmless(because)}."
        case "dead":
            return f"Not sent to {who}: Slack refused it ({harmless(message.error)})."
    return f"Leaves for {who} then." if message.at > now else f"Is being sent to {who}."


def _told(line: Line) -> str:
    """Return a line of a story; what a person typed in it is made harmless."""
    if line.why in (Why.SKIPPED_BY, Why.DAY_OFF, Why.VALUES_CAME, Why.HANDED_OVER):
        line = line.model_copy(update={"detail": harmless(line.detail)})
    by = f" <@{line.by}>" if line.by and line.why in _DONE_BY else ""
    return f"{line.in_words.removesuffix('.')}, by{by}." if by else line.in_words


_DONE_BY = frozenset({Why.ANSWERED, Why.ANSWERED_EARLY, Why.ANSWERED_AGAIN})


@dataclass(frozen=True)
class Outlook:
    """A goal of a person: what became of its last check-in, and when the next one comes."""

    standing: Standing
    last: Occurrence | None
    plan: Plan


def overview_modal(outlooks: Sequence[Outlook]) -> Json:
    """Return all goals of a person with their last and next check-in: why there was none."""
    blocks: list[Block] = []
    if not outlooks:
        blocks.append(b.section("*You own no goals.* /goal sets one, /goal list shows everyone's."))
    for outlook in outlooks[:MOST_GOALS]:
        goal = outlook.standing.goal
        title = clipped(goal.title, 40)
        why = b.button("Why?", ids.check_ins.WHY, goal.id, about=f"Why? Check-ins of {title}")
        blocks.append(b.section(_outlook(outlook), why))
    if len(outlooks) > MOST_GOALS:
        left = counted(len(outlooks) - MOST_GOALS, "goal")
        blocks.append(b.context(f"and {left} more: /goal list, See, Check-ins."))
    blocks.append(b.context("/checkin updates goals at any time, /checkin away notes days off."))
    return b.modal("Check-ins", blocks, callback=ids.check_ins.WHY)


def _outlook(outlook: Outlook) -> str:
    plan, last, goal = outlook.plan, outlook.last, outlook.standing.goal
    lines = [status_line(outlook.standing.status, goal.title)]
    if last is not None:
        lines.append(f"Last: {_day(last.local_date)}, {_STATES[last.state]}.")
    if plan.next_at is not None:
        rule = f", {harmless(plan.rule)}" if plan.rule else ""
        lines.append(f"{dated(plan.next_at, '{date_pretty} at {time}', word='Next:')}{rule}.")
    else:
        lines.append(plan.none_because or "No check-in is planned.")
    if plan.stands_in is not None:
        lines.append(f"<@{plan.stands_in}> is asked then: the owner is away.")
    if plan.moved:
        lines.append(harmless(plan.moved))
    return "\n".join(lines)
