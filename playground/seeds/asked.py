"""The FAQ and the customer experience of TeamSync."""

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
        "kind": "S",
        "question": "What is the most likely way this fails?",
        "answer": (
            "People do not trust notes they did not write. We show the sentence behind each line."
        ),
    },
    {"kind": "S", "question": "What if a participant refuses to be recorded?", "owner": "dana"},
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
)


async def fill(slack: Playground) -> None:
    """Let Alice ask and answer, and tell two stories."""
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
