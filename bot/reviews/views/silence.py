"""Silent reads: the modals, and the one message that says who reads."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import Block

from bot import ids
from bot.kit import blocks as b
from bot.kit import inputs
from bot.kit.blocks import Json, Message
from bot.kit.text import clipped, counted, dated, harmless, listed
from bot.reviews.forms import CONDITIONS, DISSENT, FEELING, MINUTES, OUTCOME, Reading
from domain.documents import Document
from domain.people import PersonId
from domain.silent_reads import (
    FEELINGS,
    Outcome,
    Reader,
    SilentRead,
    distribution,
)
from domain.silent_reads import MINUTES as CHOICES

USUAL_MINUTES = 20
REASON_LIMIT = 1000
NAMES_SHOWN = 1000
"""Characters for the names of readers."""

OUTCOMES = {Outcome.GO: "GO", Outcome.ITERATE: "ITERATE", Outcome.NO_GO: "NO-GO"}
_MEANS = {
    Outcome.GO: "Build it as it is described",
    Outcome.ITERATE: "Write the next version first",
    Outcome.NO_GO: "Do not build it",
}


def place(read_id: str) -> str:
    """Return the name under which the message of a silent read is remembered."""
    return f"silent:{read_id}"


@dataclass(frozen=True)
class Shown:
    """A silent read as its message shows it."""

    read: SilentRead
    readers: Sequence[Reader]
    document: Document
    owner: PersonId
    name: Callable[[PersonId], str]
    comments: int = 0
    """How many comments were sealed until it ended."""


def start_form(review_id: str, document: Document) -> Json:
    """Return the modal that begins a silent read."""
    options = [b.option(f"{minutes} minutes", str(minutes)) for minutes in CHOICES]
    return b.modal(
        "Silent read",
        [
            b.section(
                f"*Everybody reads version {document.head} first and talks after.* Comments are "
                "kept and shown to nobody until all are done or the time is over; then the owner "
                "decides."
            ),
            inputs.one_of(MINUTES, "How long", options, str(USUAL_MINUTES)),
        ],
        callback=ids.reviews.START_READ,
        metadata=Reading(record=review_id),
        submit="Begin",
        close="Cancel",
    )


def done_form(read_id: str) -> Json:
    """Return the modal in which somebody has read to the end."""
    options = [b.option(f"{number}: {words}", str(number)) for number, words in FEELINGS.items()]
    return b.modal(
        "Done reading",
        [
            inputs.one_of(
                FEELING,
                "How does it feel?",
                options,
                optional=True,
                hint="Nobody sees who said what: only how often each answer was given.",
            )
        ],
        callback=ids.reviews.DONE_READING,
        metadata=Reading(record=read_id),
        submit="Done",
        close="Cancel",
    )


def decide_form(read_id: str) -> Json:
    """Return the modal in which the owner decides."""
    options = [inputs.described(OUTCOMES[o], o, _MEANS[o]) for o in Outcome]
    return b.modal(
        "Decide",
        [
            inputs.one_of(OUTCOME, "What is the decision?", options),
            b.field(
                CONDITIONS,
                "On which conditions",
                b.text_input(
                    placeholder="The survey is repeated with 50 teams.", limit=REASON_LIMIT
                ),
            ),
            b.field(
                DISSENT,
                "Who disagrees, and why",
                b.text_input(placeholder="Dana would wait for the audit.", limit=REASON_LIMIT),
                hint="It stays on record beside the decision.",
            ),
        ],
        callback=ids.reviews.DECIDE,
        metadata=Reading(record=read_id),
        submit="Decide",
        close="Cancel",
    )


def message(shown: Shown) -> Message:
    """Return the one message of a silent read, as it stands now."""
    return _over(shown) if shown.read.ended_at else _going_on(shown)


def _which(shown: Shown) -> str:
    return f"version {shown.read.version} of the {shown.document.called}"


def _going_on(shown: Shown) -> Message:
    read = shown.read
    until = dated(read.ends_at, "{time}", word="until")
    done = sum(reader.done_at is not None for reader in shown.readers)
    so_far = f"{done} of {counted(len(shown.readers), 'reader')} done"
    title = f"*Silent read of {_which(shown)}*: {counted(read.minutes, 'minute')}, {until}"
    return b.message(
        f"A silent read of {_which(shown)} goes on. {so_far}.",
        [
            b.section(
                f"{title}\nRead first, talk after. Comments are kept and shown when all are done "
                "or the time is over."
            ),
            b.section(f"*{so_far}*\n{_people(shown)}"),
            b.actions(
                b.button(
                    "Done reading",
                    ids.reviews.OPEN_DONE_READING,
                    read.id,
                    about=f"Done reading {_which(shown)}",
                    primary=True,
                ),
                b.button(
                    "Read",
                    ids.documents.READ,
                    shown.document.id,
                    about=f"Read the {shown.document.called} as it is now",
                ),
                b.button(
                    "Comment",
                    ids.reviews.OPEN_COMMENT,
                    f"{read.review_id}/",
                    about=f"Comment on {_which(shown)}, sealed until the end",
                ),
            ),
        ],
    )


def _people(shown: Shown) -> str:
    lines = []
    for word, done in (("Reading", False), ("Done", True)):
        names = [shown.name(r.person_id) for r in shown.readers if bool(r.done_at) is done]
        if names:
            lines.append(f"{word}: {harmless(clipped(listed(names), NAMES_SHOWN))}")
    return "\n".join(lines)


def _over(shown: Shown) -> Message:
    read = shown.read
    done = sum(reader.done_at is not None for reader in shown.readers)
    facts = f"{done} of {counted(len(shown.readers), 'reader')} read to the end."
    blocks: list[Block] = [
        b.section(f"*The silent read of {_which(shown)} has ended.* {facts}"),
        b.section(_feelings(read)),
    ]
    if read.outcome is None:
        decide = b.button(
            "Decide",
            ids.reviews.OPEN_DECIDE,
            read.id,
            about=f"Decide about {_which(shown)}",
            primary=True,
        )
        blocks += [
            b.section(f"<@{shown.owner}> decides: GO, ITERATE or NO-GO."),
            b.actions(decide),
        ]
    else:
        blocks += _decided(shown, read.outcome)
    return b.message(f"The silent read of {_which(shown)} has ended. {facts}", blocks)


def _feelings(read: SilentRead) -> str:
    counts = distribution(read.feelings)
    if counts is None:
        return "Fewer than three said how it feels, so that is shown to nobody."
    return "*How it feels*\n" + "\n".join(
        f"{number}  {FEELINGS[number]}: {count}" for number, count in counts.items()
    )


def _decided(shown: Shown, outcome: Outcome) -> list[Block]:
    read = shown.read
    by = harmless(shown.name(read.decided_by or shown.owner))
    lines = [f"*{OUTCOMES[outcome]}*, decided by {by}. {_MEANS[outcome]}."]
    if read.conditions:
        lines.append(f"Conditions: “{harmless(read.conditions)}”")
    if read.dissent:
        lines.append(f"Dissent: “{harmless(read.dissent)}”")
    return [b.section(line) for line in lines]


def ended_note(shown: Shown) -> Message:
    """Return what tells the owner, once, that it is theirs to decide; comments follow it."""
    kept = counted(shown.comments, "comment")
    return b.message(
        f"The silent read of {_which(shown)} has ended with {kept}.",
        [
            b.section(
                f"<@{shown.owner}>, the silent read of {_which(shown)} has ended. {kept} kept "
                "until now follow; its message above has the button to decide."
            )
        ],
    )
