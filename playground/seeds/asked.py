"""The FAQ and the customer experience of TeamSync."""

from collections.abc import Sequence
from pathlib import Path

from playground.server import Playground
from playground.things import Json

QUESTIONS: tuple[Json, ...] = (
    {
        "question": "How is this different from recording the call?",
        "answer": (
            "A recording is an hour to watch again. TeamSync gives you one page: decisions, action "
            "items with owners, and a search that jumps to the sentence."
        ),
    },
    {
        "question": "What happens to our recordings?",
        "answer": (
            "They stay in the region you choose and are deleted after 30 days. Notes stay until "
            "you delete them."
        ),
    },
    {"question": "What does it cost after the first ten meetings?", "owner": "erin"},
    {
        "question": "Do I have to say anything when a meeting begins?",
        "answer": (
            "No. TeamSync says in the chat that it takes notes, and a single “stop” from anybody "
            "ends it."
        ),
    },
    {
        "kind": "S",
        "question": "What is the most likely way this fails?",
        "answer": (
            "People do not trust notes they did not write. We show the sentence behind each line."
        ),
    },
    {"kind": "S", "question": "What if a participant refuses to be recorded?", "owner": "dana"},
    {
        "kind": "S",
        "question": "What are we not building?",
        "answer": "Coaching, scores for speakers, and a bot that talks. We write notes.",
    },
    {
        "kind": "S",
        "question": "How will we know that it works?",
        "answer": (
            "Notes are ready five minutes after the call, and 120 teams use it every week by April."
        ),
    },
)

STORIES: tuple[Json, ...] = (
    {
        "i_want": "find who promised what without watching a recording",
        "as_a": "product manager who missed the meeting",
        "so_that": "the next step does not wait for me",
        "acceptance": "- My action items stand first\n- Each links to the sentence it came from",
        "serves": ["PR-problem", "PR-solution"],
    },
    {
        "i_want": "stop the recording with one word",
        "as_a": "guest in somebody else's meeting",
        "so_that": "I can speak freely",
        "serves": ["FAQ-C-2"],
    },
    {
        "i_want": "ask “who agreed to the new price?” and hear the sentence",
        "as_a": "sales manager before a renewal",
        "so_that": "I do not argue from memory",
        "acceptance": "- The answer names the meeting\n- One click plays the sentence",
        "serves": ["PR-solution"],
    },
    {
        "i_want": "connect my calendar once",
        "as_a": "lead of a team of twelve",
        "so_that": "nobody has to think of inviting TeamSync",
        "serves": ["PR-get-started"],
    },
)

PICTURE = Path(__file__).with_name("notes-page.png")
SHOWN = (
    "The page of a meeting: a search field, two action items with owner and date, two decisions, "
    "each with the minute it was said"
)
"""What the picture says, for people who do not see it."""


async def fill(slack: Playground) -> None:
    """Let Alice ask and answer, tell stories, and show the first one."""
    alice = slack.person("alice")
    for question in QUESTIONS:
        await alice.command(f"/faq {question['question']}", channel="teamsync")
        await alice.fill(**{key: value for key, value in question.items() if key != "question"})
        await alice.submit()
    for story in STORIES:
        await alice.command("/workback experience", channel="teamsync")
        await alice.click("Add a story")
        await alice.fill(**story)
        await alice.submit()
        await alice.close()
    await alice.command("/workback experience", channel="teamsync")
    await alice.click("Add a mock-up", menu=_row(alice.modal.view.blocks, "find who promised"))
    file = slack.talk.keep(alice.person, PICTURE.name, PICTURE.read_bytes())
    await alice.fill(picture=[file.id], alt_text=SHOWN)
    await alice.submit()
    await alice.close()


def _row(blocks: Sequence[Json], words: str) -> str:
    return next(str(block["block_id"]) for block in blocks if words in str(block.get("text", "")))
