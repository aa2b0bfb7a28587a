"""What the page does without a browser: values, unread marks, serving again and again."""

import asyncio
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import aiohttp
import pytest

from bot.clock import MovableClock
from playground.page.hands import do
from playground.page.reads import Reads
from playground.page.session import Session
from playground.page.values import held_value
from playground.refusals import Impossible
from playground.server import Playground
from playground.web import Site
from tests.playground.small_app import MANIFEST

BERLIN = ZoneInfo("Europe/Berlin")


async def test_values_are_what_elements_hold(slack: Playground) -> None:
    def held(kind: str, raw: object, **more: object) -> object:
        element = {"type": kind, "action_id": "value", **more}
        return held_value(element, raw, world=slack.world, zone=BERLIN)

    option = {"text": {"type": "plain_text", "text": "One"}, "value": "1"}
    assert held("plain_text_input", "") is None
    assert held("number_input", "1,5k") == "1,5k"
    assert held("static_select", "1", options=[option]) == option
    assert held("checkboxes", ["1"], option_groups=[{"options": [option]}]) == [option]
    assert held("users_select", "U1") == "U1"
    seconds = int(datetime(2026, 11, 23, 8, 0, tzinfo=UTC).timestamp())
    assert held("datetimepicker", "2026-11-23T09:00") == seconds
    run = {"type": "text", "text": "a\nb"}
    section = {"type": "rich_text_section", "elements": [run]}
    assert held("rich_text_input", "a\nb") == {"type": "rich_text", "elements": [section]}
    with pytest.raises(Impossible):
        held("static_select", "2", options=[option])


@pytest.fixture
def session(slack: Playground) -> Session:
    return Session(slack, Reads(slack.world), slack.world.person("alice"))


async def test_what_is_not_possible_is_said(session: Session) -> None:
    assert not await do(session, {"act": "use", "place": "view:V9", "block": "b", "action": "a"})
    assert session.toast == "This view is closed already."
    told = {"act": "send", "channel": "C01TEAMSYNC", "value": "/invite nobody"}
    assert not await do(session, told)
    assert session.toast == "There is nobody called nobody."


async def test_the_app_is_invited_as_in_slack(session: Session) -> None:
    channel = session.slack.world.channel("product")
    assert session.slack.world.bot_user not in channel.members
    told = {"act": "send", "channel": channel.id, "value": "/invite @workback"}
    assert await do(session, told)
    assert session.slack.world.bot_user in channel.members


async def test_the_clock_goes_to_monday_in_the_persons_zone(
    session: Session, clock: MovableClock
) -> None:
    clock.move_to(datetime(2026, 11, 23, 8, 30, tzinfo=UTC))
    await do(session, {"act": "clock", "value": "monday"})
    assert clock.now().astimezone(BERLIN).strftime("%a %d %H:%M") == "Mon 30 09:00"
    await do(session, {"act": "set_clock", "form": {"moment": "2027-01-01T12:00"}})
    assert clock.now().astimezone(BERLIN).strftime("%F %H:%M") == "2027-01-01 12:00"
    await do(session, {"act": "clock", "value": "reset"})
    assert clock.shift.total_seconds() == 0


async def test_unread_marks_go_when_one_looks(session: Session, slack: Playground) -> None:
    channel = slack.world.channel("teamsync")
    await slack.person("bob").say("Hello @alice", channel="teamsync")
    assert session.reads.calls(session.person.id, channel) == 1
    session.look(channel.id)
    session.mark_read()
    assert session.reads.unread(session.person.id, channel) == []


async def test_a_guest_does_not_learn_of_channels(session: Session, slack: Playground) -> None:
    session.look(slack.world.channel("secret-project").id)
    session.become(slack.world.person("charlie"))
    assert session.channel is None
    assert [channel.name for channel in session.visible_channels()] == ["teamsync"]


@pytest.mark.parametrize("loop", ["first", "second"])
async def test_the_page_is_served_in_one_loop_after_another(loop: str) -> None:
    assert loop
    async with Playground(MANIFEST) as slack:
        for _ in range(2):
            site = Site(slack)
            await site.open()
            try:
                async with aiohttp.ClientSession() as client, client.get(site.address) as answer:
                    assert answer.status == 200
                    assert "Workback playground" in await answer.text()
            finally:
                await asyncio.wait_for(site.close(), 3)


async def test_a_file_is_kept_and_handed_out_for_downloading() -> None:
    async with Playground(MANIFEST) as slack:
        site = Site(slack)
        await site.open()
        try:
            await _upload_and_look(site.address)
        finally:
            await site.close()


async def _upload_and_look(address: str) -> None:
    files = f"{address}/playground/files"
    html = b"<script>alert(1)</script>"
    async with aiohttp.ClientSession() as client:
        async with client.post(f"{files}?as=alice&name=a.html", data=html) as answer:
            file_id = (await answer.json())["id"]
        async with client.get(f"{files}/{file_id}") as answer:
            assert answer.headers["Content-Disposition"] == "attachment"
            assert answer.content_type == "application/octet-stream"
            assert await answer.read() == html
        async with client.get(f"{files}/F0") as answer:
            assert answer.status == 404
