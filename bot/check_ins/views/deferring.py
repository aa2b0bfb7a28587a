"""Not now, not me: the forms that skip a check-in or hand it on."""

from collections.abc import Sequence

from bot import ids
from bot.check_ins import forms
from bot.check_ins.forms import OfAsk
from bot.kit import blocks as b
from bot.kit import inputs
from bot.kit.blocks import Json
from bot.kit.text import harmless
from domain.goals import Goal


def skip_form(occurrence_id: str, goals: Sequence[Goal]) -> Json:
    """Return the modal that skips what a message asked for."""
    titles = "\n".join(f"•  {harmless(goal.title)}" for goal in goals[:15])
    return b.modal(
        "Skip",
        [
            b.section(f"*Skip this time?* The next check-in comes as planned.\n{titles}"),
            b.field(
                forms.REASON,
                "Why",
                b.text_input(
                    placeholder="The numbers come out on Friday.",
                    multiline=False,
                    limit=forms.REASON_LIMIT,
                ),
                optional=False,
            ),
        ],
        callback=ids.check_ins.SKIP,
        metadata=OfAsk(occurrence=occurrence_id),
        submit="Skip",
        close="Cancel",
    )


def hand_over_form(occurrence_id: str) -> Json:
    """Return the modal that lets somebody else answer this time."""
    return b.modal(
        "Hand over",
        [
            b.section(
                "*Who answers this time?* You keep the goals; next time you are asked again."
            ),
            inputs.person(forms.PERSON, "Person", optional=False),
        ],
        callback=ids.check_ins.HAND_OVER,
        metadata=OfAsk(occurrence=occurrence_id),
        submit="Hand over",
        close="Cancel",
    )
