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


async def note_away(town: Town, first: date, last: date) -> None:
    await town.alice.command("/checkin away", channel="teamsync")
    await town.alice.fill(first=str(first), last=str(last))
    assert not (await town.alice.submit()).trouble


async def test_the_backup_is_asked_while_the_owner_is_away_and_wants_that(town: Town) -> None:
    await write(town)
    await set_goal(town, backup="bob")
    due = await next_day(town)
    await note_away(town, due - timedelta(days=1), due + timedelta(days=8))
    assert "Shall the backups be asked meanwhile?" in town.alice.modal.text
    assert await next_day(town) == due + timedelta(days=9)
    await town.alice.click("Ask the backups")
    told = str(town.alice.modal.view.blocks)
    assert f"<@U01BOB> is asked from {due.day} {due:%B %Y} on" in told
    assert "backups are asked meanwhile" in told
    await town.alice.close()
    await town.alice.command("/checkin why", channel="teamsync")
    assert "<@U01BOB> is asked then: the owner is away." in str(town.alice.modal.view.blocks)
    await town.alice.close()
    for week in range(2):
        assert await next_day(town) == due + timedelta(days=7 * week)
        before = len(town.bob.sees())
        await until_due(town)
        await town.bob.waits_for(lambda before=before: len(town.bob.sees()) > before)  # type: ignore[misc]
        assert "One goal is due today" in town.bob.newest().text
        assert "for <@U01ALICE>, who is away" in str(town.bob.newest().blocks)
        await town.house.let_stand_in()
    assert town.alice.sees() == []
    await town.bob.click("Update", within=town.bob.newest())
    field = next(key for key in town.bob.modal.inputs if key.startswith("kpi_"))
    await town.bob.fill(**{field: "12"})
    assert not (await town.bob.submit()).trouble
    assert await next_day(town) == due + timedelta(days=14)
    await until_due(town)
    await town.slack.until(town.alice.sees)
    assert "who is away" not in str(town.alice.newest().blocks)


async def test_a_backup_who_is_away_too_is_not_asked(town: Town) -> None:
    await write(town)
    await set_goal(town, backup="bob")
    due = await next_day(town)
    await town.bob.command("/checkin away", channel="teamsync")
    await town.bob.fill(first=str(due), last=str(due + timedelta(days=3)))
    assert not (await town.bob.submit()).trouble
    await note_away(town, due, due + timedelta(days=1))
    await town.alice.click("Ask the backups")
    back = due + timedelta(days=2)
    assert f"waits until {back.day} {back:%B %Y}" in town.alice.modal.text
    assert await next_day(town) == back


async def test_what_was_lent_comes_back_at_once(town: Town) -> None:
    await write(town)
    await set_goal(town, backup="bob")
    await set_goal(town, title="Nobody stands in", kpi_1_name="Weekly minutes")
    due = await next_days(town)
    await note_away(town, due[0], due[0])
    await town.alice.click("Ask the backups")
    assert "(it has no backup)" in town.alice.modal.text
    later = due[0] + timedelta(days=1)
    assert await next_days(town) == [due[0], later]
    await town.alice.click("Let them wait")
    assert await next_days(town) == [later, later]
    await town.alice.click("Ask the backups")
    await town.alice.click("Remove")
    assert await next_days(town) == due


async def next_days(town: Town) -> list[date]:
    async with town.house.services.database.session(writes=False) as session:
        query = select(ScheduleRow).where(ScheduleRow.kind == Kind.CHECK_IN)
        return sorted(row.next_day for row in await session.exec(query) if row.next_day)
