"""Who is away is not asked, and hears what becomes of their check-ins; so is who is on holiday."""

from datetime import date, timedelta

from sqlmodel import select

from domain.check_ins import Kind
from storage.tables import ScheduleRow
from tests.bot.check_ins.test_check_ins import until_due
from tests.bot.conftest import Town
from tests.bot.documents.test_walk import write
from tests.bot.goals.test_goals import set_goal
from tests.bot.settings.test_settings import change


async def next_day(town: Town) -> date:
    async with town.house.services.database.session(writes=False) as session:
        query = select(ScheduleRow).where(ScheduleRow.kind == Kind.CHECK_IN)
        found = (await session.exec(query)).one().next_day
    assert found is not None
    return found


async def test_a_check_in_waits_until_its_owner_is_back(town: Town) -> None:
    await write(town)
    await set_goal(town)
    due = await next_day(town)
    await town.alice.open_home()
    await town.alice.click("Time away")
    assert "Tell when you are away" in town.alice.modal.text
    back = due + timedelta(days=2)
    await town.alice.fill(first=str(due), last=str(due - timedelta(days=1)))
    await town.alice.submit()
    assert "before the first one" in town.alice.modal.errors["last"]
    await town.alice.fill(last=str(due + timedelta(days=1)))
    assert not (await town.alice.submit()).trouble
    assert "Noted: you are away" in town.alice.modal.text
    assert f"waits until {back.day} {back:%B %Y}" in town.alice.modal.text
    assert await next_day(town) == back
    await town.alice.click("Remove")
    assert await next_day(town) == due
    await town.alice.close()
    await town.bob.command("/checkin away", channel="teamsync")
    await town.bob.fill(first=str(due), last=str(due))
    assert not (await town.bob.submit()).trouble
    assert "None of your check-ins" in town.bob.modal.text
    assert await next_day(town) == due


async def test_a_closed_day_of_the_workspace_moves_the_dates_that_are_shown(town: Town) -> None:
    await write(town)
    await set_goal(town)
    due = await next_day(town)
    await change(town.alice, "calendar", closed_days=f"{due} Founders' day", holidays="DE-BY")
    assert "public holidays of DE-BY; 1 closed day" in town.alice.modal.text
    await town.alice.close()
    before = len(town.alice.sees())
    await until_due(town)
    assert await next_day(town) > due
    assert len(town.alice.sees()) == before


async def test_wrong_days_are_told_under_their_field(town: Town) -> None:
    await town.alice.command("/workback settings", channel="teamsync")
    await town.alice.click("Edit", menu="calendar")
    await town.alice.fill(working_days=[])
    await town.alice.submit()
    assert "at least one day" in town.alice.modal.errors["working_days"]
    await town.alice.fill(working_days=["0", "1"], holidays="Atlantis")
    await town.alice.submit()
    assert "not a country code" in town.alice.modal.errors["holidays"]
    await town.alice.fill(holidays="", closed_days="Christmas")
    await town.alice.submit()
    assert "Write it like 2026-12-24" in town.alice.modal.errors["closed_days"]
