"""Values come from outside, once each, and a check-in only asks to confirm them."""

import asyncio
import hmac
import json
import re
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import aiohttp
from sqlmodel import select

from domain.people import WorkspaceId
from storage import sources
from storage.sources import hashed
from storage.tables import ReadingRow
from tests.bot.check_ins.test_check_ins import due, until_due
from tests.bot.cli.processes import Desk
from tests.bot.conftest import Town
from tests.bot.documents.test_walk import write
from tests.bot.goals.test_goals import see, set_goal

ACME = WorkspaceId("T01ACME")

Answer = tuple[int, dict[str, Any]]


async def post(town: Town, body: object, **headers: str) -> Answer:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{town.address}/api/readings", data=data, headers=named) as answer,
    ):
        return answer.status, await answer.json()


async def connected(town: Town) -> str:
    """Set a goal, connect a source, and return its token."""
    await write(town)
    await set_goal(town)
    await see(town)
    await town.alice.click("Sources")
    await town.alice.fill(name="BigQuery")
    assert not (await town.alice.submit()).trouble
    token = the_token(town)
    await town.alice.close()
    return token


def the_token(town: Town) -> str:
    """Return the token that Alice's modal shows."""
    found = re.search(r"src_\w+\.[\w-]+", town.alice.modal.text)
    assert found is not None, town.alice.modal.text
    return found.group()


async def values(town: Town) -> list[tuple[str, str]]:
    async with town.house.services.database.session(writes=False) as session:
        rows = await session.exec(select(ReadingRow).order_by("recorded_at"))
        return [(str(row.value.normalize()), row.source) for row in rows]


async def test_a_value_comes_once_and_the_check_in_asks_to_confirm_it(town: Town) -> None:
    token = await connected(town)
    bearer = {"Authorization": f"Bearer {token}"}
    reading = {"value": 16.5, "at": "2026-03-02", "key": "week 9"}
    assert await post(town, reading, **bearer) == (200, {"recorded": 1, "already": 0})
    assert await post(town, [reading, reading], **bearer) == (200, {"recorded": 0, "already": 2})
    asked = await due(town)
    assert "confirm" in str(asked.blocks)
    assert "from BigQuery" in str(asked.blocks)
    await town.alice.click("Update", within=asked)
    field = next(key for key in town.alice.modal.inputs if key.startswith("kpi_"))
    assert town.alice.modal.inputs[field] == "16.5"
    assert "Confirm or correct it: from BigQuery" in str(town.alice.modal.view.blocks)
    await town.alice.fill(**{next(k for k in town.alice.modal.inputs if "note" in k): "New model"})
    assert not (await town.alice.submit()).trouble
    assert await values(town) == [("16.5", "BigQuery")]  # confirmed, not doubled
    await town.slack.until(lambda: "New model" in str(town.thread(town.posts()[0])))


async def test_who_may_not_send_is_told_in_one_sentence(town: Town) -> None:
    token = await connected(town)
    good = {"Authorization": f"Bearer {token}"}
    wrong = {"Authorization": f"Bearer {token}x"}
    reading = {"value": 16}
    for headers in ({}, wrong, {"Authorization": "Bearer src_x.y"}):
        status, told = await post(town, reading, **headers)
        assert status == 401
        assert re.fullmatch(r"[A-Z0-9]{4}-[A-Z0-9]{4}", told["reference"])
    for body, expected in (
        (b"{", 400),
        (b"\xff", 400),
        (b"[" * 100_000, 400),
        (b'[{"value": 1, "at": ' + b"[" * 5_000 + b"]" * 5_000 + b"}]", 400),
        (b" " * (town.house.settings.max_body_bytes + 1), 413),
        ([], 422),
        ([1], 422),
        ({"value": 16, "unknown": 1}, 422),
        ({"value": [1]}, 422),
        (b'{"value": 1e400}', 422),
        (b'{"value": NaN}', 422),
        (b'{"value": -Infinity}', 422),
        (b'{"value": ' + b"9" * 5_000 + b"}", 422),
        (b'{"value": 1, "key": "a\\u0000b"}', 422),
        (b'{"value": 1, "kpi": "\\ud800"}', 422),
        ([reading] * 1001, 413),
        ([reading, {"value": "16,5"}], 422),
        ([{"value": 1, "at": "2026-03-02"}, {"value": 2, "at": "2026-03-02"}], 422),
    ):
        status, told = await post(town, body, **good)
        assert (status, len(told["error"].splitlines())) == (expected, 1), (str(body)[:40], told)
        assert len(told["error"]) < 300
        town.clock.move(timedelta(seconds=1))
    assert await values(town) == []
    await see(town)
    await town.alice.click("Sources")
    await town.alice.click("Revoke")
    assert "No source sends values" in town.alice.modal.text
    assert (await post(town, reading, **good))[0] == 401


