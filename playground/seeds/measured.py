"""Goals of TeamSync, and what Alice has reported of them each Monday."""

from datetime import timedelta

from bot.clock import MovableClock
from playground.seeds.finding import message
from playground.server import Playground
from playground.things import Json

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

VALUES = (("27", "4"), ("26", "9"), ("24", "14"), ("25", "19"), ("22", "24"), ("20", "29"))


async def fill(slack: Playground, clock: MovableClock, *, weeks: int) -> None:
    """Let Alice set two goals and check in week by week; the last weeks are still to come."""
    alice = slack.person("alice")
    for goal in GOALS:
        await alice.command("/goal", channel="teamsync")
        await alice.fill(**goal)
        await alice.submit()
        await alice.close()
        await message(slack, "alice", "teamsync", f"set a goal for TeamSync: {goal['title']}")
    await _confirm_numbers(slack)
    for values in VALUES[: weeks - 1]:
        clock.move(timedelta(weeks=1))
        await alice.command("/checkin", channel="teamsync")
        fields = [key for key in alice.modal.inputs if key.startswith("kpi_")]
        await alice.fill(**dict(zip(fields, values, strict=True)))
        await alice.submit()
        await alice.close()
        await message(slack, "alice", "teamsync", f" {values[1]} teams")


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
