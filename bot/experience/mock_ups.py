"""The pictures of a story: shown, added, removed. The card's thread shows them too."""

from collections.abc import Mapping
from typing import Any

from bot.experience import forms
from bot.experience import mock_up_views as views
from bot.initiatives import cards, pictures, rows
from bot.initiatives.rows import Row
from bot.kit import chosen_files
from bot.kit.answers import Answer, Update
from bot.kit.blocks import Json
from bot.kit.visit import Visit
from domain import access, experience
from domain.errors import Refusal
from domain.experience import MOST_PICTURES, PICTURE_LIMIT, SIGNATURE, MockUp, Story
from storage import documents, mock_ups, outbox


async def see(visit: Visit) -> Answer:
    """Show the mock-ups of a story."""
    return Update(await _shown(visit, await rows.row(visit, visit.record)))


async def turn_page(visit: Visit) -> Answer:
    """Show another page of a story's mock-ups."""
    return Update(await _shown(visit, await _row(visit), page=int(visit.record)))


async def _row(visit: Visit) -> Row:
    """Return the story that the open modal is about."""
    meta = visit.modal.metadata(forms.OfStory)
    return await rows.row(visit, rows.record_of(meta.document, meta.key))


async def _shown(visit: Visit, row: Row, page: int = 1) -> Json:
    found = row.found
    person = await visit.person()
    return views.list_modal(
        views.Shown(
            found.initiative,
            found.document,
            _story(row),
            await _pictures(visit, row),
            access.may_edit(person, found.initiative) and not found.initiative.archived_at,
            page,
        )
    )


def _story(row: Row) -> Story:
    return experience.story(row.content, row.key)


async def _pictures(visit: Visit, row: Row) -> list[MockUp]:
    async with visit.reading() as tx:
        return (await mock_ups.of_document(tx, row.found.document.id)).get(row.key, [])


async def open_add(visit: Visit) -> Answer:
    """Open the modal that adds a picture to a story."""
    row = await rows.row(visit, visit.record)
    await visit.check_edits(row.found.initiative)
    return Update(views.form(row.found.document, _story(row)))


async def save(visit: Visit) -> Answer:
    """Keep a picture, show it in the card's thread, and then all of the story's."""
    chosen = forms.picture(visit.modal)
    row = await _row(visit)
    found = row.found
    await visit.check_edits(found.initiative)
    if len(await _pictures(visit, row)) >= MOST_PICTURES:
        msg = f"{_story(row).citation} has {MOST_PICTURES} mock-ups. Remove one of them first."
        raise Refusal(msg, field=forms.PICTURE)
    file = await chosen_files.about(visit.slack, chosen.file_id, forms.PICTURE)
    await _check_picture(visit, file)
    names = await visit.names([visit.person_id])
    async with visit.transaction() as tx:
        if await documents.first_time(tx, visit.modal.submission_key):
            added = await mock_ups.add(
                tx,
                found.document.id,
                row.key,
                file_id=chosen.file_id,
                name=str(file.get("name") or "picture"),
                alt_text=chosen.alt_text,
                added_by=visit.person_id,
            )
            await cards.tell(
                tx,
                found.initiative,
                views.note(found.initiative, _story(row), added, names(visit.person_id)),
                about=_about(row),
                responsible=visit.person_id,
                dedupe_key=pictures.place(added),
                place=pictures.place(added),
            )
    return Update(await _shown(visit, row))


async def _check_picture(visit: Visit, file: Mapping[str, Any]) -> None:
    """Refuse what is too large or not a picture; the name does not count, the content does."""
    name, size = chosen_files.name_of(file), int(file.get("size") or 0)
    if size > PICTURE_LIMIT:
        msg = (
            f"{name} has {size / 1_000_000:.0f} MB, and {PICTURE_LIMIT // 1_000_000} MB fit. "
            "Make it smaller and choose it again."
        )
        raise Refusal(msg, field=forms.PICTURE)
    begins = await chosen_files.first_bytes(visit.slack, file, SIGNATURE, forms.PICTURE)
    if not experience.is_picture(begins):
        msg = f"{name} is not a PNG, JPEG or GIF picture. Save it as one of these and choose it."
        raise Refusal(msg, field=forms.PICTURE)


def _about(row: Row) -> str:
    return f"the mock-up for {_story(row).citation} of {row.found.initiative.name}"


async def remove(visit: Visit) -> Answer:
    """Take a picture away; the note in the card's thread says so in its place."""
    row = await _row(visit)
    initiative = row.found.initiative
    await visit.check_edits(initiative)
    names = await visit.names([visit.person_id])
    async with visit.transaction() as tx:
        removed = await mock_ups.remove(tx, row.found.document.id, visit.record)
        if removed is not None:
            shown = views.removed_note(initiative, _story(row), removed, names(visit.person_id))
            await outbox.edit(
                tx,
                place=pictures.place(removed),
                text=shown.text,
                blocks=shown.blocks,
                about=_about(row),
            )
    page = visit.modal.metadata(forms.Looking).page
    return Update(await _shown(visit, row, page))