async def at_once(town: Town, number: int, headers: list[dict[str, str]]) -> list[Answer]:
    """Send so many requests while the clock stands still, whatever the machine is busy with."""
    instant, answers = town.clock.now(), []
    for each in range(number):
        town.clock.move_to(instant)
        reading = {"value": 16, "key": f"{instant} {each}"}
        answers.append(await post(town, reading, **headers[each % len(headers)]))
    return answers


async def test_a_flood_is_told_to_wait_and_locks_nobody_else_out(town: Town) -> None:
    token = await connected(town)
    good = {"Authorization": f"Bearer {token}"}
    assert (await post(town, {"value": 16, "key": "first"}, **good))[0] == 200
    guesses = [{"Authorization": f"Bearer {token}{number}"} for number in range(60)]
    flood = [status for status, _ in await at_once(town, 60, guesses)]
    assert set(flood[:15]) == {401}
    assert flood[-5:] == [429] * 5
    assert (await post(town, {"value": 16, "key": "second"}, **good))[0] == 200
    town.clock.move(timedelta(seconds=60))
    burst = await at_once(town, 60, [good])
    statuses = [status for status, _ in burst]
    assert set(statuses[:15]) == {200}
    assert statuses[-5:] == [429] * 5
    assert "Send more values at once, or wait 1 s." in str(burst[-1])
    town.clock.move(timedelta(seconds=1))
    assert (await post(town, {"value": 16, "key": "third"}, **good))[0] == 200


async def test_replicas_count_what_a_token_sends_together(town: Town) -> None:
    """However many processes take its requests at one instant, the database lets 30 in."""
    token = await connected(town)
    source, now = token.partition(".")[0], town.clock.now()

    async def spend(at: datetime) -> int:
        async with town.house.services.database.transaction(ACME, at) as tx:
            return await sources.spend(tx, source)

    waits = await asyncio.gather(*(spend(now) for _ in range(40)))
    assert sorted(waits) == [0] * 30 + [1] * 10
    one_second_later = now + timedelta(seconds=1)
    assert [await spend(one_second_later) for _ in range(6)] == [0] * 5 + [1]
    assert await spend(now - timedelta(days=1)) == 0  # the clock went back


async def test_a_webhook_is_signed_and_soon_too_old(town: Town) -> None:
    source, _, secret = (await connected(town)).partition(".")
    body = json.dumps({"value": 12}).encode()
    now = int(town.clock.now().timestamp())

    async def signed(stamp: int | str, sent: bytes = body) -> Answer:
        key = hashed(secret).encode()
        mark = hmac.new(key, f"v0:{stamp}:".encode() + body, sha256).hexdigest()
        headers = {
            "X-Workback-Source": source,
            "X-Workback-Request-Timestamp": str(stamp),
            "X-Workback-Signature": f"v0={mark}",
        }
        return await post(town, sent, **headers)

    assert await signed(now) == (200, {"recorded": 1, "already": 0})
    assert await signed(now) == (200, {"recorded": 0, "already": 1})  # replayed
    assert (await signed(now, b'{"value": 1}'))[0] == 401
    for stamp in (now - 400, now + 400, "9" * 400, "9" * 5_000, "-1", "soon", "٣"):
        status, told = await signed(stamp)
        assert (status, told["error"].count(".")) == (401, 1), told
    unsigned = {"X-Workback-Source": source}
    assert (await post(town, {"value": 1}, **unsigned))[0] == 401


