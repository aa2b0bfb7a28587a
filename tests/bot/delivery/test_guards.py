"""Asked right before it leaves whether a message is still wanted."""

from dataclasses import replace

from sqlalchemy import text

from bot.features import MEANS
from storage import people
from storage.database import Transaction
from tests.bot.delivery.conftest import GENERAL, Post


async def open_only(_tx: Transaction, subject: str) -> str | None:
    return None if subject == "open" else "answered"


async def breaks(tx: Transaction, _subject: str) -> str | None:
    await tx.session.exec(text("SELECT nothing FROM nowhere"))  # type: ignore[call-overload]
    return None


GUARDS = {"check_in": open_only, "breaks": breaks}


async def test_what_is_not_wanted_any_more_is_dropped_with_the_reason(mail: Post) -> None:
    await mail.post("nudge", guard="check_in:answered")
    await mail.post("reminder", guard="check_in:open")
    await mail.post("card")
    async with mail.sending(means=replace(MEANS, guards=GUARDS)):
        await mail.until_state("dropped", "sent", "sent")
    assert mail.texts() == ["reminder", "card"]
    assert (await mail.rows())[0].error == "answered"
    assert len(mail.slack.traffic.calls()) == 2


async def test_many_dropped_rows_do_not_hold_up_what_comes_after_them(mail: Post) -> None:
    for number in range(30):
        await mail.post(str(number), guard="check_in:answered")
    await mail.post("wanted")
    delivery = mail.delivery(means=replace(MEANS, guards=GUARDS))
    await delivery._look()
    await mail.until_texts("wanted")
    await delivery.stop()


async def test_a_guard_that_fails_stops_only_its_own_row(mail: Post) -> None:
    await mail.post("broken", guard="breaks:1")
    await mail.post("unknown", GENERAL, guard="retired:1")
    await mail.post("fine")
    async with mail.sending(means=replace(MEANS, guards=GUARDS)):
        await mail.until_state("dead", "dead", "sent")
    errors = [row.error for row in await mail.rows()]
    assert str(errors[0]).startswith("guard_failed: ")
    assert errors[1] == "unknown_guard"


async def test_a_guard_is_asked_again_before_each_attempt(mail: Post) -> None:
    asked: list[str] = []

    async def once(tx: Transaction, subject: str) -> str | None:
        assert await people.private_channels(tx) == set()
        asked.append(subject)
        return None if len(asked) == 1 else "answered"

    mail.slack.faults.rate_limit("chat.postMessage", retry_after=0, times=1)
    await mail.post("nudge", guard="once:chk_1")
    async with mail.sending(means=replace(MEANS, guards={"once": once})):
        await mail.until_state("dropped")
    assert asked == ["chk_1", "chk_1"]
    assert mail.texts() == []
