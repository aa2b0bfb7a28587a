"""A suggestion becomes the newest version in both names, or is declined with a reason."""

from tests.bot.conftest import Town
from tests.bot.reviews.test_reviews import ask, comment_on_problem, shown


async def test_a_suggestion_is_accepted_with_one_click_and_credits_both(town: Town) -> None:
    await ask(town, "bob")
    comment = await comment_on_problem(
        town, "bob", kind="suggestion", replacement="Bob's better problem.", words="Sharper."
    )
    assert "'strike': True" in shown(comment)
    await town.alice.click("Accept", within=comment)
    await town.slack.until(lambda: "version 2" in shown(town.posts()[0]))
    await town.alice.click("Read", within=town.posts()[0])
    assert "Bob's better problem." in town.alice.modal.text
    credits_both = "Words of Bob: Sharper."
    await town.slack.until(lambda: credits_both in str(town.thread(town.posts()[0])))
    await town.alice.close()
    await town.alice.click("Accept", within=comment)
    assert "settled already" in town.alice.told("teamsync").text


async def test_a_suggestion_is_changed_before_it_is_accepted(town: Town) -> None:
    await ask(town, "bob")
    comment = await comment_on_problem(
        town, "bob", kind="suggestion", replacement="Bob's better problem."
    )
    await town.alice.click("Edit first", within=comment)
    assert town.alice.modal.inputs["replacement"] == "Bob's better problem."
    await town.alice.fill(replacement="Bob's better problem, in 30 minutes.")
    assert not (await town.alice.submit()).trouble
    await town.slack.until(lambda: "Words of Bob" in str(town.thread(town.posts()[0])))
    await town.alice.click("Read", within=town.posts()[0])
    assert "Bob's better problem, in 30 minutes." in town.alice.modal.text


async def test_two_suggestions_on_one_section_merge_or_meet(town: Town) -> None:
    await ask(town, "bob", "charlie")
    first = await comment_on_problem(town, "bob", kind="suggestion", replacement="Bob's problem.")
    second = await comment_on_problem(
        town, "charlie", kind="suggestion", replacement="Charlie's problem."
    )
    await town.alice.click("Accept", within=first)
    await town.slack.until(lambda: "version 2" in shown(town.posts()[0]))
    await town.alice.click("Accept", within=second)
    assert town.alice.modal.title == "Two edits at once"
    assert "Charlie's problem." in town.alice.modal.text


async def test_a_suggestion_is_declined_with_a_reason(town: Town) -> None:
    await ask(town, "bob")
    comment = await comment_on_problem(town, "bob", kind="suggestion", replacement="Other words.")
    await town.alice.click("Decline", within=comment)
    await town.alice.fill(reason="The lab wants to stay unnamed.")
    assert not (await town.alice.submit()).trouble
    await town.slack.until(lambda: "Declined by Alice" in str(town.thread(town.posts()[0])))
