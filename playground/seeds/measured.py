"""Goals of TeamSync, and what Alice has answered when she was asked each Monday."""

from collections.abc import Sequence
from datetime import datetime

from playground.seeds.finding import PATIENCE, message
from playground.server import Playground
from playground.things import Json, Message

GOALS: tuple[Json, ...] = (
    {
        "title": "Notes are ready before people leave the room",
        "promises": ["PR-problem", "PR-solution"],
        "principles": ["Customer Obsession"],
        "backup": "bob",
        "kpi_1_name": "Minutes until notes are ready",
        "kpi_1_kind": "decrease",
        "kpi_1_unit": "minutes",
        "kpi_1_baseline": "30",
        "kpi_1_target": "5",
    },
    {
        "title": "Teams keep using it after the first month",
        "promises": ["PR-quote"],
        "kpi_1_name": "Weekly active teams",
        "kpi_1_unit": "teams",
        "kpi_1_baseline": "0",
        "kpi_1_target": "120",
    },
)

VALUES = (
    ("29", "2"),
    ("27", "6"),
    ("26", "11"),
    ("24", "15"),
    ("25", "19"),
    ("22", "24"),
    ("20", "29"),
    ("19", "34"),
    ("18", "39"),
)
"""What Alice answers, one pair for each Monday of the longest time that is lived through."""


async def fill(slack: Playground, *, until: datetime) -> None:
    """Let Alice set two goals, and answer whatever is asked of her up to a moment."""
    alice = slack.person("alice")
    for goal in GOALS:
        await alice.command("/goal", channel="teamsync")
        await alice.fill(**goal)
        await alice.submit()
        await alice.close()
        await message(slack, "alice", "teamsync", f"set a goal for TeamSync: {goal['title']}")
    await _confirm_numbers(slack)
    for values in VALUES:
        asked = await _asked(slack, until)
        if asked is None:
            break
        await _answer(slack, asked, values)
    await slack.passing.asleep_to(until)


async def _asked(slack: Playground, until: datetime) -> Message | None:
    """Let time pass until Alice is asked, and return the message; None if she is not any more."""
    worker = slack.passing.worker
    while worker is not None and (due := await worker.next_due()) is not None and due <= until:
        await slack.passing.asleep_to(due)
        for said in slack.person("alice").sees():
            if "Update" in str(said.blocks):
                return said
    return None


async def _answer(slack: Playground, asked: Message, values: Sequence[str]) -> None:
    alice = slack.person("alice")
    await alice.click("Update", within=asked)
    fields = [key for key in alice.modal.inputs if key.startswith("kpi_")]
    await alice.fill(**dict(zip(fields, values, strict=True)))
    await alice.submit()
    await alice.close()
    await message(slack, "alice", "teamsync", f" {values[1]} teams")
    await slack.until(lambda: "Answered" in asked.text, timeout=PATIENCE)


async def _confirm_numbers(slack: Playground) -> None:
    """Let Alice link the numbers of the press release that her KPIs are about."""
    alice = slack.person("alice")
    await alice.command("/workback alignment", channel="teamsync")
    await alice.click("Numbers")
    proposals = [block["block_id"] for block in alice.modal.view.blocks if "Link" in str(block)]
    for row in proposals:
        await alice.click("Link", menu=row)
    await alice.close()
    await alice.close()
