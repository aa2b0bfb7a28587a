"""What a message that asked becomes once nothing of it waits any more."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import Block

from bot import ids
from bot.kit import blocks as b
from bot.kit.blocks import Message, said
from bot.kit.text import brief, counted
from domain.access import listed
from domain.check_ins import ANSWERED, Occurrence, State
from domain.people import PersonId

_WORDS = {
    State.SKIPPED: "skipped",
    State.MISSED: "missed",
    State.CANCELLED: "called off",
}


@dataclass(frozen=True)
class Closed:
    """The check-ins of one message, none of them open, for who got it."""

    bundle: Sequence[Occurrence]
    reader: PersonId

    @property
    def called_off(self) -> int:
        """How many of them nobody has to answer any more."""
        return sum(o.state is State.CANCELLED for o in self.bundle)


Ending = Callable[[Closed], Message]
"""What a message says in the place of its question."""


def closed(shown: Closed) -> Message:
    """Return what stands in the place of the question: what became of it, and by whom."""
    answered = [o for o in shown.bundle if o.state in ANSWERED]
    if len(answered) == len(shown.bundle):
        return _answered(shown, answered)
    counts = [f"{len(answered)} answered"] if answered else []
    for state, word in _WORDS.items():
        number = sum(o.state is state for o in shown.bundle)
        counts += [f"{number} {word}"] if number else []
    words = f"{counted(len(shown.bundle), 'goal')}: {listed(counts)}."
    return b.message(words, [b.section(f"*{words}*"), _later(shown)])


def _answered(shown: Closed, answered: Sequence[Occurrence]) -> Message:
    goals = counted(len(answered), "goal")
    people = listed([f"<@{o.answered_by}>" for o in answered])
    mine = {o.answered_by for o in answered} == {shown.reader}
    thanks = "Thank you." if mine else f"It was {people}."
    words = f"Answered: {goals}."
    section = b.section(f"*{words}* {thanks} Each goal's thread has what changed.")
    return b.message(f"{words} Each goal's thread has what changed.", [section])


def skipped(reason: str) -> Ending:
    """Say that all was skipped, with the reason as it was typed."""

    def ending(shown: Closed) -> Message:
        if any(o.state is not State.SKIPPED for o in shown.bundle):
            return closed(shown)
        goals = counted(len(shown.bundle), "goal")
        words = f"Skipped: {goals}. The next check-in comes as planned."
        blocks = [b.section(f"*{words}*"), b.rich(b.quote(said(reason))), _later(shown)]
        return b.message(words, blocks)

    return ending


def _later(shown: Closed) -> Block:
    record = shown.bundle[0].id
    update = b.button("Update anyway", ids.check_ins.OPEN, record, about="Update anyway")
    why = b.button("Why?", ids.check_ins.WHY, record, about="Why? What became of each")
    return b.actions(update, why)


def handed_on(occurrence_id: str, to: PersonId, name: str) -> Message:
    """Return what a message becomes once somebody else answers this time."""
    words = f"Handed over to {name} for this time."
    update = b.button("Update it myself", ids.check_ins.OPEN, occurrence_id)
    return b.message(
        words,
        [
            b.section(f"*Handed over to <@{to}> for this time.* You are asked again next time."),
            b.actions(update),
        ],
    )


def paused(shown: Closed) -> Message:
    """Say that goals were paused."""
    goals = counted(shown.called_off, "goal")
    words = f"Paused: {goals}. Nobody is asked until somebody makes them active again."
    listing = b.button("See my goals", ids.goals.LIST_MINE, about="See my goals, paused ones too")
    return b.message(words, [b.section(f"*{words}*"), b.actions(listing)])


def retired(title: str) -> Ending:
    """Say that a goal was retired."""

    def ending(_shown: Closed) -> Message:
        words, rest = f"Retired: “{brief(title, 150)}”.", "Nobody is asked for it any more."
        return b.message(f"{words} {rest}", [b.section(f"*{words}* {rest}")])

    return ending
