"""What the modals of feedback remember and send."""

from dataclasses import dataclass

from bot.kit.blocks import Metadata
from bot.kit.forms import ViewSeen
from domain.errors import Refusal
from domain.people import ChannelId, PersonId

QUOTE, CUSTOMER, PLACE, INITIATIVE, PROMISE = "quote", "customer", "place", "initiative", "promise"

SELECT_LIMIT = 100


class Saving(Metadata):
    """The modal in which feedback is saved or filed."""

    feedback: str = ""
    """"" for a new one."""
    channel: ChannelId | None = None
    message_ts: str | None = None
    written_by: PersonId | None = None
    here: ChannelId | None = None
    """Where it was opened: initiatives at home there are offered first."""


class Listing(Metadata):
    """The list of an initiative's feedback."""

    initiative: str
    promise: str = ""
    """"" for all."""


class Removing(Metadata):
    """The question before feedback is removed."""

    feedback: str


@dataclass(frozen=True)
class Written:
    """Feedback as it was typed."""

    quote: str = ""
    customer: str = ""
    place: str = ""
    initiative: str = ""
    promise: str = ""


def written(view: ViewSeen) -> Written:
    """Read the form as it stands."""
    initiative = view.chosen(INITIATIVE) or ""
    return Written(
        view.words(QUOTE).strip(),
        view.words(CUSTOMER).strip(),
        view.words(PLACE).strip(),
        initiative,
        view.chosen(promise_key(initiative)) or "",
    )


def checked(view: ViewSeen) -> Written:
    """Read the form. Refuses feedback without words."""
    found = written(view)
    if not found.quote:
        raise Refusal("Write what the customer said, in their words.", field=QUOTE)
    return found


def promise_key(initiative: str) -> str:
    """Return the block id of the choice of a promise: what was chosen of another one is gone."""
    return f"{PROMISE}_{initiative}"
