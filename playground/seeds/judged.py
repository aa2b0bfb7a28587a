"""The review of TeamSync: one approval, one hold, a suggestion and a question."""

from playground.seeds.finding import card_in, message
from playground.server import Playground
from playground.things import Json


async def fill(slack: Playground) -> None:
    """Let Alice ask, and Bob, Dana and Erin answer; Erin joins the channel first."""
    alice = slack.person("alice")
    for person in ("dana", "erin"):
        if not slack.person(person).sees("teamsync"):
            await alice.invite(person, "teamsync")
    await alice.click("Ask for review", within=await card_in(slack, "alice", "teamsync"))
    await alice.fill(
        reviewers=["dana", "erin"],
        note="Is the problem sharp enough? Dana, please look at the recording notice.",
    )
    await alice.submit()
    await _comment(
        slack,
        "dana",
        {
            "kind": "suggestion",
            "replacement": (
                "After every meeting somebody spends 30 minutes writing up notes, or nobody does. "
                "Decisions are remembered differently, and one action item in three is never done "
                "(Workplace Research Lab, 41 teams, May 2026)."
            ),
            "words": "Ours sounds as if we asked ourselves. The lab lets us name them.",
        },
    )
    await _comment(slack, "erin", {"kind": "question", "words": "Which 41 teams were asked?"})
    await _verdict(slack, "erin", "Approve", reason="Would use it tomorrow.")
    await _verdict(slack, "dana", "Hold", reason="the works council has seen the recording notice")


async def _comment(slack: Playground, who: str, fields: Json) -> None:
    person = slack.person(who)
    await person.click("Comment", within=await message(slack, who, "teamsync", "(PR-problem)"))
    for name, value in fields.items():
        await person.choose(name, value)
    await person.submit()
    await message(slack, who, "teamsync", str(fields["words"])[:30])


async def _verdict(slack: Playground, who: str, verdict: str, **fields: str) -> None:
    person = slack.person(who)
    await person.click(verdict, within=await message(slack, who, "teamsync", "A review of"))
    await person.fill(**fields)
    await person.submit()
