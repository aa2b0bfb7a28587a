"""Views of documents that travel."""

from collections.abc import Iterator

from bot.exports import forms, views
from bot.exports.comparing import CHANGED, NEW, SAME
from bot.exports.formats import Unrecognised
from bot.exports.making import FORMATS
from domain.templates import TEMPLATES, DocumentKind
from playground.gallery import Sample
from playground.samples import made
from playground.samples.texts import Texts


def samples(texts: Texts) -> Iterator[Sample]:
    """Return the modals that take documents out and bring them in."""
    for name, view in _modals(texts).items():
        yield Sample("exports", f"{name}, {texts.kind}", "modal", view)


def _modals(texts: Texts) -> dict[str, dict[str, object]]:
    initiative = made.initiative(texts)
    documents = {kind: (TEMPLATES[kind].title, made.version()) for kind in DocumentKind}
    meta = forms.Previewing(file="F1", name=f"{texts.name}.docx", initiative=initiative.id)
    return {
        "export": views.export_form(initiative, documents),
        "export on its way": views.on_its_way(initiative, FORMATS["word"], to_thread=True),
        "import": views.import_form([initiative], "teamsync", forms.Importing(channel=made.TEAM)),
        "import from anywhere": views.import_form([initiative], "", forms.Importing()),
        "still reading": views.still_reading(meta),
        "what goes where": views.preview(_preview(texts, meta)),
        "nothing recognised": views.preview(views.Preview(meta, "a new initiative", [], [], [])),
    }


def _preview(texts: Texts, meta: forms.Previewing) -> views.Preview:
    found = [
        views.Found(
            f"FAQ-C-{number}", texts.line, texts.line, (NEW, CHANGED, SAME)[number % 3], texts.text
        )
        for number in range(1, texts.many + 1)
    ]
    rest = [Unrecognised(heading=texts.line, words=texts.text)] * texts.many
    notices = ["The file has HTML in it. It is kept as the text it is."]
    return views.Preview(meta, f"{texts.name} (WB-12)", found, rest, notices)
