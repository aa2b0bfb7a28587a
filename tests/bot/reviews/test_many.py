"""A review with many people and comments costs no more questions and calls than a small one."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from sqlmodel import func, select

from bench import crowd_review
from playground.person import Actor
from storage.tables import CommentRow
from tests.bot.conftest import Town, opened
from tests.statements import asked


async def cost(url: str, *, reviewers: int, comments: int, versions: int) -> dict[str, int]:
    """Return the statements of each act in a review of that size."""
    counts: dict[str, int] = {}
    async with opened(url) as town:
        await town.house.schedule.stop()
        people = await crowd_review.fill(
            town.slack, reviewers=reviewers, comments=comments, versions=versions
        )
        await kept(town, comments)
        for name, act in ACTS.items():
            await town.settled()
            counts[name] = await counted(town, act, people)
            town.slack.traffic.exchanges.clear()
            await act(town, people)
            assert len(town.slack.traffic.calls()) <= 3, name
    return counts


async def kept(town: Town, comments: int) -> None:
    """Wait until all replies have become comments."""

    async def there() -> int:
        async with town.house.services.database.session(writes=False) as session:
            return (await session.exec(select(func.count()).select_from(CommentRow))).one()

    while await there() < comments:
        await town.settled()


async def counted(town: Town, act: Any, people: list[Actor]) -> int:
    """Return the fewest statements of an act: the delivery may look at its queue beside it."""
    rounds = [len(await heard(town, lambda: act(town, people))) for _ in range(4)]
    return min(rounds[1:])  # the first time, people are asked about


async def heard(town: Town, act: Callable[[], Awaitable[None]]) -> list[str]:
    """Return the statements while something is done."""
    with asked(town.house.services.database) as statements:
        await act()
    return statements


async def see(town: Town, _people: list[Actor]) -> None:
    assert not (await town.alice.command("/workback review WB-1", channel="teamsync")).trouble
    await town.alice.close()


async def read(town: Town, _people: list[Actor]) -> None:
    assert not (await town.alice.command("/workback show WB-1", channel="teamsync")).trouble
    await town.alice.close()


async def judge(town: Town, people: list[Actor]) -> None:
    await people[0].click("Approve", within=await crowd_review.request(town.slack))
    await people[0].close()


ACTS = {"see": see, "read": read, "judge": judge}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_no_act_asks_more_of_a_large_review_than_of_a_small_one(
    database_url: str, sqlite_template: Any, tmp_path: Any
) -> None:
    few = await cost(database_url, reviewers=2, comments=2, versions=2)
    copied = tmp_path / "large.db"
    copied.write_bytes(sqlite_template.read_bytes())
    many = await cost(f"sqlite:///{copied}", reviewers=8, comments=40, versions=5)
    assert all(many[act] <= few[act] for act in ACTS), (few, many)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_messages_in_other_threads_cost_one_look_up_and_store_nothing(town: Town) -> None:
    await town.bob.command("/workback help", channel="teamsync")
    parent = await town.bob.say("Lunch?", channel="teamsync")

    async def chat() -> None:
        for number in range(20):
            await town.bob.say(f"At {number}.", thread=parent)
        await town.slack.until(lambda: len(town.slack.traffic.deliveries("message")) >= 20)

    statements = await heard(town, chat)
    assert 0 < len([statement for statement in statements if "message" in statement]) <= 21
    assert not [each for each in statements if each.startswith(("INSERT", "UPDATE"))]
