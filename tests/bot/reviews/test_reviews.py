"""From "please read" to approved, with nothing said lost."""

import asyncio

from sqlmodel import select

from playground.things import Message
from storage.tables import CommentRow
from tests.bot.conftest import Town
from tests.bot.documents.test_walk import TEAMSYNC, write


async def ask(town: Town, *reviewers: str, **more: object) -> Message:
    """Write the press release as Alice, ask for its review, and return the request."""
    await write(town, **TEAMSYNC)
    outcome = await town.alice.command("/workback review", channel="teamsync")
    assert not outcome.trouble
    await town.alice.fill(reviewers=list(reviewers), **more)
    assert not (await town.alice.submit()).trouble
    await town.slack.until(lambda: len(town.thread(town.posts()[0])) == 7)  # and six sections
    return await request(town)


async def request(town: Town) -> Message:
    def found() -> list[Message]:
        return [m for m in town.thread(town.posts()[0]) if "review" in m.text]

    await town.slack.until(found)
    return found()[0]


async def judge(town: Town, who: str, verdict: str, **fields: object) -> None:
    person = town.slack.person(who)
    outcome = await person.click(verdict, within=await request(town))
    assert not outcome.trouble
    await person.fill(**fields)
    assert not (await person.submit()).trouble


def shown(message: Message) -> str:
    return str(message.blocks)


async def edit(town: Town, **words: str) -> None:
    await town.alice.click("Edit", within=await town.card())
    await town.alice.fill(**words)
    assert not (await town.alice.submit()).trouble


async def test_asking_posts_the_request_and_one_message_a_section(town: Town) -> None:
    asked = await ask(town, "bob", note="Is the problem sharp enough?")
    assert "0 of 1 approval" in asked.text
    assert "Is the problem sharp enough?" in shown(asked)
    await town.slack.until(lambda: len(town.thread(town.posts()[0])) == 7)
    assert "PR-problem" in str(town.thread(town.posts()[0]))
    await town.slack.until(lambda: "In review" in shown(town.posts()[0]))
    assert "See review" in shown(town.posts()[0])


async def test_approvals_make_the_plan_approved(town: Town) -> None:
    await ask(town, "bob", "charlie", needed="2")
    await judge(town, "bob", "Approve")
    await town.slack.until(lambda: "1 of 2 approvals" in shown(town.posts()[0]))
    await judge(town, "charlie", "Approve", reason="Would use it tomorrow.")
    await town.slack.until(lambda: "Approved" in shown(town.posts()[0]))
    assert "nothing is open" in shown(town.posts()[0])
    await town.slack.until(
        lambda: "is approved: version 1" in shown(town.thread(town.posts()[0])[0])
    )
    await town.alice.click("History", within=town.posts()[0])
    await town.alice.click("Decisions")
    assert "approved version 1" in town.alice.modal.text
    assert "Would use it tomorrow." in town.alice.modal.text


async def test_an_edit_makes_only_its_section_stale_and_asks_again(town: Town) -> None:
    await ask(town, "bob")
    await judge(town, "bob", "Approve")
    await town.slack.until(lambda: "Approved" in shown(town.posts()[0]))
    await edit(town, problem="A problem with a number: 30 minutes.")
    await town.slack.until(lambda: "1 section stale" in shown(town.posts()[0]))
    assert "In review" in shown(town.posts()[0])
    asks = f"<@{town.bob.id}>, you approved Problem in version 1"
    await town.slack.until(lambda: asks in shown(town.thread(town.posts()[0])[-1]))
    again = "Changed since: Problem; asked again"
    await town.slack.until(lambda: again in str(town.thread(town.posts()[0])))
    await judge(town, "bob", "Approve")
    await town.slack.until(lambda: "Approved" in shown(town.posts()[0]))


async def test_a_hold_names_what_it_waits_for_and_can_be_taken_back(town: Town) -> None:
    await ask(town, "bob")
    await judge(town, "bob", "Hold", reason="the works council has seen it", until="2999-01-02")
    await town.slack.until(lambda: "1 hold" in shown(town.posts()[0]))
    assert "holds until the works council has seen it" in shown(town.posts()[0])
    await town.bob.click("Revoke my verdict", within=await request(town))
    await town.slack.until(lambda: "1 hold" not in shown(town.posts()[0]))


async def test_changes_are_requested_with_what_would_make_it_a_yes(town: Town) -> None:
    await ask(town, "bob")
    await town.bob.click("Request changes", within=await request(town))
    await town.bob.fill(reason="  ")
    await town.bob.submit()
    assert "Write what it needs" in town.bob.modal.errors["reason"]
    await town.bob.fill(reason="A number for the problem.")
    assert not (await town.bob.submit()).trouble
    await town.slack.until(lambda: "1 requests changes" in shown(town.posts()[0]))
    words = "A number for the problem."
    await town.slack.until(lambda: words in str(town.thread(town.posts()[0])))


