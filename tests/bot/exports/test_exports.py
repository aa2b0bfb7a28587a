"""Documents are taken out as files, once, as they were when somebody asked."""

import base64
import json

import pytest

from bot.exports.formats import read
from bot.exports.making import FORMATS
from domain.templates import DocumentKind
from playground.things import Message, SharedFile
from tests.bot.conftest import Town
from tests.bot.documents.test_walk import TEAMSYNC, write
from tests.bot.faq.test_faq import ask


async def export(town: Town, kind: str, who: str = "alice", **chosen: object) -> None:
    person = town.slack.person(who)
    outcome = await person.command("/workback export WB-1", channel="teamsync")
    assert not outcome.trouble
    await person.fill(format=kind, **chosen)
    assert not (await person.submit()).trouble
    assert "is being written as" in person.modal.text
    await person.close()


def sent(town: Town, who: str = "alice", channel: str | None = None) -> list[Message]:
    return [m for m in town.slack.person(who).sees(channel) if m.files and m.ephemeral_to is None]


def only_file(town: Town, who: str = "alice", channel: str | None = None) -> SharedFile:
    [message] = sent(town, who, channel)
    return town.slack.world.files[message.files[0]]


def content(file: SharedFile) -> bytes:
    return base64.b64decode(file.content)


@pytest.mark.parametrize("kind", sorted(FORMATS.keys() - {"pdf", "canvas"}))
async def test_what_is_exported_reads_back(town: Town, kind: str) -> None:
    await write(town)
    await ask(town, "What does it cost?", answer="Nothing yet.")
    await export(town, kind)
    await town.slack.until(lambda: sent(town))
    file = only_file(town)
    assert file.name == f"WB-1-TeamSync.{FORMATS[kind].ending}"
    assert file.title == "TeamSync (WB-1): press release 1, FAQ 1"
    found = read(file.name, content(file))
    assert found.content(DocumentKind.PRESS_RELEASE) == TEAMSYNC
    assert found.content(DocumentKind.FAQ)["C-1.answer"] == "Nothing yet."
    assert found.unrecognised == ()


async def test_a_file_goes_to_the_thread_for_everybody(town: Town) -> None:
    await write(town)
    await export(town, "pdf", "bob", place="thread")
    card = await town.card()
    await town.slack.until(lambda: sent(town, channel="teamsync"))
    [message] = sent(town, "charlie", "teamsync")
    assert message.thread_ts == card.ts
    assert "Bob took out TeamSync (WB-1)" in message.text
    assert content(only_file(town, channel="teamsync")).startswith(b"%PDF-")


async def test_a_canvas_is_opened_to_who_asked_and_linked(town: Town) -> None:
    await write(town)
    await export(town, "canvas")
    await town.slack.until(lambda: "Open the canvas" in str(town.alice.sees()))
    [canvas] = [f for f in town.slack.world.files.values() if f.mimetype.endswith("slack-docs")]
    assert canvas.shared_in == [town.alice.id]
    assert canvas.id in town.alice.newest().text
    assert TEAMSYNC["problem"] in content(canvas).decode()


async def test_where_there_are_no_canvases_a_file_comes_instead(town: Town) -> None:
    town.slack.faults.error("canvases.create", "canvas_disabled_user_team")
    await write(town)
    await export(town, "canvas")
    await town.slack.until(lambda: sent(town))
    assert TEAMSYNC["problem"] in content(only_file(town)).decode()


async def test_the_decision_log_goes_with_it(town: Town) -> None:
    await write(town)
    card = await town.card()
    await town.alice.click("Ask for review", within=card)
    await town.alice.fill(reviewers=["bob"])
    assert not (await town.alice.submit()).trouble
    await town.alice.command("/workback export WB-1", channel="teamsync")
    await town.alice.fill(format="markdown", log=["yes"])
    assert not (await town.alice.submit()).trouble
    await town.slack.until(lambda: sent(town))
    assert "Decision log" in content(only_file(town)).decode()


async def test_it_is_what_stood_there_when_somebody_asked(town: Town) -> None:
    await write(town)
    limited = town.slack.faults.rate_limit("files.getUploadURLExternal", 1, times=1)
    await export(town, "json")
    card = await town.card()
    await town.alice.click("Edit", within=card)
    await town.alice.fill(problem="Something else by now.")
    assert not (await town.alice.submit()).trouble
    await town.slack.until(lambda: sent(town))
    assert limited not in town.slack.faults.waiting
    assert TEAMSYNC["problem"] in json.dumps(json.loads(content(only_file(town))))


async def test_a_lost_reply_sends_no_second_file(town: Town) -> None:
    await write(town)
    town.slack.faults.lose_reply("files.completeUploadExternal", times=1)
    await export(town, "markdown")
    await town.slack.until(lambda: sent(town))
    await town.settled()
    assert len(sent(town)) == 1


async def test_nobody_exports_what_they_may_not_see(town: Town) -> None:
    await write(town, "secret-project", **TEAMSYNC)
    dana = town.slack.person("dana")
    await dana.command("/workback export WB-1", channel="general")
    assert not dana.has_modal
    assert "There is no WB-1" in dana.told("general").text
