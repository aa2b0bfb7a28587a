"""The scope of TeamSync: work that is done, a promise that changed, candidates, and what is out."""

from datetime import timedelta

from bot.clock import MovableClock
from playground.person import Actor
from playground.seeds.finding import message
from playground.server import Playground
from playground.things import Json
from storage.scope_flags import QUIET

ITEMS: tuple[Json, ...] = (
    {"title": "Speaker model", "promises": ["PR-solution"], "owner": "bob", "effort": "12"},
    {"title": "Notes page", "promises": ["PR-solution", "US-1"], "owner": "alice", "effort": "10"},
    {
        "title": "Post to the channel",
        "promises": ["PR-get-started"],
        "owner": "bob",
        "effort": "5",
        "worth": "4",
        "confidence": "100",
    },
    {
        "title": "Stop with one word",
        "promises": ["US-2"],
        "owner": "erin",
        "effort": "6",
        "worth": "5",
        "confidence": "80",
        "link": "https://tracker.example/WEB-41",
    },
    {
        "title": "Delete recordings on a schedule",
        "promises": ["FAQ-C-2"],
        "owner": "erin",
        "effort": "3",
    },
    {"title": "Talk-time statistics", "notes": "Who speaks how much, as a chart."},
)

PROPOSED: tuple[tuple[str, Json], ...] = (
    ("charlie", {"title": "Emoji reactions on notes"}),
    ("dana", {"title": "Consent page for guests", "promises": ["US-2"]}),
)

MARKS = {
    "Speaker model": "Mark done",
    "Notes page": "Mark done",
    "Post to the channel": "Mark under way",
}


async def fill(slack: Playground, clock: MovableClock) -> None:
    """Let people add, propose, decide and work; then an answer changes what one item cites."""
    alice = slack.person("alice")
    for item in ITEMS:
        await _add(alice, item)
    for who, item in PROPOSED:
        await _add(slack.person(who), item)
    await alice.command("/workback scope", channel="teamsync")
    await alice.click("Decide", menu=_row(alice, "Talk-time statistics"))
    await alice.fill(decision="out", reason="We write notes; we coach nobody.")
    await alice.submit()
    for title, mark in MARKS.items():
        await alice.click(mark, menu=_row(alice, title))
    await alice.close()
    await message(slack, "alice", "teamsync", "“Talk-time statistics” is out of scope")
    await _shorten_the_promise(alice)
    await message(slack, "alice", "teamsync", "Changed: What happens to our recordings?")
    clock.move(QUIET + timedelta(minutes=1))
    await message(slack, "erin", None, "a promise that changed")


async def _add(person: Actor, item: Json) -> None:
    await person.command("/workback scope", channel="teamsync")
    await person.click("scope.open_create")
    await person.fill(**item)
    await person.submit()
    await person.close()


async def _shorten_the_promise(alice: Actor) -> None:
    await alice.command("/faq", channel="teamsync")
    await alice.click("Edit", menu=_row(alice, "What happens to our recordings?"))
    answer = str(alice.modal.inputs["answer"])
    await alice.fill(answer=answer.replace("30 days", "14 days"))
    await alice.submit()
    await alice.close()


def _row(person: Actor, words: str) -> str:
    blocks = person.modal.view.blocks
    return next(str(b["block_id"]) for b in blocks if words in str(b.get("text", "")))
