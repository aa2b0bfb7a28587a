"""App Home, the list, help and apologies."""

from collections.abc import Iterator

from bot.help import views as help_views
from bot.home import views
from bot.kit import errors
from bot.search import views as search_views
from domain import faq
from domain.templates import DocumentKind
from playground.gallery import Sample
from playground.samples import made
from playground.samples.texts import Texts
from storage.initiatives import Overview
from storage.search import BEGIN, END, Hit
from storage.waiting import Waiting, WaitingQuestion


def samples(texts: Texts) -> Iterator[Sample]:
    """Return what stands outside the documents."""
    rows = [
        Overview(made.initiative(texts, number=number), made.document(), made.version())
        for number in range(1, min(texts.many, 20) + 1)
    ]
    standings = [made.standing(texts, number) for number in range(1, 6)]
    shown = views.Home(rows[:5], texts.many, _waiting(texts), standings, texts.many, 2)
    nothing = views.Home(rows[:1], 1, Waiting([], {}, [], [], []), [], 0)
    yield Sample("home", f"home, {texts.kind}", "home", views.home(shown))
    yield Sample("home", f"home, nothing waits, {texts.kind}", "home", views.home(nothing))
    yield Sample("home", f"home, first time, {texts.kind}", "home", views.first_home())
    waits = views.waiting_modal(_waiting(texts), 1)
    yield Sample("home", f"waiting, {texts.kind}", "modal", waits)
    listed = views.list_modal(views.Shown(rows, texts.many, 1, archived=False))
    yield Sample("home", f"list, {texts.kind}", "modal", listed)
    hits = [
        Hit(
            "ini_1",
            texts.name,
            1,
            kind,
            "doc_1",
            "",
            "PR-problem",
            texts.line,
            f"{BEGIN}{texts.line}{END} {texts.text[:500]}",
        )
        for kind in ("document", "comment", "goal")
    ]
    found = search_views.find_modal(search_views.Shown(texts.line[:200], hits, 30, 2))
    yield Sample("home", f"found, {texts.kind}", "modal", found)
    unknown = help_views.unknown_word(texts.line[:40], help_views.WORDS[0])
    for name, say in {
        "help": help_views.help_message([row.initiative for row in rows]),
        "unknown word": unknown,
        "apology": errors.apology(RuntimeError(texts.line), "K7QF-2M9X", "home.list", None),
    }.items():
        payload = {"text": say.message.text, "blocks": say.message.blocks}
        yield Sample("home", f"{name}, {texts.kind}", "message", payload)


def _waiting(texts: Texts) -> Waiting:
    initiative, progress = made.initiative(texts), made.progress(texts)
    questions = faq.questions(made.questions(texts))
    goals = {f"goal_{number}": made.goal(texts, number) for number in range(1, texts.many + 1)}
    return Waiting(
        [made.occurrence(goal_id) for goal_id in goals],
        goals,
        [(progress.review, initiative)] * 2,
        [
            WaitingQuestion(initiative, made.document(DocumentKind.FAQ), q, made.asked(q.key))
            for q in questions
        ],
        [(made.goal(texts), initiative)],
    )
