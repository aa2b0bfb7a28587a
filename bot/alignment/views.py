"""Alignment as people see it: goal by goal, then what is missing and what to do about it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import Block, InteractiveElement

from bot import ids
from bot.alignment.forms import Showing
from bot.alignment.loading import Coverage
from bot.kit import blocks as b
from bot.kit.blocks import Json, Message
from bot.kit.paging import pages_of, turns
from bot.kit.text import brief, clipped, counted, harmless, listed
from domain.alignment import Alignment, Line
from domain.initiatives import Initiative
from domain.kpis import Kpi
from domain.people import PersonId
from domain.promised_numbers import Number, State

PAGE = 10
"""Goals on a page."""
NAMED = 8
"""Gaps of one kind that are named; the others are counted."""
IN_MESSAGE = 10
"""Goals in the message for the thread; the modal has all."""


@dataclass(frozen=True)
class Shown:
    """A page of an initiative's alignment."""

    initiative: Initiative
    alignment: Alignment
    page: int = 1


def alignment_modal(shown: Shown) -> Json:
    """Return a page: first how it stands, then goals, then the gaps on the last page."""
    lines = shown.alignment.lines
    pages = pages_of(len(lines), PAGE)
    page = min(max(1, shown.page), pages)
    blocks: list[Block] = [b.section(_summary(shown)), _tools(shown.initiative)]
    if not lines:
        blocks.append(b.section(_NO_GOALS, _set_goal(shown.initiative)))
    for line in lines[(page - 1) * PAGE : page * PAGE]:
        see = b.button("See", ids.goals.SEE, line.goal.id, about=f"See {line.citation}")
        blocks.append(b.section(_line(line, shown.alignment.numbers), see))
    if page == pages:
        blocks += _gaps(shown)
    blocks += turns(page, pages, ids.alignment.PAGE, "the alignment")
    return b.modal(
        clipped(f"Alignment of {shown.initiative.name}", b.MODAL_TITLE),
        blocks,
        callback=ids.alignment.OPEN,
        metadata=Showing(initiative=shown.initiative.id, page=page),
    )


_NO_GOALS = (
    "*No goals yet.* A goal says which promise gets true for the customer, a KPI how anybody "
    "would notice."
)


def _set_goal(initiative: Initiative) -> InteractiveElement | None:
    if initiative.archived_at:
        return None
    about = f"Set a goal for {clipped(initiative.name, 40)}"
    return b.button("Set a goal", ids.goals.OPEN_CREATE, initiative.id, about=about, primary=True)


def _tools(initiative: Initiative) -> Block:
    name, record = clipped(initiative.name, 40), initiative.id
    share = b.button("Share", ids.alignment.SHARE, record, about=f"Share alignment of {name}")
    return b.actions(
        *([] if initiative.archived_at else [share]),
        b.button("Export", ids.alignment.EXPORT, record, about=f"Export alignment of {name}"),
        b.button("Scope", ids.scope.OPEN_LEDGER, record, about=f"Scope of {name}"),
        b.button("Numbers", ids.numbers.OPEN, record, about=f"Numbers of {name}"),
        b.button("Principles", ids.alignment.PRINCIPLES, about="Principles and their goals"),
    )


def _summary(shown: Shown) -> str:
    found = shown.alignment
    kpis = sum(len(line.kpis) for line in found.lines)
    items = len({item.id for line in found.lines for item in line.items})
    parts = (counted(len(found.lines), "goal"), counted(kpis, "KPI"), counted(items, "item"))
    gaps = counted(found.gaps, "gap") if found.gaps else "no gaps"
    return f"*{listed(parts)}, {gaps}*\nFrom what is promised to what is measured and built."


def _line(line: Line, numbers: Sequence[Number]) -> str:
    serves = listed(promise.citation for promise in line.serves) or "*no promise*"
    kpis = "; ".join(f"{brief(k.name, 80)}: {_measured(k, numbers)}" for k in line.kpis[:3])
    more = f" and {len(line.kpis) - 3} more" if len(line.kpis) > 3 else ""  # noqa: PLR2004
    built = listed(brief(item.title, 60) for item in line.items[:3])
    rest = f" and {len(line.items) - 3} more" if len(line.items) > 3 else ""  # noqa: PLR2004
    return (
        f"*{line.citation}  {brief(line.goal.title, 150)}*\n"
        f"serves {serves}\n"
        f"measured by {kpis + more if kpis else '*nothing*'}\n"
        f"built by {built + rest if built else '*nothing yet*'}"
    )


