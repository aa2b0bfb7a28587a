"""Verdicts, delegation, and the owner's decision, as modals."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from slack_sdk.models.blocks import Block

from bot import ids
from bot.initiatives import review as review_view
from bot.initiatives.changes import LEGEND, change_blocks, shown_size
from bot.initiatives.note import MOST_CHARACTERS, MOST_SECTIONS
from bot.kit import blocks as b
from bot.kit import inputs
from bot.kit.blocks import Json, Message
from bot.kit.text import dated, harmless, listed
from bot.reviews.forms import PERSON, REASON, REASON_LIMIT, UNTIL, Giving, OfInitiative
from domain.decisions import Decision
from domain.diff import SectionChange
from domain.documents import Document
from domain.initiatives import Initiative
from domain.people import PersonId
from domain.reviews import Progress, VerdictKind

_TITLES = {
    VerdictKind.APPROVE: "Approve",
    VerdictKind.REQUEST_CHANGES: "Request changes",
    VerdictKind.HOLD: "Hold",
}


@dataclass(frozen=True)
class Typed:
    """A verdict that was not kept, because the words were no longer those that were judged."""

    seen: int
    """The version that was judged."""
    changes: Sequence[SectionChange]
    """What is different now."""
    reason: str = ""
    until: date | None = None


def verdict_form(
    review_id: str, kind: VerdictKind, document: Document, typed: Typed | None = None
) -> Json:
    """Return the modal that gives a verdict on the newest version."""
    which = f"version {document.head} of the {document.called}"
    why = typed.reason if typed else ""
    until = typed.until if typed else None
    fields: dict[VerdictKind, list[Block]] = {
        VerdictKind.APPROVE: [
            b.section(f"*You approve {which}*, exactly as it reads now."),
            _reason("A word with it", "Would use it tomorrow.", must=False, words=why),
        ],
        VerdictKind.REQUEST_CHANGES: [
            b.section(f"*{which.capitalize()} is not there yet.*"),
            _reason(
                "What would make it a yes?",
                "The problem needs a number and its source.",
                words=why,
            ),
        ],
        VerdictKind.HOLD: [
            b.section(f"*You hold {which}* until something has happened."),
            _reason("It waits until", "the works council has seen the recording notice", words=why),
            inputs.day(UNTIL, "At most until", until, hint="Then you are asked again."),
        ],
    }
    return b.modal(
        _TITLES[kind],
        [*(_changed(typed, document) if typed else []), *fields[kind]],
        callback=ids.reviews.GIVE,
        metadata=Giving(review=review_id, kind=kind, seen=document.head),
        submit=_TITLES[kind],
        close="Cancel",
    )


def _changed(typed: Typed, document: Document) -> list[Block]:
    """Say what is different from the words that were judged."""
    names = listed(change.section.title for change in typed.changes)
    asks = (
        f"*Version {document.head} was saved while you read version {typed.seen}.* Your verdict "
        "is not kept yet: press the button again if it holds for these words too."
    )
    size = sum(shown_size(change) for change in typed.changes)
    if len(typed.changes) > MOST_SECTIONS or size > MOST_CHARACTERS:
        return [b.section(asks), b.section(f"Changed: {harmless(names)}. *Read* shows every word.")]
    shown = [block for change in typed.changes for block in change_blocks(change)]
    return [b.section(asks), *shown, b.context(LEGEND)]


def _reason(
    label: str, example: str, *, must: bool = True, hint: str = "", words: str = ""
) -> Block:
    element = b.text_input(initial=words, placeholder=example, multiline=True, limit=REASON_LIMIT)
    return b.field(REASON, label, element, optional=not must, hint=hint)


def delegate_form(review_id: str) -> Json:
    """Return the modal in which a reviewer names somebody else."""
    return b.modal(
        "Delegate",
        [
            b.section(
                "*Who judges in your place?* They are asked at once; you are not asked again."
            ),
            inputs.person(PERSON, "Person", optional=False),
        ],
        callback=ids.reviews.DELEGATE,
        metadata=Giving(review=review_id),
        submit="Delegate",
        close="Cancel",
    )


def override_form(review_id: str, progress: Progress) -> Json:
    """Return the modal in which the owner decides without all approvals."""
    return b.modal(
        "Decide anyway",
        [
            b.section(
                f"*{review_view.status(progress)}.* If you decide now, the plan counts as "
                "approved and your reason stays visible on the card."
            ),
            _reason("Why now?", "The contract ends on Friday; the open hold is about wording."),
        ],
        callback=ids.reviews.OVERRIDE,
        metadata=Giving(review=review_id),
        submit="Decide",
        close="Cancel",
    )


def passed_on(document: Document, other: PersonId, by: str) -> Message:
    """Return what tells somebody that they judge in another's place: once, with its buttons above.

    It mentions them, because they have something to do.
    """
    what = f"version {document.head} of the {document.called}"
    return b.message(
        f"{by} asks somebody else to judge {what}.",
        [
            b.section(
                f"<@{other}>, {harmless(by)} asks you to judge {what} in their place. The request "
                "at the top of this review has the buttons."
            )
        ],
    )


def see(
    initiative: Initiative, document: Document, progress: Progress, *, wrote: bool = False
) -> Json:
    """Return the review as a modal: the same words and buttons as in the thread.

    Who `wrote` words of the text is not offered to approve it, and reads who can.
    """
    message = review_view.request(initiative, document, progress, approves=not wrote)
    more = [
        b.button(
            "Decisions",
            ids.reviews.DECISIONS,
            initiative.id,
            about=f"Decisions about {initiative.name}",
        )
    ]
    if progress.review.is_open:
        more.insert(
            0,
            b.button(
                "Silent read",
                ids.reviews.OPEN_READ,
                progress.review.id,
                about=f"Silent read of version {document.head}: begin one",
            ),
        )
    row = b.actions(*more, record=f"{progress.review.id}/more")
    return {
        **b.modal("Review", [b.divider()], callback=ids.reviews.SEE),
        "blocks": [*message.blocks, row.to_dict()],
    }


def decisions_modal(initiative: Initiative, decisions: Sequence[Decision], *, more: bool) -> Json:
    """Return a page of the decision log, newest first."""
    blocks: list[Block] = [b.header(initiative.name)]
    if not decisions:
        blocks.append(
            b.section(
                "*No decisions yet.* Verdicts, accepted suggestions and handovers stand here."
            )
        )
    for decision in decisions:
        why = f"\n“{harmless(decision.why)}”" if decision.why else ""
        when = dated(decision.decided_at, "{date_pretty} at {time}")
        blocks.append(b.section(f"<@{decision.person_id}> {harmless(decision.what)}{why}\n{when}"))
    if more:
        older = b.button("Show older ones", ids.reviews.MORE_DECISIONS, decisions[-1].id)
        blocks.append(b.actions(older, record="older"))
    meta = OfInitiative(initiative=initiative.id)
    return b.modal("Decisions", blocks, callback=ids.reviews.DECISIONS, metadata=meta)
