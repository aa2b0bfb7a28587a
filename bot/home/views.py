"""App Home and the list, as blocks."""

from collections.abc import Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import Block, ButtonElement

from bot import ids
from bot.kit import blocks as b
from bot.kit.blocks import Json, Metadata
from bot.kit.marks import STAGES
from bot.kit.measures import spark, status_line, value_line
from bot.kit.paging import pages_of, turns
from bot.kit.text import clipped, counted, dated, harmless
from bot.kit.waiting import waiting_rows
from storage.initiatives import Overview
from storage.standings import Standing
from storage.waiting import Waiting

HOME_ROWS = 5
PAGE = 20


MINE = "mine"
"""What a button says that lists only one's own initiatives."""


class Listing(Metadata):
    """The list of initiatives."""

    page: int = 1
    archived: bool = False
    mine: bool = False


def first_home() -> Json:
    """Return the Home of somebody who has no initiative yet."""
    return b.home(
        [
            b.header("Write the press release before the code"),
            b.section(
                "Start with the customer on the day your product launches. If the announcement "
                "is not worth reading, the product is not worth building, and finding out costs "
                "you an hour."
            ),
            b.section(
                "*1   Write it.* Six short sections: headline, customer, problem, solution, a "
                "quote, how to start. A draft may have gaps."
            ),
            b.section(
                "*2   Share it.* A card stands in your channel; its thread shows every change, "
                "word by word."
            ),
            b.section(
                "*3   Improve it.* Every save is a version. Compare any two, bring one back, and "
                "edit together without losing a word."
            ),
            b.actions(
                b.button("Start a press release", ids.documents.OPEN_CREATE, primary=True),
                b.button(
                    "See an example",
                    ids.documents.OPEN_EXAMPLE,
                    about="See an example: TeamSync, finished",
                ),
                b.button("All initiatives", ids.home.LIST, about="All initiatives you can see"),
                b.button("Settings", ids.settings.OPEN, about="Settings of this workspace"),
            ),
            b.divider(),
            b.context(
                "Workback writes to you only when something of yours needs you. It keeps no "
                "messages except what you write in its own forms."
            ),
        ],
        callback=ids.home.OPEN,
    )


@dataclass(frozen=True)
class Home:
    """All that the Home of one person shows."""

    mine: Sequence[Overview]
    count: int
    waiting: Waiting
    goals: Sequence[Standing]
    goal_count: int
    unfiled: int = 0
    """Pieces of customer feedback that the person saved and has filed nowhere."""


def home(shown: Home) -> Json:
    """Return the Home of somebody: first what waits, then goals, then initiatives."""
    blocks: list[Block] = [
        *_waiting(shown.waiting),
        *_unfiled(shown.unfiled),
        *_goals(shown),
        *_initiatives(shown),
        b.divider(),
        b.actions(
            b.button(
                "Start a press release",
                ids.documents.OPEN_CREATE,
                primary=not shown.waiting.check_ins,
            ),
            b.button("All initiatives", ids.home.LIST, about="All initiatives you can see"),
            b.button("Find", ids.search.OPEN, about="Find words in all you may see"),
            b.button("All goals", ids.goals.LIST_HERE, about="All goals you can see"),
            b.button("Time away", ids.check_ins.OPEN_AWAY, about="Tell when you are away"),
            b.button("Alignment", ids.alignment.TAB, about="Alignment of all you can see"),
            b.button(
                "See an example",
                ids.documents.OPEN_EXAMPLE,
                about="See an example: TeamSync, finished",
            ),
            b.button("Settings", ids.settings.OPEN, about="Settings of this workspace"),
        ),
        b.context("Every save is a version; the card's thread shows what changed."),
    ]
    return b.home(blocks, callback=ids.home.OPEN)


def _waiting(waiting: Waiting) -> list[Block]:
    """Return what the person has to do; each row has the button that does it."""
    title = f"Waits for you ({waiting.count})" if waiting.count else "Waits for you"
    blocks: list[Block] = [b.header(title)]
    if not waiting.count:
        nothing = "Nothing waits for you. Reviews, questions and check-ins that are yours "
        return [*blocks, b.section(f"{nothing}will stand here.")]
    blocks += waiting_rows(waiting, last=HOME_ROWS)
    rest = b.button("Show all", ids.home.WAITING, about="Show all that waits for you")
    return [*blocks, *_more(HOME_ROWS, waiting.count, rest)]


def _more(shown: int, count: int, button: ButtonElement) -> list[Block]:
    """Return how many of a group stand here, with the button that shows all."""
    if count <= shown:
        return []
    return [b.actions(button), b.context(f"Here stand {shown} of {count}.")]


