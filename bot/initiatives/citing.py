"""A promise changed: the items that cite it are flagged, and their owners told, at once."""

from collections.abc import Mapping, Sequence

from bot import ids
from bot.kit import blocks as b
from bot.kit.blocks import Message
from bot.kit.text import clipped, counted, harmless, listed
from domain.documents import Document, Version
from domain.initiatives import Initiative
from domain.people import PersonId
from domain.promises import fingerprint, goal_words, section_words
from domain.templates import ORDER, Content
from storage import goals, initiatives, kpis, scope_flags
from storage.asking import Said
from storage.database import Transaction
from storage.scope_flags import Flagged

MOST_ROWS = 5


async def document_changed(
    tx: Transaction, document: Document, version: Version, content: Content
) -> None:
    """Flag the items that cite what a version changed; `content` is the whole of it."""
    sections = [
        document.template.section_of(key, content) for key in version.changed if key != ORDER
    ]
    current = {s.citation: fingerprint(section_words(s, content)) for s in sections}
    await _flag(tx, document.initiative_id, current, version.saved_by)


async def goal_changed(tx: Transaction, initiative_id: str, goal_id: str, by: PersonId) -> None:
    """Flag the items that cite a goal, if it promises something else now."""
    goal = await goals.find(tx, goal_id)
    if goal is not None:
        measured = await kpis.of_goals(tx, [goal_id])
        current = {goal_id: fingerprint(goal_words(goal, measured[goal_id]))}
        await _flag(tx, initiative_id, current, by)


async def _flag(
    tx: Transaction, initiative_id: str, current: Mapping[str, str], by: PersonId
) -> None:
    if not await scope_flags.mark_changed(tx, initiative_id, current, by):
        return
    flags = await scope_flags.flagged(tx, initiative_id)
    owners = dict.fromkeys(flag.owner_id for flag in flags if flag.is_new)
    if not owners:
        return
    initiative = await initiatives.get(tx, initiative_id)
    said = {}
    for owner in owners:
        shown = to_check(initiative, [flag for flag in flags if flag.owner_id == owner])
        said[owner] = Said(shown.text, shown.blocks)
    await scope_flags.post(tx, initiative_id, said)


def to_check(initiative: Initiative, flags: Sequence[Flagged]) -> Message:
    """Return the direct message to who answers for items whose promises have changed."""
    cited: dict[str, list[str]] = {}
    titles = {}
    for flag in flags:
        cited.setdefault(flag.item_id, []).append(_label(flag.promise))
        titles[flag.item_id] = flag.title
    count = counted(len(titles), "item")
    verb = "cites" if len(titles) == 1 else "cite"
    sentence = f"{count} of yours in the scope of {initiative.name} {verb} a promise that changed."
    rows = [
        b.section(
            f"*{harmless(title)}*\n{listed(cited[item][:4])}",
            b.button("Check", ids.scope.OPEN_CHANGED, item, about=f"Check {clipped(title, 60)}"),
        )
        for item, title in list(titles.items())[:MOST_ROWS]
    ]
    about = f"See all of the scope of {clipped(initiative.name, 40)}"
    see = b.button("See all", ids.scope.OPEN_LEDGER, initiative.id, about=about)
    return b.message(
        sentence,
        [
            b.section(f"*{harmless(sentence)}*\nIs the work still right?"),
            *rows,
            b.actions(see),
            b.context("You are told once; they wait for you at Home until you check them."),
        ],
    )


def _label(promise: str) -> str:
    return "its goal" if promise.startswith("goal_") else promise


def warning(count: int, citation: str) -> str:
    """Return what the person hears who is about to remove a promise that work cites."""
    if not count:
        return ""
    if count == 1:
        return f"\n*One scope item cites {citation}.* It will be flagged and its owner told."
    return f"\n*{count} scope items cite {citation}.* They will be flagged and their owners told."