async def test_nobody_approves_their_own_words(town: Town) -> None:
    await ask(town, "bob", "alice", needed="1")
    await town.alice.click("Approve", within=await request(town))
    assert "somebody else has to approve it" in town.alice.told("teamsync").text
    assert "Bob can" in town.alice.told("teamsync").text


async def test_who_was_not_asked_can_comment_but_not_judge(town: Town) -> None:
    await ask(town, "bob")
    await town.charlie.click("Approve", within=await request(town))
    assert "You were not asked for a verdict" in town.charlie.told("teamsync").text


async def test_a_verdict_is_passed_on(town: Town) -> None:
    await ask(town, "bob")
    await town.bob.click("Delegate my verdict", within=await request(town))
    await town.bob.fill(person="charlie")
    assert not (await town.bob.submit()).trouble
    await judge(town, "charlie", "Approve")
    await town.slack.until(lambda: "Approved" in shown(town.posts()[0]))


async def test_the_owner_decides_anyway_with_a_reason_that_stays(town: Town) -> None:
    await ask(town, "bob")
    await town.bob.click("Decide anyway…", within=await request(town))
    assert "Only Alice" in town.bob.told("teamsync").text
    await town.alice.click("Decide anyway…", within=await request(town))
    await town.alice.fill(reason="The contract ends on Friday.")
    assert not (await town.alice.submit()).trouble
    await town.slack.until(lambda: "The contract ends on Friday." in shown(town.posts()[0]))
    assert "Approved" in shown(town.posts()[0])


async def comment_on_problem(town: Town, who: str, **fields: object) -> Message:
    person = town.slack.person(who)

    def sections() -> list[Message]:
        return [
            m for m in town.thread(town.posts()[0]) if m.text.startswith("Problem (PR-problem)")
        ]

    await town.slack.until(sections)
    before = len(town.thread(town.posts()[0]))
    await person.click("Comment", within=sections()[0])
    for name, value in fields.items():
        await person.choose(name, value)
    assert not (await person.submit()).trouble
    await town.slack.until(lambda: len(town.thread(town.posts()[0])) > before)
    return town.thread(town.posts()[0])[before]


async def test_a_blocking_comment_is_answered_and_settled_by_who_raised_it(town: Town) -> None:
    await ask(town, "bob")
    comment = await comment_on_problem(town, "bob", kind="blocking", words="Who did the survey?")
    assert "Bob blocks on Problem" in comment.text
    await judge(town, "bob", "Approve")
    await town.slack.until(lambda: "1 blocking" in shown(town.posts()[0]))
    assert "In review" in shown(town.posts()[0])
    await town.alice.click("Answer", within=comment)
    await town.alice.fill(reason="The lab did.")
    assert not (await town.alice.submit()).trouble
    await town.slack.until(lambda: "Alice answered" in str(town.thread(town.posts()[0])))
    comment = next(m for m in town.thread(town.posts()[0]) if m.ts == comment.ts)
    await town.alice.click("Settle it", within=comment)
    assert "only Bob can settle it" in town.alice.told("teamsync").text
    await town.bob.click("Settle it", within=comment)
    await town.slack.until(lambda: "Approved" in shown(town.posts()[0]))


async def test_a_comment_is_handed_on_and_its_answer_accepted(town: Town) -> None:
    await ask(town, "bob")
    comment = await comment_on_problem(town, "bob", kind="question", words="Who did the survey?")
    await town.bob.click("Hand on", within=comment)
    assert "This waits for Alice" in town.bob.newest("teamsync").text
    await town.alice.click("Hand on", within=comment)
    await town.alice.fill(person="erin")
    assert not (await town.alice.submit()).trouble
    erin = town.slack.person("erin")
    told = f"<@{erin.id}>, Alice asks you to answer the comment of Bob on Problem"
    await town.slack.until(lambda: told in str(town.thread(town.posts()[0])))
    await erin.click("Answer", within=town.thread(town.posts()[0])[-1])
    await erin.fill(reason="The lab did.")
    assert not (await erin.submit()).trouble
    await town.slack.until(lambda: "does that settle it" in str(town.thread(town.posts()[0])))
    comment = next(m for m in town.thread(town.posts()[0]) if m.ts == comment.ts)
    await town.bob.click("Settle it", within=comment)
    await town.slack.until(
        lambda: "Accepted by Bob, who raised it." in str(town.thread(town.posts()[0]))
    )
    comment = next(m for m in town.thread(town.posts()[0]) if m.ts == comment.ts)
    await town.alice.click("Reopen", within=comment)
    await town.slack.until(
        lambda: f"<@{erin.id}>, please answer" in str(town.thread(town.posts()[0]))
    )


async def test_a_comment_on_words_that_changed_shows_what_it_was_about(town: Town) -> None:
    await ask(town, "bob")
    comment = await comment_on_problem(town, "bob", kind="question", words="Who counted?")
    assert "It was about these" not in shown(comment)
    await edit(town, problem="Forty-one teams counted 30 minutes.")
    await town.slack.until(lambda: "It was about these" in shown(comment))
    assert "spends a long time writing up notes" in shown(comment)


