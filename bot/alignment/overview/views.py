"""The overview as people see it: each initiative, what hangs together and what does not."""

from collections.abc import Iterator

from slack_sdk.models.blocks import Block

from bot import ids
from bot.alignment.overview.loading import PAGE, Overview
from bot.kit import blocks as b
from bot.kit import inputs
from bot.kit.blocks import Json, Message
from bot.kit.marks import STAGES
from bot.kit.paging import pages_of, turns
from bot.kit.text import clipped, counted, harmless, listed
from domain.alignment import Alignment
from domain.initiatives import Initiative
from domain.people import PersonId

_ID = ids.alignment

CHANNEL = "channel"

_WHAT = "the alignment"


def overview_home(found: Overview) -> Json:
    """Return the overview in place of Home, with the way back."""
    back = b.button("Back to what waits", ids.home.BACK, about="Back to what waits for you")
    blocks = [b.actions(back), b.header("Alignment"), *_page(found)]
    blocks += turns(found.page, pages_of(found.count, PAGE), _ID.TAB, _WHAT)
    return b.home(blocks, callback=_ID.TAB)


def overview_modal(found: Overview) -> Json:
    """Return the overview as a modal."""
    blocks = [
        *_page(found),
        *turns(found.page, pages_of(found.count, PAGE), _ID.ALL_PAGE, _WHAT),
    ]
    return b.modal("Alignment", blocks, callback=_ID.ALL)


def overview_message(found: Overview, by: PersonId) -> Message:
    """Return the first page as it is shared in a channel."""
    blocks: list[Block] = [b.section(_summary(found))]
    blocks += [b.section(_row(*row)) for row in found.rows]
    if found.count > len(found.rows):
        blocks.append(b.context(f"And {found.count - len(found.rows)} more."))
    blocks.append(b.context(f"Shared by <@{by}>. /workback alignment all"))
    return b.message(f"Alignment of {counted(found.count, 'initiative')}.", blocks)


def share_modal() -> Json:
    """Ask in which channel the overview is to stand."""
    return b.modal(
        "Share the alignment",
        [
            b.section(
                "The ten initiatives that were saved last, as everybody in that channel may see "
                "them: nothing of other private channels."
            ),
            inputs.channel(CHANNEL, "Channel", hint="I have to be in it."),
        ],
        callback=_ID.SHARE_ALL,
        submit="Share",
        close="Cancel",
    )


def _page(found: Overview) -> list[Block]:
    if not found.count:
        return [
            b.section(
                "*No initiatives yet.* Once a press release promises something, this page shows "
                "which goal, number and work stands behind each promise."
            ),
            b.actions(b.button("Start a press release", ids.documents.OPEN_CREATE, primary=True)),
        ]
    blocks: list[Block] = [b.section(_summary(found)), _tools()]
    for initiative, alignment in found.rows:
        about = f"See alignment of {clipped(initiative.name, 40)}"
        see = b.button("See", _ID.OPEN, initiative.id, about=about)
        blocks.append(b.section(_row(initiative, alignment), see))
    return blocks


def _tools() -> Block:
    return b.actions(
        b.button("Share …", _ID.OPEN_SHARE, about="Share the alignment in a channel"),
        b.button("Export", _ID.EXPORT_ALL, about="Export alignment of all initiatives"),
        b.button("Principles", _ID.PRINCIPLES, about="Principles and their goals"),
    )


def _summary(found: Overview) -> str:
    what = f"{counted(found.count, 'initiative')} and {counted(found.coverage.goals, 'goal')}"
    gaps = [
        *(
            [f"{counted(found.coverage.orphans, 'goal')} without a promise"]
            if found.coverage.orphans
            else []
        ),
        *(
            [f"{counted(len(found.coverage.unserved), 'principle')} that nothing serves"]
            if found.coverage.unserved and found.coverage.goals
            else []
        ),
    ]
    ends = f"\n{listed(gaps).capitalize()}." if gaps else ""
    return f"*{what}: from what is promised to what is measured and built*{ends}"


def _row(initiative: Initiative, found: Alignment) -> str:
    kpis = sum(len(line.kpis) for line in found.lines)
    items = len({item.id for line in found.lines for item in line.items})
    parts = (counted(len(found.lines), "goal"), counted(kpis, "KPI"), counted(items, "item"))
    gaps = f"*{counted(found.gaps, 'gap')}:* {listed(_gaps(found))}"
    clear = "No gaps" if found.lines else "Promises nothing that needs a goal yet"
    return (
        f"*{harmless(initiative.name)}*  ·  {initiative.key}  ·  {STAGES[initiative.stage]}\n"
        f"{listed(parts)}\n{gaps if found.gaps else clear}"
    )


def _gaps(found: Alignment) -> Iterator[str]:
    """Name each kind of gap with how many there are."""
    if found.without_goal:
        yield f"{counted(len(found.without_goal), 'promise')} without a goal"
    if found.without_work:
        yield f"{counted(len(found.without_work), 'promise')} without work"
    if found.orphans:
        yield f"{counted(len(found.orphans), 'goal')} without a promise"
    if found.unmeasured:
        yield f"{counted(len(found.unmeasured), 'goal')} without a KPI"
    if found.open_numbers:
        yield f"{counted(len(found.open_numbers), 'number')} without a KPI"
