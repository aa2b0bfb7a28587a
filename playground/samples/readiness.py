"""What readiness finds."""

from collections.abc import Iterator

from bot.readiness import views
from domain.readiness import findings
from domain.templates import PRESS_RELEASE
from playground.gallery import Sample
from playground.samples import made
from playground.samples.texts import Texts


def samples(texts: Texts) -> Iterator[Sample]:
    """Return the views of readiness."""
    content = made.release(texts) | {"target_customer": "Everyone.", "quote_text": ""}
    found = findings(PRESS_RELEASE, content, now=made.NOW)
    sections = {section.citation: section.key for section in PRESS_RELEASE.sections}
    initiative, document = made.initiative(texts), made.document()
    shown = views.Shown(initiative, document, found, sections, may_edit=True)
    across = views.Shown(initiative, document, made.across(texts), sections, may_edit=True)
    view = views.readiness_modal(across)
    yield Sample("readiness", f"across the documents, {texts.kind}", "modal", view)
    nothing = views.Shown(initiative, document, [], sections, may_edit=True)
    yield Sample("readiness", f"findings, {texts.kind}", "modal", views.readiness_modal(shown))
    yield Sample("readiness", f"nothing, {texts.kind}", "modal", views.readiness_modal(nothing))
    form = views.dismiss_form(document, found[0])
    yield Sample("readiness", f"dismiss, {texts.kind}", "modal", form)
