"""Sources of a goal: connected, revoked, and files of values read, all or nothing."""

from io import StringIO
from typing import Any

from bot.goals import loading
from bot.goals.forms import OfGoal
from bot.goals.sources import views as view
from bot.kit import chosen_files, metrics, sheets
from bot.kit.answers import Answer, Close, Open, Update
from bot.kit.blocks import Json
from bot.kit.visit import Visit
from domain import access
from domain.errors import Refusal
from domain.goals import GoalStage
from domain.sources import CSV_FILE, MOST_READINGS, Given, check_all, read_name
from storage import decisions, documents, kpis, sources

MOST_BYTES = 1_000_000


async def show(visit: Visit) -> Answer:
    """Show where a goal's values come from, and how to connect a source."""
    return Open(await _shown(visit, visit.record))


async def _found(visit: Visit, record: str) -> loading.Found:
    """Return the goal; refuses who may not change it."""
    found = await loading.goal(visit, record)
    await loading.check_edits(visit, found)
    access.check_living(found.initiative)
    if found.goal.stage is GoalStage.RETIRED:
        raise Refusal("This goal is retired: it takes no values any more.")
    return found


async def _shown(visit: Visit, record: str) -> Json:
    found = await _found(visit, record)
    async with visit.reading() as tx:
        known = await sources.of_goal(tx, found.goal.id)
    return view.sources_modal(found.goal, known)


async def connect(visit: Visit) -> Answer:
    """Make a token, and show it this once."""
    found = await _found(visit, visit.modal.metadata(OfGoal).goal)
    name = read_name(visit.modal.words(view.NAME), field=view.NAME)
    async with visit.transaction() as tx:
        if not await documents.first_time(tx, visit.modal.submission_key):
            return Close()
        token = await sources.connect(tx, found.goal.id, name, visit.person_id)
        known = (await kpis.of_goals(tx, [found.goal.id]))[found.goal.id]
        what = f"connected “{name}” to the goal “{found.goal.title}”"
        await decisions.log(tx, found.initiative.id, visit.person_id, what)
    url = visit.services.settings.public_url or ""
    return Update(view.token_modal(found.goal, view.Token(name, token, url, known)))


async def revoke(visit: Visit) -> Answer:
    """Take a token away at once."""
    async with visit.reading() as tx:
        source = await sources.named(tx, visit.record)
    if source is None:
        raise Refusal("That token was revoked already, or has ended.")
    found = await _found(visit, source.goal_id)
    async with visit.transaction() as tx:
        await sources.revoke(tx, source.id)
        what = f"revoked a token of “{source.name}” for the goal “{found.goal.title}”"
        await decisions.log(tx, found.initiative.id, visit.person_id, what)
    return Update(await _shown(visit, found.goal.id))


async def open_upload(visit: Visit) -> Answer:
    """Ask for a file."""
    found = await _found(visit, visit.record)
    async with visit.reading() as tx:
        known = (await kpis.of_goals(tx, [found.goal.id]))[found.goal.id]
    return Update(view.upload_form(found.goal, known))


async def upload(visit: Visit) -> Answer:
    """Keep all values of a file, or none."""
    found = await _found(visit, visit.modal.metadata(OfGoal).goal)
    rows = await _rows(visit)
    given = [
        Given(row.get("kpi", ""), row["value"], row["date"], row.get("key", ""), row["line"])
        for row in rows
    ]
    async with visit.transaction() as tx:
        known = (await kpis.of_goals(tx, [found.goal.id]))[found.goal.id]
        try:
            values = check_all(given, known, visit.now, place="Line")
        except Refusal as refusal:
            sentence = f"{refusal.sentence} Nothing was imported."
            raise Refusal(sentence, field=view.FILE) from None
        taken = await sources.take(tx, CSV_FILE, values, visit.person_id)
    metrics.READINGS.labels("csv").inc(taken.new)
    return Update(view.uploaded(found.goal, taken))


async def _rows(visit: Visit) -> list[dict[str, str]]:
    """Read the file that was chosen. Refuses what is no CSV of values."""
    chosen = visit.modal.files(view.FILE)
    if not chosen:
        raise Refusal("Choose a file.", field=view.FILE)
    client = visit.services.clients.delivering(visit.slack.token)
    file = await chosen_files.about(client, str(chosen[0]["id"]), view.FILE)
    if _size(file) > MOST_BYTES:
        sentence = f"The file is larger than {MOST_READINGS:,} values can be. Split it."
        raise Refusal(sentence, field=view.FILE)
    data = await chosen_files.first_bytes(client, file, MOST_BYTES + 1, view.FILE)
    try:
        return sheets.read(StringIO(data.decode("utf-8-sig"), newline=""), sheets.VALUES)
    except UnicodeDecodeError:
        sentence = "The file is not text in UTF-8. Save it as CSV UTF-8. Nothing was imported."
        raise Refusal(sentence, field=view.FILE) from None
    except Refusal as refusal:
        raise Refusal(refusal.sentence, field=view.FILE) from None


def _size(file: Any) -> int:
    return int(file.get("size") or 0)