def _measured(kpi: Kpi, numbers: Sequence[Number]) -> str:
    """Return a KPI's target, and the words of the press release that it measures."""
    said = [
        f"“{brief(n.promised.phrase, 40)}”"
        for n in numbers
        if n.state is State.LINKED and n.kpi == kpi
    ]
    words = f" for {listed(said[:3])}" if said else ""
    return f"{harmless(kpi.shown(kpi.plan.target))}{words}"


def _gaps(shown: Shown) -> list[Block]:
    found = shown.alignment
    told = list(_told(found))
    if not told:
        if not found.lines:
            return []
        nothing = "*No gaps:* every promise has a goal, a number and work."
        return [b.divider(), b.section(nothing)]
    blocks = [b.divider(), b.header("Gaps"), *(b.section(words) for words in told)]
    if found.open_numbers:
        about = f"Decide about the numbers of {clipped(shown.initiative.name, 30)}"
        decide = b.button("Decide", ids.numbers.OPEN, shown.initiative.id, about=about)
        blocks[-1] = b.section(told[-1], decide)  # they are told last
    return blocks


def _told(found: Alignment) -> Iterator[str]:
    """Say each kind of gap once, with what to do about it."""
    kinds: tuple[tuple[str, str, Sequence[str]], ...] = (
        (
            "Goals that serve no promise",
            "Edit them and choose the promise, or retire them.",
            [line.citation for line in found.orphans],
        ),
        (
            "Goals without a KPI",
            "They stay drafts until somebody could notice.",
            [line.citation for line in found.unmeasured],
        ),
        (
            "Promises that no goal serves",
            "Set a goal, or let one of these goals serve them.",
            [f"{p.citation} {brief(p.title, 50)}" for p in found.without_goal],
        ),
        (
            "Promises without work",
            "/workback scope adds an item for them.",
            [f"{p.citation} {brief(p.title, 50)}" for p in found.without_work],
        ),
        (
            "Numbers without a KPI",
            "Somebody will check them. Link each to a KPI, or say why it needs none.",
            [_open(number) for number in found.open_numbers],
        ),
    )
    for title, advice, named in kinds:
        if named:
            more = f" and {len(named) - NAMED} more" if len(named) > NAMED else ""
            yield f"*{title} ({len(named)})*\n{listed(named[:NAMED])}{more}\n{advice}"


def _open(number: Number) -> str:
    """Return a number that waits for a decision, and why it waits again."""
    why = _WHY.get(number.state, "")
    return f"“{brief(number.promised.phrase, 40)}” ({number.promised.citation}{why})"


_WHY = {
    State.PROPOSED: ", a KPI to confirm",
    State.CHANGED: ", sentence changed",
    State.LOST: ", KPI gone",
}


def alignment_message(shown: Shown, by: PersonId) -> Message:
    """Return the alignment as it is shared in the card's thread."""
    lines = shown.alignment.lines
    blocks: list[Block] = [b.section(_summary(shown))]
    numbers = shown.alignment.numbers
    blocks += [b.section(_line(line, numbers)) for line in lines[:IN_MESSAGE]]
    if len(lines) > IN_MESSAGE:
        blocks.append(b.context(f"And {counted(len(lines) - IN_MESSAGE, 'goal')} more."))
    blocks += _gaps(shown)
    blocks.append(b.context(f"Shared by <@{by}>. /workback alignment {shown.initiative.key}"))
    gaps = counted(shown.alignment.gaps, "gap")
    return b.message(f"Alignment of {shown.initiative.name}: {gaps}.", blocks)


def principles_modal(found: Coverage) -> Json:
    """Return the leadership principles with how many goals carry each."""
    carried = [f"{harmless(name)}: {counted(n, 'goal')}" for name, n in found.counts.items() if n]
    blocks: list[Block] = [
        b.section(
            f"*{counted(found.goals, 'goal')} that you may see*\n"
            "A principle that no goal serves is worth a thought, not a goal of its own."
        )
    ]
    if carried:
        blocks.append(b.section("*Served by goals*\n" + "\n".join(carried)))
    if found.unserved:
        blocks.append(
            b.section("*Nothing serves*\n" + "\n".join(harmless(name) for name in found.unserved))
        )
    if not found.counts:
        blocks.append(b.section("*No principles are set.* Admins set them in /workback settings."))
    return b.modal("Leadership principles", blocks, callback=ids.alignment.PRINCIPLES)
