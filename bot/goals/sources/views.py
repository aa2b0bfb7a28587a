"""Sources as people see them: what is connected, the token once, and the file."""

from collections.abc import Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import Block
from slack_sdk.models.blocks.block_elements import FileInputElement

from bot import ids
from bot.goals.forms import OfGoal
from bot.kit import blocks as b
from bot.kit.blocks import Json
from bot.kit.text import brief, clipped, counted, dated, harmless
from domain.goals import Goal
from domain.kpis import Kpi
from domain.sources import MOST_READINGS, NAME_LIMIT, Source
from storage.sources import Taken

NAME, FILE = "name", "file"

_ID = ids.goals


@dataclass(frozen=True)
class Token:
    """A token that was just made, and where it is for."""

    name: str
    token: str
    url: str
    """Where Workback is reached; "" where it does not know."""
    kpis: Sequence[Kpi]


def sources_modal(goal: Goal, sources: Sequence[Source]) -> Json:
    """Return what is connected, each with its token, and a form for a new one."""
    upload = b.button("Upload CSV", _ID.OPEN_UPLOAD, goal.id, about="Upload values as CSV")
    blocks: list[Block] = [
        b.section(_title(goal, sources)),
        *(_row(source) for source in sources),
        b.section("*By hand*: a CSV file with dates and values.", upload),
        b.divider(),
        b.field(
            NAME,
            "Where do the values come from?",
            b.text_input(placeholder="BigQuery", multiline=False, limit=NAME_LIMIT),
            hint=(
                "This name stands beside each value. The token is shown once, on the next page. "
                "An older token of the same name works for a day more."
            ),
        ),
    ]
    return b.modal(
        "Sources",
        blocks,
        callback=_ID.CONNECT,
        metadata=OfGoal(goal=goal.id),
        submit="Make a token",
    )


def _title(goal: Goal, sources: Sequence[Source]) -> str:
    title = brief(goal.title, 100)
    if sources:
        return f"*Values for “{title}” come from:*"
    return (
        f"*No source sends values for “{title}” yet.* A program can send them; then a check-in "
        "only asks to confirm and to say what moved them."
    )


def _row(source: Source) -> Block:
    used = dated(source.used_at, "{date_short_pretty} {time}") if source.used_at else "never yet"
    made = dated(source.made_at, "{date_short_pretty}")
    ends = ""
    if source.ends_at is not None:
        until = dated(source.ends_at, "{date_short_pretty} {time}")
        ends = f" A newer token has its name: this one works until {until}."
    name = clipped(source.name, 40)
    revoke = b.button("Revoke", _ID.REVOKE, source.id, about=f"Revoke the token of {name}")
    words = f"Last used: {used}. Token made by <@{source.made_by}>, {made}.{ends}"
    return b.section(f"*{harmless(source.name)}*\n{words}", revoke)


def token_modal(goal: Goal, token: Token) -> Json:
    """Return the token, this once, with a request that works."""
    key = token.token.rpartition(".")[2]
    address = f"{token.url.rstrip('/')}/api/readings" if token.url else "…/api/readings"
    kpi = token.kpis[0].name if token.kpis else "KPI"
    body = f'{{"kpi": "{clipped(kpi, 60)}", "value": 12.5, "at": "2026-03-02", "key": "week 9"}}'
    example = (
        f"curl {address} -H 'Authorization: Bearer {token.token}' \\\n"
        f"  -H 'Content-Type: application/json' -d '{body}'"
    )
    return b.modal(
        "Your token",
        [
            b.section(f"*Copy the token of {harmless(token.name)} now.* It is not shown again."),
            b.rich(b.code(token.token)),
            b.section("*Try it*"),
            b.rich(b.code(example)),
            b.context(
                "Up to 1,000 values in a list, all or none. The same key again changes nothing. "
                "Webhooks can be signed instead: the docs say how, with the part of the token "
                f"behind the point, {len(key)} characters."
            ),
        ],
        callback=_ID.OPEN_SOURCES,
        metadata=OfGoal(goal=goal.id),
    )


def upload_form(goal: Goal, kpis: Sequence[Kpi]) -> Json:
    """Return the modal that asks for a file."""
    chooser = FileInputElement(action_id="value", filetypes=["csv", "txt"], max_files=1)
    names = ", ".join(f"“{harmless(clipped(kpi.name, 60))}”" for kpi in kpis[:10])
    return b.modal(
        "Upload values",
        [
            b.section(
                "*Columns:* kpi, date, value, and key if you like. Dates as 2026-03-02, numbers "
                f"as 12.5. KPIs of this goal: {names or 'none yet'}."
            ),
            b.field(
                FILE,
                "CSV file",
                chooser,
                hint=f"At most {MOST_READINGS:,} values: all are kept, or none.",
                optional=False,
            ),
        ],
        callback=_ID.UPLOAD,
        metadata=OfGoal(goal=goal.id),
        submit="Upload",
        close="Cancel",
    )


def uploaded(goal: Goal, taken: Taken) -> Json:
    """Say what became of a file."""
    there = f" {counted(taken.already, 'value')} stood there already." if taken.already else ""
    words = f"*{counted(taken.new, 'value')} recorded for “{brief(goal.title, 100)}”.*{there}"
    blocks: list[Block] = [b.section(words)]
    if taken.other:
        keys = ", ".join(brief(key, 40) for key in taken.other[:10])
        more = f" and {len(taken.other) - 10} more" if len(taken.other) > 10 else ""  # noqa: PLR2004
        blocks.append(
            b.section(
                f"*These stand with another value, which was kept: {keys}{more}.* Correct it in "
                "the goal's thread, or give the value a key of its own."
            )
        )
    return b.modal("Upload values", blocks, callback=_ID.UPLOAD)