def _unfiled(count: int) -> list[Block]:
    if not count:
        return []
    words = f"*{counted(count, 'piece')} of customer feedback* to file to an initiative"
    about = "File the feedback you saved"
    return [b.section(words, b.button("File", ids.feedback.OPEN_INBOX, about=about))]


def _goals(shown: Home) -> list[Block]:
    if not shown.goals:
        return []
    blocks: list[Block] = [b.divider(), b.header("My goals")]
    for standing in shown.goals:
        lines = [status_line(standing.status, standing.goal.title)]
        for measured in standing.measured[:2]:
            bars = spark(measured.points)
            lines.append(f"{value_line(measured)}{f'  {bars}' if bars else ''}")
        see = b.button("See", ids.goals.SEE, standing.goal.id, about="See this goal")
        blocks.append(b.section("\n".join(lines), see))
    rest = b.button("Show all", ids.goals.LIST_MINE, about="Show all goals you own")
    return [*blocks, *_more(len(shown.goals), shown.goal_count, rest)]


def _initiatives(shown: Home) -> list[Block]:
    if not shown.mine:
        return []
    blocks: list[Block] = [b.divider(), b.header("My initiatives"), *map(row, shown.mine)]
    rest = b.button("Show all", ids.home.LIST, MINE, about="Show all initiatives you write")
    return [*blocks, *_more(len(shown.mine), shown.count, rest)]


def waiting_modal(waiting: Waiting, page: int) -> Json:
    """Return a page of all that waits for the person."""
    pages = pages_of(waiting.count, PAGE)
    page = min(page, pages)
    blocks: list[Block] = [b.header(f"{counted(waiting.count, 'thing')} for you")]
    if not waiting.count:
        blocks.append(b.section("Nothing waits for you any more."))
    blocks += waiting_rows(waiting, (page - 1) * PAGE, page * PAGE)
    blocks += turns(page, pages, ids.home.WAITING_PAGE, "what waits for you")
    return b.modal("Waits for you", blocks, callback=ids.home.WAITING)


def row(found: Overview) -> Block:
    """Return an initiative as a row with its button."""
    initiative, version = found.initiative, found.version
    saved = dated(version.saved_at, "{date_pretty}", word="saved")
    words = (
        f"*{harmless(initiative.name)}*  ·  {initiative.key}  ·  {STAGES[initiative.stage]}\n"
        f"version {version.number}, {saved}  ·  <#{initiative.channel_id}>"
    )
    action = ids.documents.BRING_BACK if initiative.archived_at else ids.documents.READ
    label = "Bring back" if initiative.archived_at else "Read"
    name = clipped(initiative.name, 40)
    about = f"{label} {name}" if initiative.archived_at else f"Read the press release of {name}"
    return b.section(words, b.button(label, action, initiative.id, about=about))


@dataclass(frozen=True)
class Shown:
    """A page of the list."""

    rows: Sequence[Overview]
    count: int
    page: int
    archived: bool
    mine: bool = False
    """Only those the person owns or writes."""


def list_modal(shown: Shown) -> Json:
    """Return a page of all initiatives the person may see."""
    what = "archived initiative" if shown.archived else "initiative"
    title = counted(shown.count, what) + (" of yours" if shown.mine else "")
    blocks: list[Block] = []
    if not shown.rows and not shown.archived:
        blocks.append(b.section("*No initiatives yet.* The first press release starts the list."))
        blocks.append(
            b.actions(b.button("Start a press release", ids.documents.OPEN_CREATE, primary=True))
        )
    else:
        blocks.append(b.header(title))
        blocks += map(row, shown.rows)
    blocks.append(_turns(shown))
    return b.modal(
        "Initiatives",
        blocks,
        callback=ids.home.LIST,
        metadata=Listing(page=shown.page, archived=shown.archived, mine=shown.mine),
    )


def _turns(shown: Shown) -> Block:
    """Return the buttons to other pages; their records say which: living or archived, page."""
    kind = "archived" if shown.archived else MINE if shown.mine else "living"
    others = {"living": "living", "archived": "archived", MINE: "my"}
    buttons = []
    if shown.page > 1:
        buttons.append((f"Show page {shown.page - 1}", f"{kind}_{shown.page - 1}"))
    if shown.page * PAGE < shown.count:
        buttons.append((f"Show page {shown.page + 1}", f"{kind}_{shown.page + 1}"))
    buttons += [(f"Show {word} ones", f"{k}_1") for k, word in others.items() if k != kind]
    select = b.select(
        ids.home.LIST_PAGE, "Show …", [b.option(label, value) for label, value in buttons]
    )
    return b.actions(select, record="pages")