async def test_plain_replies_are_kept_and_follow_their_message(town: Town) -> None:
    await ask(town, "bob")
    card = town.posts()[0]
    reply = await town.bob.say("Who pays for it?", thread=card)
    await town.slack.until(lambda: "1 unanswered" in shown(town.posts()[0]))
    await town.bob.edit(reply, "Who pays for it, and when?")
    await town.bob.say("I like the quote.", thread=card)
    await town.bob.delete(reply)
    await town.slack.until(lambda: "1 unanswered" not in shown(town.posts()[0]))


async def test_a_reply_outside_a_review_is_not_stored(town: Town) -> None:
    await write(town)
    card = await town.card()
    await town.bob.say("Is this stored?", thread=card)
    outside = await town.bob.say("A thread of its own", channel="teamsync")
    await town.bob.say("Is this one?", thread=outside)
    async with town.house.services.database.session(writes=False) as session:
        assert list(await session.exec(select(CommentRow))) == []


async def test_a_comment_goes_to_the_faq_and_its_answer_comes_back(town: Town) -> None:
    await ask(town, "bob")
    comment = await comment_on_problem(town, "bob", kind="question", words="What does it cost?")
    await town.alice.click("To the FAQ", within=comment)
    assert town.alice.modal.inputs["question"] == "What does it cost?"
    assert not (await town.alice.submit()).trouble
    await town.alice.command("/faq", channel="teamsync")
    await town.alice.click("Answer")
    await town.alice.fill(answer="Ten meetings are free.")
    assert not (await town.alice.submit()).trouble
    await town.slack.until(lambda: "Alice answered FAQ-S-1" in str(town.thread(town.posts()[0])))


async def test_a_newer_review_replaces_the_one_that_is_open(town: Town) -> None:
    await ask(town, "bob")
    await town.alice.click("History", within=town.posts()[0])
    await town.alice.click("Ask for review")
    await town.alice.fill(reviewers=["charlie"])
    assert not (await town.alice.submit()).trouble
    await town.slack.until(lambda: "replaced by a newer one" in str(town.thread(town.posts()[0])))
    old = next(m for m in town.thread(town.posts()[0]) if "replaced" in shown(m))
    assert "Approve" not in [e["text"]["text"] for e in old.blocks[-1]["elements"]]


async def test_a_burst_of_verdicts_becomes_few_edits(town: Town) -> None:
    await ask(town, "bob", "charlie", needed="2")
    asked = await request(town)
    for person in (town.bob, town.charlie):
        await person.click("Approve", within=asked)
    outcomes = await asyncio.gather(town.bob.submit(), town.charlie.submit())
    assert not any(outcome.trouble for outcome in outcomes)
    await town.slack.until(lambda: "2 of 2 approvals" in shown(town.posts()[0]))


async def test_see_review_works_wherever_one_is(town: Town) -> None:
    await ask(town, "bob")
    await town.bob.click("See review", within=town.posts()[0])
    assert "0 of 1 approval" in town.bob.modal.text
    await town.bob.click("Approve")
    assert not (await town.bob.submit()).trouble
    await town.slack.until(lambda: "Approved" in shown(town.posts()[0]))


async def test_a_group_is_asked_without_its_authors_and_those_who_left(town: Town) -> None:
    group = town.slack.world.user_groups[0]
    group.users = ["U01ALICE", "U01DANA", "U01ERIN", "U01CHARLIE", "U01WORKBACK"]
    town.slack.world.channel("teamsync").members.remove("U01CHARLIE")  # a guest, elsewhere
    await town.slack.talk.change_person(town.slack.world.person("erin"), deleted=True)
    await write(town, **TEAMSYNC)
    await town.alice.command("/workback review", channel="teamsync")
    await town.alice.submit()
    assert "Choose at least one person" in town.alice.modal.errors["reviewers"]
    await town.alice.fill(groups=["S01CUSTOMERS"])
    assert not (await town.alice.submit()).trouble
    await town.settled()
    assert "0 of 1 approval" in shown(town.posts()[0])
    await judge(town, "dana", "Approve")
    await town.slack.until(lambda: "Approved" in shown(town.posts()[0]))


async def test_a_group_in_which_nobody_can_judge_is_refused(town: Town) -> None:
    town.slack.world.user_groups[0].users = ["U01ALICE"]
    await write(town, **TEAMSYNC)
    await town.alice.command("/workback review", channel="teamsync")
    await town.alice.fill(groups=["S01CUSTOMERS"])
    await town.alice.submit()
    assert "Nobody in @customers can review this" in town.alice.modal.errors["groups"]
    town.slack.installation.scopes.remove("usergroups:read")
    await town.alice.submit()
    assert "does not say who is in that group" in town.alice.modal.errors["groups"]


async def test_where_groups_may_not_be_seen_people_are_chosen(town: Town) -> None:
    town.slack.installation.scopes.remove("usergroups:read")
    await write(town, **TEAMSYNC)
    await town.alice.command("/workback review", channel="teamsync")
    assert "groups" not in town.alice.modal.inputs
    await town.alice.fill(reviewers=["bob"])
    assert not (await town.alice.submit()).trouble
