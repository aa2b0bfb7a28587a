"""Views of the alignment."""

from collections.abc import Iterator

from bot.alignment import views
from bot.alignment.loading import Coverage
from bot.alignment.overview import views as overview
from bot.alignment.overview.loading import PAGE, Overview
from domain.alignment import Alignment, aligned
from domain.promises import promises_in
from domain.templates import DocumentKind
from playground.gallery import Sample
from playground.samples import made
from playground.samples.texts import Texts


def samples(texts: Texts) -> Iterator[Sample]:
    """Return the alignment with gaps, without any, and of nothing; shared; and principles."""
    initiative = made.initiative(texts)
    full, empty = _alignment(texts), aligned([], [], {}, [], {})
    names = [f"{number} {texts.line}"[:75] for number in range(1, min(texts.many, 30) + 1)]
    modals = {
        "alignment": views.alignment_modal(views.Shown(initiative, full)),
        "last page": views.alignment_modal(views.Shown(initiative, full, 99)),
        "no goals yet": views.alignment_modal(views.Shown(initiative, empty)),
        "principles": views.principles_modal(
            Coverage({name: at % 3 for at, name in enumerate(names)}, tuple(names[::3]), 12, 0)
        ),
        "no principles": views.principles_modal(Coverage({}, (), 0, 0)),
    }
    for name, modal in modals.items():
        yield Sample("alignment", f"{name}, {texts.kind}", "modal", modal)
    yield from _overviews(texts, full, empty)
    message = views.alignment_message(views.Shown(initiative, full), made.OWNER)
    payload = {"text": message.text, "blocks": message.blocks}
    yield Sample("alignment", f"shared, {texts.kind}", "thread", payload)


def _overviews(texts: Texts, full: Alignment, empty: Alignment) -> Iterator[Sample]:
    coverage = Coverage({"Think big": 0, "Dive deep": 2}, ("Think big",), texts.many, 3)
    initiative = made.initiative(texts)
    rows = [(initiative, full), (initiative, empty)] * min(texts.many, PAGE // 2)
    some = Overview(rows, 1, texts.many, coverage)
    none = Overview([], 1, 0, coverage)
    for name, found in {"all": some, "all, nothing yet": none}.items():
        home, modal = overview.overview_home(found), overview.overview_modal(found)
        yield Sample("alignment", f"{name}, in Home, {texts.kind}", "home", home)
        yield Sample("alignment", f"{name}, {texts.kind}", "modal", modal)
    yield Sample("alignment", f"all, share, {texts.kind}", "modal", overview.share_modal())
    message = overview.overview_message(some, made.OWNER)
    payload = {"text": message.text, "blocks": message.blocks}
    yield Sample("alignment", f"all, shared, {texts.kind}", "message", payload)


def _alignment(texts: Texts) -> Alignment:
    goals = [made.goal(texts, number) for number in range(1, min(texts.many, 30) + 1)]
    kpis = {goal.id: [made.kpi(texts, goal.id)] for goal in goals[1:]}
    release = made.release(texts)
    contents = {
        DocumentKind.PRESS_RELEASE: release,
        DocumentKind.EXPERIENCE: made.stories(texts),
    }
    return aligned(promises_in(contents, goals, kpis), goals, kpis, [], release)
