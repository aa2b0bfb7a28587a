"""What reminders say: short, once a day at most, with the button that ends them."""

from bot import ids
from bot.initiatives import review as review_view
from bot.kit import blocks as b
from bot.kit.text import counted, harmless
from bot.kit.waiting import waiting_rows
from domain.reviews import Progress, Review
from storage.asking import Said
from storage.reminding import Words
from storage.waiting import Waiting

MOST_ROWS = 10


def waiting(found: Waiting) -> Said:
    """Return the message with all that waits for a person."""
    things = [
        *([counted(len(found.reviews), "review")] if found.reviews else []),
        *([counted(len(found.questions), "question")] if found.questions else []),
    ]
    sentence = f"{' and '.join(things)} {'waits' if found.count == 1 else 'wait'} for you."
    rows = waiting_rows(found)
    message = b.message(
        sentence,
        [
            b.section(f"*{sentence}*"),
            *rows[:MOST_ROWS],
            b.context(
                "This comes at most once a day, in your working hours. A review can be delegated, "
                "put off or muted in its ⋯ menu."
            ),
        ],
    )
    return Said(message.text, message.blocks)


def overdue(review: Review, name: str, progress: Progress) -> Said:
    """Return the message to who asked for a review whose day is over."""
    sentence = f"The review of {name} was due and is not done."
    message = b.message(
        sentence,
        [
            b.section(
                f"*The review of {harmless(name)} was due and is not done.*\n"
                f"{review_view.status(progress)}"
            ),
            b.actions(b.button("See review", ids.reviews.SEE, review.id, about="See the review")),
        ],
    )
    return Said(message.text, message.blocks)


def left(review: Review, name: str, who: str, progress: Progress) -> Said:
    """Return the message to who asked for a review whose reviewer has left Slack."""
    sentence = f"{who} has left Slack and cannot review {name} any more. Ask somebody else."
    message = b.message(
        sentence,
        [
            b.section(f"*{harmless(sentence)}*\n{review_view.status(progress)}"),
            b.actions(
                b.button("See review", ids.reviews.SEE, review.id, about="See the review"),
                b.button(
                    "Ask for another review",
                    ids.reviews.OPEN_REQUEST,
                    review.document_id,
                    about=f"Ask for another review: {name}",
                ),
            ),
        ],
    )
    return Said(message.text, message.blocks)


WORDS = Words(waiting, overdue, left)
