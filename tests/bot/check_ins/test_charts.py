"""What a check-in changed is shown as a picture too; the words never wait for it."""

import asyncio
import base64

from playground.things import Message
from storage import outbox
from tests.bot.check_ins.test_check_ins import kpi_fields
from tests.bot.conftest import Town
from tests.bot.documents.test_walk import write
from tests.bot.goals.test_goals import set_goal
from tests.storage.conftest import ACME


async def check_in(town: Town, value: str) -> None:
    await town.alice.command("/checkin", channel="teamsync")
    await town.alice.fill(**{(await kpi_fields(town))[0]: value})
    assert not (await town.alice.submit()).trouble
    await town.alice.close()


def summaries(town: Town) -> list[Message]:
    return [m for m in town.thread(town.posts()[0]) if "checked in" in m.text]


async def test_the_second_value_makes_a_line(town: Town) -> None:
    await write(town)
    await set_goal(town)
    await check_in(town, "25")
    await check_in(town, "16")
    await town.slack.until(lambda: len(summaries(town)) == 2, timeout=30)
    first, second = summaries(town)
    assert "image" not in [block["type"] for block in first.blocks]
    assert [block["type"] for block in second.blocks][-2:] == ["image", "actions"]
    image = second.blocks[-2]
    assert "falls from 25 to 16" in image["alt_text"]
    picture = town.slack.world.files[image["slack_file"]["id"]]
    assert base64.b64decode(picture.content).startswith(b"\x89PNG")
    assert picture.shared_in == []


async def test_a_picture_that_slack_does_not_take_is_left_out(town: Town) -> None:
    town.slack.faults.error("files.getUploadURLExternal", "internal_error")
    await write(town)
    await set_goal(town)
    await check_in(town, "25")
    await check_in(town, "16")
    await town.slack.until(lambda: len(summaries(town)) == 2, timeout=30)
    assert "image" not in [block["type"] for block in summaries(town)[1].blocks]


async def test_a_message_that_is_sent_again_has_one_picture(town: Town) -> None:
    await write(town)
    await set_goal(town)
    await check_in(town, "25")
    await town.slack.until(lambda: len(summaries(town)) == 1)
    town.slack.faults.rate_limit("chat.postMessage", 1, times=2)
    await check_in(town, "16")
    await town.slack.until(lambda: len(summaries(town)) == 2, timeout=30)
    assert len(town.slack.traffic.calls("files.getUploadURLExternal")) == 1


async def test_who_looks_at_a_goal_gets_its_charts(town: Town) -> None:
    await write(town)
    await set_goal(town)
    await check_in(town, "25")
    await town.alice.command("/goal list", channel="teamsync")
    await town.alice.click("See")
    assert "Charts" not in str(town.alice.modal.view.blocks)
    await town.alice.close()
    await check_in(town, "16")
    await town.alice.command("/goal list", channel="teamsync")
    await town.alice.click("See")
    await asyncio.gather(town.alice.click("Charts"), town.alice.click("Charts"))

    def sent() -> list[Message]:
        return [m for m in town.alice.sees() if m.text.startswith("Charts of")]

    await town.slack.until(sent, timeout=30)
    await town.settled()
    assert len(sent()) == 1
    assert [block["type"] for block in sent()[0].blocks] == ["section", "section", "image"]
    assert "falls from 25 to 16" in str(sent()[0].blocks[1])


async def test_words_leave_without_a_chart_that_cannot_be_drawn(town: Town) -> None:
    await write(town)
    broken = {"maker": "chart", "name": "chart.png", "at": 1, "alt_text": "A line.", "chart": {}}
    block = {"type": "section", "text": {"type": "mrkdwn", "text": "The words."}}
    async with town.house.services.database.transaction(ACME, town.clock.now()) as tx:
        await outbox.post(
            tx,
            conversation=town.alice.person.id,
            text="The words.",
            blocks=[block],
            pictures=[broken],
            about="a chart",
        )
    await town.slack.until(lambda: "The words." in [m.text for m in town.alice.sees()])
    await town.settled()
    [said] = [m for m in town.alice.sees() if m.text == "The words."]
    assert [found["type"] for found in said.blocks] == ["section"]
