"""Views of the digest."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.digests import views
from domain.decisions import Decision
from domain.documents import Document, Version
from domain.people import PersonId
from domain.settings import Settings
from domain.status import Status
from domain.templates import DocumentKind
from playground.gallery import Sample
from playground.samples import made
from playground.samples.texts import Texts
from storage.digests import Edited, GoalNews, News

UNTIL = datetime(2026, 3, 9, 8, tzinfo=UTC)
SINCE = UNTIL - timedelta(weeks=1)


def samples(texts: Texts) -> Iterator[Sample]:
    """Return the message, the modal, and both of a week in which nothing happened."""
    full, quiet = _digest(texts, _news(texts)), _digest(texts, _quiet())
    said = views.message(full)
    payload = {"text": said.text, "blocks": said.blocks}
    yield Sample("digests", f"digest, {texts.kind}", "message", payload)
    yield Sample("digests", f"so far, {texts.kind}", "modal", views.modal(full))
    yield Sample("digests", f"nothing yet, {texts.kind}", "modal", views.modal(quiet))


def _digest(texts: Texts, news: News) -> views.Digest:
    zone, initiative = ZoneInfo("Europe/London"), made.initiative(texts)
    return views.Digest(initiative, news, zone, Settings(), lambda _: texts.line[:80])


def _quiet() -> News:
    return News(SINCE, UNTIL, [], [], 0, 0, [])


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
    goals = [
        GoalNews(made.standing(texts, number), Status.PENDING, {}, new_values=True)
        for number in range(1, 1 + min(texts.many, 15))
    ]
    return News(SINCE, UNTIL, decisions, [Edited(document, versions)], 2, 1, goals)
