"""What customers of TeamSync said."""

from playground.server import Playground

SAID = (
    (
        "charlie",
        "Our clinic tried it: the notes were right, but it wrote “Dr. Wayne” where Dr. Vein spoke.",
        "Practice manager, city clinic",
        "PR-solution",
    ),
    (
        "erin",
        "From a call today: “I sent the page to a client before I had left the room.”",
        "Ada, architect with six staff",
        "PR-solution",
    ),
    (
        "dana",
        "Ticket 4711: a works council asks who may listen to the recording, and how long it stays.",
        "HR lead, 300 staff",
        "FAQ-C-2",
    ),
)


async def fill(slack: Playground) -> None:
    """Let colleagues pass on what they heard, and Alice save it."""
    alice = slack.person("alice")
    for who, words, customer, promise in SAID:
        said = await slack.person(who).say(words, channel="teamsync")
        await alice.message_shortcut("Save customer feedback", said)
        key = next(name for name in alice.modal.inputs if name.startswith("promise_"))
        await alice.fill(customer=customer, **{key: promise})
        await alice.submit()
        await alice.close()
