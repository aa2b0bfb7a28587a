"""The card's facts, gathered in one place: whoever changes one of them refreshes the card."""

from bot.initiatives import card as view
from bot.kit.blocks import Message
from domain.initiatives import Initiative
from domain.templates import DocumentKind
from storage import documents, outbox
from storage.database import Transaction


def place(initiative: Initiative) -> str:
    """Return the name under which the card's message is remembered."""
    return f"card:{initiative.id}"


def about(initiative: Initiative) -> str:
    """Say what the message is, for whoever has to mend its delivery."""
    return f"the card of {initiative.name}"


async def post(tx: Transaction, initiative: Initiative) -> None:
    """Put the card of a new initiative into its home channel."""
    shown = await _drawn(tx, initiative)
    await outbox.post(
        tx,
        conversation=initiative.channel_id,
        text=shown.text,
        blocks=shown.blocks,
        about=about(initiative),
        place=place(initiative),
        responsible=initiative.owner_id,
    )


async def refresh(tx: Transaction, initiative: Initiative) -> None:
    """Bring the card up to date."""
    shown = await _drawn(tx, initiative)
    await outbox.edit(
        tx,
        place=place(initiative),
        text=shown.text,
        blocks=shown.blocks,
        about=about(initiative),
    )


async def _drawn(tx: Transaction, initiative: Initiative) -> Message:
    heads = await documents.heads(tx, initiative.id)
    release = heads[DocumentKind.PRESS_RELEASE]
    return view.card(
        view.Card(
            initiative,
            release.document.template,
            release.version,
            release.content,
            {kind: head.content for kind, head in heads.items()},
        )
    )
