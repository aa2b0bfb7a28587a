"""What is decided about a number is decided once, whoever is faster."""

import asyncio

import pytest

from domain.promised_numbers import NumberDecision
from storage import numbers
from storage.database import Database
from tests.storage.conftest import ACME, NOON
from tests.storage.office import ALICE, BOB, move_in

pytestmark = pytest.mark.usefixtures("acme")


def decision(**how: object) -> NumberDecision:
    known = {"citation": "PR-problem", "phrase": "30 minutes", "sentences": "It takes 30 minutes."}
    return NumberDecision.model_validate({"key": "k", "by": ALICE, "at": NOON, **known, **how})


async def test_the_first_decision_counts_and_the_next_knows_it(database: Database) -> None:
    home = (await move_in(database, NOON)).home.id

    async def decide(made: NumberDecision) -> bool:
        async with database.transaction(ACME, NOON) as tx:
            return await numbers.decide(tx, home, made)

    first = await asyncio.gather(
        decide(decision(kpi_id="kpi_1")), decide(decision(by=BOB, reason="A guess."))
    )
    assert sorted(first) == [False, True]
    second = await asyncio.gather(
        decide(decision(kpi_id="kpi_2", revision=2)), decide(decision(by=BOB, revision=2))
    )
    assert sorted(second) == [False, True]
    assert not await decide(decision(revision=4))
    async with database.reading(ACME, NOON) as tx:
        assert (await numbers.decisions(tx, [home]))[home]["k"].revision == 2
        assert await numbers.decisions(tx, ["ini_other"]) == {}