async def test_a_key_that_stands_with_another_value_is_told(town: Town) -> None:
    bearer = {"Authorization": f"Bearer {await connected(town)}"}
    await post(town, {"value": 16.5, "key": "week 9"}, **bearer)
    status, told = await post(town, {"value": 17, "key": "week 9"}, **bearer)
    assert (status, told["recorded"], told["kept"]) == (200, 0, ["week 9"])
    assert "that one was kept" in told["note"]
    assert await values(town) == [("16.5", "BigQuery")]


async def test_a_new_token_takes_the_place_of_the_old_one_within_a_day(town: Town) -> None:
    old = {"Authorization": f"Bearer {await connected(town)}"}
    await see(town)
    await town.alice.click("Sources")
    await town.alice.fill(name="BigQuery")
    await town.alice.submit()
    new = {"Authorization": f"Bearer {the_token(town)}"}
    await town.alice.close()
    for number, headers in enumerate((old, new)):
        assert (await post(town, {"value": 16, "key": f"{number}"}, **headers))[0] == 200
    await see(town)
    await town.alice.click("Sources")
    assert "A newer token has its name" in town.alice.modal.text
    await town.alice.fill(name="BigQuery")
    await town.alice.submit()
    assert "two tokens already" in town.alice.modal.errors["name"]
    await town.alice.fill(name="Stripe")
    assert not (await town.alice.submit()).trouble
    third = {"Authorization": f"Bearer {the_token(town)}"}
    town.clock.move(timedelta(days=1, seconds=1))
    statuses = [(await post(town, {"value": 17}, **who))[0] for who in (old, new, third)]
    assert statuses == [401, 200, 200]


async def test_a_standing_message_asks_only_for_a_word_once_the_value_comes(town: Town) -> None:
    bearer = {"Authorization": f"Bearer {await connected(town)}"}
    asked = await due(town)
    assert "about a minute" in str(asked.blocks)
    await town.settled()
    before = len(town.slack.traffic.calls("chat.update"))
    for number in range(5):
        assert (await post(town, {"value": 20 + number, "key": f"{number}"}, **bearer))[0] == 200
    await town.slack.until(lambda: "24 minutes*" in str(asked.blocks))
    assert "whose values are in: confirm them" in str(asked.blocks)
    assert "from BigQuery" in str(asked.blocks)
    await town.settled()
    assert len(town.slack.traffic.calls("chat.update")) - before <= 5
    assert len(town.alice.sees()) == 1
    await town.alice.click("Update", within=asked)
    assert not (await town.alice.submit()).trouble
    await town.alice.close()
    assert len(await values(town)) == 5
    asked = await due(town)
    assert "confirm" not in str(asked.blocks)  # nothing came since


async def test_a_message_that_waits_to_leave_is_changed_before_it_does(town: Town) -> None:
    bearer = {"Authorization": f"Bearer {await connected(town)}"}
    await town.settled()
    town.slack.faults.rate_limit("chat.postMessage", 30, times=1)
    await until_due(town)
    await town.held_back()
    assert (await post(town, {"value": 20}, **bearer))[0] == 200
    town.clock.move(timedelta(seconds=60))
    town.house.delivery.wake()
    await town.slack.until(lambda: "confirm them" in str([m.blocks for m in town.alice.sees()]))
    assert len(town.slack.traffic.calls("chat.update")) <= 1  # the card's


