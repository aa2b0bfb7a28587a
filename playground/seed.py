"""A lived-in workspace: its people act through the real modals, so nothing here is faked.

Eight weeks pass while it is filled: the clock begins in its past and ends where it was.
"""

from datetime import timedelta

from bot.clock import MovableClock
from bot.documents.example import EXAMPLE
from playground.seeds import asked, heard, judged, measured, scoped
from playground.seeds.finding import card_in
from playground.server import Playground

WEEKS = 8
"""How long the workspace has been lived in."""

LAST = timedelta(minutes=10)
"""How long ago the last things happened."""


async def fill(slack: Playground, clock: MovableClock) -> None:
    """Let people write, ask, review and measure; `clock` ends where it is now."""
    end, now = clock.shift, clock.now()
    clock.move(-timedelta(weeks=WEEKS))
    await _releases(slack)
    clock.move(timedelta(days=2))
    await asked.fill(slack)
    clock.move(timedelta(days=1))
    await judged.fill(slack)
    await measured.fill(slack, until=now - LAST)
    await scoped.fill(slack, clock)
    await heard.fill(slack)
    clock.shift = end


async def _releases(slack: Playground) -> None:
    first = {**EXAMPLE, "problem": _before(EXAMPLE["problem"])}
    for later in ("quote_text", "quote_person", "quote_role", "get_started"):
        first.pop(later)
    await _write(slack, "alice", "teamsync", {**first, "authors": ["bob"]})
    card = await card_in(slack, "alice", "teamsync")
    alice = slack.person("alice")
    await alice.click("Edit", within=card)
    later_words = {key: EXAMPLE[key] for key in ("problem", "quote_text", "get_started")}
    await alice.fill(
        **later_words,
        quote_person=EXAMPLE["quote_person"],
        quote_role=EXAMPLE["quote_role"],
        note="A number for the problem, a customer's voice and real steps.",
    )
    await alice.submit()
    await _write(
        slack,
        "bob",
        "general",
        {
            "headline": "A status page customers believe",
            "problem": "Support answers 40 “is it down?” messages in the first hour of an outage.",
        },
    )
    await _write(
        slack,
        "alice",
        "secret-project",
        {
            "headline": "New hires ship to production in their first week",
            "target_customer": "Engineers in their first month, in teams of 10 to 80 people.",
        },
    )
    await slack.until(
        lambda: any("saved version 2" in m.text for m in alice.sees("teamsync")), timeout=15
    )


def _before(problem: str) -> str:
    """Return the first draft of the problem, before it had numbers."""
    return problem.replace("30 minutes", "a long time").replace(
        "one action item in three is never done (our survey of 41 teams, May 2026)",
        "many action items are forgotten",
    )


async def _write(slack: Playground, who: str, channel: str, words: dict[str, object]) -> None:
    person = slack.person(who)
    await person.command("/press-release", channel=channel)
    await person.fill(**words)
    await person.submit()
    await card_in(slack, who, channel)
