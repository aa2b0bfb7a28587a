"""Values come from outside, once each, and a check-in only asks to confirm them."""

import hmac
import json
import re
from hashlib import sha256
from pathlib import Path
from typing import Any

import aiohttp
from sqlmodel import select

from storage.sources import hashed
from storage.tables import ReadingRow
from tests.bot.check_ins.test_check_ins import due
from tests.bot.cli.processes import Desk
from tests.bot.conftest import Town
from tests.bot.documents.test_walk import write
from tests.bot.goals.test_goals import see, set_goal

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
    found = re.search(r"src_\w+\.[\w-]+", town.alice.modal.text)
    assert found is not None, town.alice.modal.text
    await town.alice.close()
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
        ([], 422),
        ([1], 422),
        ({"value": 16, "unknown": 1}, 422),
        ({"value": [1]}, 422),
        (b'{"value": 1e400}', 422),
        (b'{"value": NaN}', 422),
        ([reading] * 1001, 413),
        ([reading, {"value": "16,5"}], 422),
    ):
        status, told = await post(town, body, **good)
        assert (status, len(told["error"].splitlines())) == (expected, 1), (body, told)
    assert await values(town) == []
    flood = [(await post(town, reading, **wrong))[0] for _ in range(40)]
    assert flood.count(429) >= 5
    await see(town)
    await town.alice.click("Sources")
    await town.alice.click("Revoke")
    assert "No source sends values" in town.alice.modal.text
    town.clock.move_to(town.clock.now().replace(year=town.clock.now().year + 1))
    assert (await post(town, reading, **good))[0] == 401


async def test_a_webhook_is_signed_and_soon_too_old(town: Town) -> None:
    source, _, secret = (await connected(town)).partition(".")
    body = json.dumps({"value": 12, "key": "one"}).encode()
    now = int(town.clock.now().timestamp())

    async def signed(stamp: int, sent: bytes = body) -> Answer:
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
    assert (await signed(now - 400))[0] == 401


async def test_a_file_is_kept_whole_or_not_at_all(town: Town) -> None:
    await write(town)
    await set_goal(town)
    await see(town)
    await town.alice.click("Sources")
    await town.alice.click("Upload CSV")
    rows = "date;value\n2026-03-02;16.5\n2026-03-09;15\n"
    for content, said in (
        (b"date;value\n2026-03-02;16,5\n", "Row 1"),
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
    nobody = await desk.workback("kpi", "push", "1", WORKBACK_URL="http://127.0.0.1:9")
    assert "does not answer" in nobody.sentence()
    assert await values(town) == [("16.5", "BigQuery")]
