"""What does not come from Slack is turned away; what goes wrong is said, and nothing is lost."""

import time
from urllib.parse import urlencode

import aiohttp
import pytest
from slack_sdk.signature import SignatureVerifier
from sqlalchemy import text

from playground.faults import Faults
from tests.bot.conftest import Town


async def send(
    town: Town, body: bytes, headers: dict[str, str] | None = None, *, signed: bool = True
) -> int:
    """Post to the door; sign it as Slack does unless told otherwise."""
    sent = {"Content-Type": "application/x-www-form-urlencoded", **(headers or {})}
    if signed:
        stamp = str(int(town.clock.now().timestamp()))
        verifier = SignatureVerifier(town.slack.signing_secret)
        sent.setdefault("X-Slack-Request-Timestamp", stamp)
        made = verifier.generate_signature(timestamp=stamp, body=body)
        sent.setdefault("X-Slack-Signature", str(made))
    async with aiohttp.ClientSession() as session:
        url = f"{town.address}/slack/events"
        async with session.post(url, data=body, headers=sent) as answer:
            return answer.status


@pytest.mark.parametrize(
    ("headers", "signed"),
    [
        ({}, False),
        ({"X-Slack-Signature": "v0=wrong"}, True),
        ({"X-Slack-Request-Timestamp": "yesterday"}, True),
        ({"X-Slack-Request-Timestamp": "1600000000"}, True),
        ({"X-Slack-Signature": "v0=é"}, True),
    ],
)
async def test_what_slack_did_not_sign_is_turned_away(
    town: Town,
    headers: dict[str, str],
    signed: bool,  # noqa: FBT001  (a parameter of the table above)
) -> None:
    body = urlencode({"command": "/workback"}).encode()
    assert await send(town, body, headers, signed=signed) == 401


@pytest.mark.parametrize("body", [b'{"type": ', b"payload=%7Bbroken", b"payload=%5B%5D"])
async def test_a_malformed_body_is_answered_with_400(town: Town, body: bytes) -> None:
    assert await send(town, body) == 400


async def test_a_body_that_is_too_large_is_not_read(town: Town) -> None:
    assert await send(town, b"x" * 4_000_001) == 413


async def test_healthz_readyz_and_metrics_answer(town: Town) -> None:
    async with aiohttp.ClientSession() as session:
        for path in ("healthz", "readyz", "metrics"):
            async with session.get(f"{town.address}/{path}") as answer:
                assert answer.status == 200, path


async def test_slack_that_answers_500_gets_an_apology_with_a_reference(town: Town) -> None:
    await town.alice.command("/press-release", channel="teamsync")
    await town.alice.close()
    faults: Faults = town.slack.faults
    faults.fail("views.open", 500, times=1)
    await town.alice.command("/press-release", channel="teamsync")
    assert "Reference" in str(town.alice.told("teamsync").blocks)


async def test_an_expired_trigger_says_that_it_took_too_long(town: Town) -> None:
    town.slack.faults.error("views.open", "expired_trigger_id", times=1)
    await town.alice.command("/press-release", channel="teamsync")
    assert "longer than Slack allows" in town.alice.told("teamsync").text


async def test_the_card_comes_after_slack_fails(town: Town) -> None:
    town.slack.faults.fail("chat.postMessage", 500, times=1)
    await town.alice.command("/press-release", channel="teamsync")
    await town.alice.fill(headline="Comes all the same")
    await town.alice.submit()
    await town.alice.waits_for(lambda: any("WB-1" in m.text for m in town.posts()), timeout=10)
    assert len(town.posts()) == 1


async def test_a_lost_reply_makes_one_card(town: Town) -> None:
    town.slack.faults.lose_reply("chat.postMessage", times=1)
    await town.alice.command("/press-release", channel="teamsync")
    await town.alice.fill(headline="Only one card")
    await town.alice.submit()
    await town.card()
    await town.alice.click("Edit", within=town.posts()[-1])
    await town.alice.fill(problem="Now there is one.")
    await town.alice.submit()
    await town.alice.waits_for(lambda: "version 2" in str(town.posts()[-1].blocks), timeout=10)
    assert len(town.posts()) == 1


async def test_a_database_that_is_locked_keeps_the_words_in_the_modal(town: Town) -> None:
    database = town.house.services.database
    await town.alice.command("/press-release", channel="teamsync")
    await town.alice.fill(headline="Still typed")
    async with database.session(writes=True) as session:
        if not database.is_sqlite:
            await session.exec(text("LOCK TABLE initiative"))  # type: ignore[call-overload]
        await session.connection()
        started = time.monotonic()
        await town.alice.submit()
        assert time.monotonic() - started < 3
    assert "Your text is still here" in str(town.alice.modal.errors)
    assert town.alice.modal.inputs["headline"] == "Still typed"
    await town.alice.submit()
    await town.card()
