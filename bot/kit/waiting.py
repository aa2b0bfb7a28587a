"""What waits for a person, a row each with the button that does it: at Home and in reminders."""

from collections.abc import Iterator
from datetime import UTC, datetime, time
from itertools import chain, islice

from slack_sdk.models.blocks import Block

from bot import ids
from bot.kit import blocks as b
from bot.kit.text import clipped, counted, dated, harmless, listed
from domain.check_ins import Occurrence
from domain.goals import Goal
from domain.initiatives import Initiative
from domain.reviews import Review
from storage.scope_flags import Pile
from storage.waiting import Waiting, WaitingQuestion


def waiting_rows(waiting: Waiting, first: int = 0, last: int | None = None) -> list[Block]:
    """Return a row for each thing that waits, or only those from `first` to before `last`."""
    rows = chain(
        _check_ins(waiting),
        (_review(review, initiative) for review, initiative in waiting.reviews),
        (_question(question) for question in waiting.questions),
        (_offer(goal, initiative) for goal, initiative in waiting.offers),
        (_scope(pile, initiative) for pile, initiative in waiting.scope),
    )
    return list(islice(rows, first, last))


def _check_ins(waiting: Waiting) -> Iterator[Block]:
    """Return one row for each message that asks."""
    bundles: dict[str, list[Occurrence]] = {}
    for occurrence in waiting.check_ins:
        bundles.setdefault(occurrence.bundle, []).append(occurrence)
    for number, asked in enumerate(bundles.values()):
        titles = [harmless(clipped(waiting.goals[o.goal_id].title, 80)) for o in asked]
        due = dated(asked[0].due_at, "{date_pretty}", word="due")
        words = f"*Check in for {counted(len(asked), 'goal')}*  ·  {due}\n{listed(titles[:4])}"
        update = b.button(
            "Update",
            ids.check_ins.OPEN,
            asked[0].id,
            about="Update these goals",
            primary=number == 0,
        )
        yield b.section(words, update)


def _review(review: Review, initiative: Initiative) -> Block:
    noon = datetime.combine(review.due_on, time(12), UTC) if review.due_on else None
    due = f"  ·  {dated(noon, '{date_pretty}', word='due')}" if noon else ""
    words = f"*Review {harmless(initiative.name)}*, version {review.version}{due}"
    about = f"Review {clipped(initiative.name, 40)}"
    return b.section(words, b.button("Review", ids.reviews.SEE, review.id, about=about))


def _question(waiting: WaitingQuestion) -> Block:
    question = waiting.question
    due = waiting.asked.due_on
    until = f"  ·  due {due.day} {due:%B}" if due else ""
    words = (
        f"*{harmless(clipped(question.question, 200))}*\n"
        f"{question.citation} of {harmless(waiting.initiative.name)}{until}"
    )
    record = f"{waiting.document.id}/{question.key}"
    about = f"Answer {question.citation}"
    return b.section(words, b.button("Answer", ids.faq.OPEN_ANSWER, record, about=about))


def _offer(goal: Goal, initiative: Initiative) -> Block:
    words = (
        f"*<@{goal.owner_id}> asks you to own “{harmless(goal.title)}”*\n"
        f"a goal of {harmless(initiative.name)}"
    )
    return b.section(words, b.button("Accept", ids.goals.ACCEPT, goal.id, about="Accept it"))


def _scope(pile: Pile, initiative: Initiative) -> Block:
    todo = [
        *([f"{counted(pile.to_check, 'item')} to check"] if pile.to_check else []),
        *([f"{counted(pile.to_decide, 'candidate')} to decide"] if pile.to_decide else []),
    ]
    words = f"*{' and '.join(todo).capitalize()}*\nin the scope of {harmless(initiative.name)}"
    about = f"See scope of {clipped(initiative.name, 40)}"
    see = b.button("See scope", ids.scope.OPEN_LEDGER, initiative.id, about=about)
    return b.section(words, see)
