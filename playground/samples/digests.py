"""Views of the digest."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.digests import views
from bot.digests.lines import Part
from domain.decisions import Decision
from domain.documents import Document, Version
from domain.people import PersonId
from domain.settings import Settings
from domain.status import Status
from domain.templates import DocumentKind
from playground.gallery import Sample
from playground.samples import made
from playground.samples.texts import Texts
from storage.digests import Edited, News
from storage.goal_news import GoalNews

UNTIL = datetime(2026, 3, 9, 8, tzinfo=UTC)
LONDON = ZoneInfo("Europe/London")
SINCE = UNTIL - timedelta(weeks=1)


def samples(texts: Texts) -> Iterator[Sample]:
    """Return the message of one initiative and of several, and the modal, also of a quiet week."""
    full, quiet = _part(texts, _news(texts)), _part(texts, _quiet())
    for name, parts in (("digest", [full]), ("of a channel", _several(full, texts.many))):
        digest = views.Digest(parts, LONDON, Settings())
        said = views.message(digest).message
        payload = {"text": said.text, "blocks": said.blocks}
        yield Sample("digests", f"{name}, {texts.kind}", "message", payload)
    for name, part in (("so far", full), ("nothing yet", quiet)):
        shown = views.modal(part, LONDON, Settings())
        yield Sample("digests", f"{name}, {texts.kind}", "modal", shown)


def _several(part: Part, number: int) -> list[Part]:
    copies = [{"id": f"ini_{12 + at}", "number": 12 + at} for at in range(number)]
    return [replace(part, initiative=part.initiative.model_copy(update=one)) for one in copies]


def _part(texts: Texts, news: News) -> Part:
    return Part(made.initiative(texts), news, lambda _: texts.line[:80], texts.line)


def _quiet() -> News:
    return News(SINCE, UNTIL, [], [], 0, [], [])


def _news(texts: Texts) -> News:
    decisions = [
        Decision(
            id=f"dec_{number}",
            initiative_id="ini_12",
            decided_at=SINCE,
            person_id=made.OWNER,
            what=f"decided that “{texts.line}” is out",
            why=texts.line,
        )
        for number in range(min(texts.many, 30))
    ]
    document = Document(id="doc_1", initiative_id="ini_12", kind=DocumentKind.FAQ, head=7)
    versions = [
        Version(
            id=f"ver_{number}",
            document_id="doc_1",
            number=number,
            saved_by=PersonId("U01BOB"),
            saved_at=SINCE,
            changed=("C-1", f"C-{number}"),
        )
        for number in range(2, 3 + min(texts.many, 20))
    ]
    silent = [(texts.line, 1)] * min(texts.many, 9)
    goals = [
        GoalNews(made.standing(texts, number), Status.PENDING, {}, new_values=True)
        for number in range(1, 1 + min(texts.many, 15))
    ]
    return News(SINCE, UNTIL, decisions, [Edited(document, versions)], 2, silent, goals)
