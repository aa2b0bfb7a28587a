"""A review with many reviewers, comments and versions, made by people's hands in the playground."""

import asyncio

from playground.person import Actor
from playground.server import Playground
from playground.things import Message, Person

CHANNEL = "teamsync"
_PATIENCE = 120.0
_AT_ONCE = 10


async def fill(slack: Playground, *, reviewers: int, comments: int, versions: int) -> list[Actor]:
    """Let Alice write so many versions and ask so many people, who comment; return these people."""
    people = [_person(slack, number) for number in range(reviewers)]
    await _write(slack.person("alice"), versions)
    alice = slack.person("alice")
    await alice.command("/workback review", channel=CHANNEL)
    await alice.fill(reviewers=[person.id for person in people])
    outcome = await alice.submit()
    assert not outcome.trouble, outcome
    card = await _card(slack)
    await request(slack)
    for begun in range(0, comments, _AT_ONCE):
        await asyncio.gather(
            *(
                people[number % reviewers].say(f"Remark {number}: say why.", CHANNEL, card)
                for number in range(begun, min(begun + _AT_ONCE, comments))
            )
        )
    return people


def _person(slack: Playground, number: int) -> Actor:
    known = Person(id=f"U9{number:03}", name=f"reviewer-{number}", real_name=f"Reviewer {number}")
    slack.world.people[known.id] = known
    slack.world.channel(CHANNEL).members.append(known.id)
    slack.world.im_with(known.id)
    return slack.person(known.id)


async def _write(alice: Actor, versions: int) -> None:
    await alice.command("/workback new", channel=CHANNEL)
    await alice.fill(headline="Notes that write themselves", problem="It takes 30 minutes.")
    assert not (await alice.submit()).trouble
    for number in range(2, versions + 1):
        await alice.click("Edit")
        await alice.fill(problem=f"It takes {number + 30} minutes.")
        assert not (await alice.submit()).trouble


async def _card(slack: Playground) -> Message:
    return await _message(slack, "(WB-", reply=False)


async def request(slack: Playground) -> Message:
    """Return the message that asks for the review."""
    return await _message(slack, "A review of", reply=True)


async def _message(slack: Playground, words: str, *, reply: bool) -> Message:
    alice = slack.person("alice")

    def found() -> list[Message]:
        seen = alice.sees(CHANNEL)
        return [m for m in seen if words in m.text and m.is_reply is reply and m.by_app]

    await slack.until(found, timeout=_PATIENCE)
    return found()[-1]