async def test_with_one_of_two_values_the_message_stays_as_it_is(town: Town) -> None:
    bearer = {"Authorization": f"Bearer {await connected(town)}"}
    await see(town)
    await town.alice.click("goals.open_kpi", menu="goals.open_more")
    await town.alice.fill(kpi_1_name="Teams", kpi_1_baseline="0", kpi_1_target="120")
    await town.alice.fill(kpi_1_unit="teams")
    assert not (await town.alice.submit()).trouble
    asked = await due(town)
    before = str(asked.blocks)
    minutes = {"kpi": "Minutes until notes are ready", "value": 20}
    assert (await post(town, minutes, **bearer))[0] == 200
    await town.settled()
    assert str(asked.blocks) == before
    assert (await post(town, {"kpi": "Teams", "value": 3}, **bearer))[0] == 200
    await town.slack.until(lambda: "whose values are in" in str(asked.blocks))


async def test_a_file_is_kept_whole_or_not_at_all(town: Town) -> None:
    await write(town)
    await set_goal(town)
    await see(town)
    await town.alice.click("Sources")
    await town.alice.click("Upload CSV")
    rows = "date;value\n2026-03-02;16.5\n2026-03-09;15\n"
    for content, said in (
        (b"date;value\n2026-03-02;16,5\n", "Line 2"),
        (b"date,value,key\n2026-03-02,1,=cmd()\n2026-03-09,2,=cmd()\n", "Line 3: “=cmd()” names"),
        (b"day,value\n", "not known"),
        (b"date,value\n2026-03-02,=1+1\n", "is not a number"),
        (b"date,value\n" + b"2026-03-02,1\n" * 1001, "more than 1,000 values"),
        (b"date,value\n\xff\xfe,1\n", "UTF-8"),
        (b"date,value\n", "no value"),
    ):
        file = town.slack.talk.keep(town.slack.world.person("alice"), "values.csv", content)
        await town.alice.fill(file=[file.id])
        await town.alice.submit()
        assert said in town.alice.modal.errors["file"], content[:40]
    assert await values(town) == []
    file = town.slack.talk.keep(town.slack.world.person("alice"), "values.csv", rows.encode())
    await town.alice.fill(file=[file.id])
    assert not (await town.alice.submit()).trouble
    assert "2 values recorded" in town.alice.modal.text
    assert await values(town) == [("16.5", "a CSV file"), ("15", "a CSV file")]


async def test_the_command_line_sends_values(town: Town, tmp_path: Path) -> None:
    token = await connected(town)
    desk = Desk(tmp_path, WORKBACK_TOKEN=token, WORKBACK_URL=town.address)
    sent = await desk.workback("kpi", "push", "16.5", "--key", "week 9")
    assert (sent.code, sent.out) == (0, "1 recorded.\n"), sent
    (tmp_path / "values.csv").write_text("date,value\n2026-03-02,17\n2026-03-09,x\n")
    refused = await desk.workback("kpi", "push", "--file", "values.csv")
    assert "Reading 2" in refused.sentence()
    (tmp_path / "wide.csv").write_text("date;worth\n2026-03-02;17\n")
    wide = await desk.workback("kpi", "push", "--file", "wide.csv")
    assert "The column “worth” is not known" in wide.sentence()
    (tmp_path / "latin.csv").write_bytes("date;value;kpi\n2026-03-02;17;Künde\n".encode("latin-1"))
    latin = await desk.workback("kpi", "push", "--file", "latin.csv")
    assert "is not text in UTF-8" in latin.sentence()
    other = await desk.workback("kpi", "push", "1", WORKBACK_URL=town.slack.address)
    assert "is not Workback" in other.sentence()
    again = await desk.workback("kpi", "push", "17", "--key", "week 9")
    assert again.out == "0 recorded. 1 were there already.\n"
    assert "week 9: These keys stand with another value" in again.err
    nobody = await desk.workback("kpi", "push", "1", WORKBACK_URL="http://127.0.0.1:9")
    assert "does not answer" in nobody.sentence()
    assert await values(town) == [("16.5", "BigQuery")]
