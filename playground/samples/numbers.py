"""Views of the numbers of a press release."""

from collections.abc import Iterator
from dataclasses import replace

from bot.numbers import views
from playground.gallery import Sample
from playground.samples import made
from playground.samples.texts import Texts


def samples(texts: Texts) -> Iterator[Sample]:
    """Return numbers in every state, of nothing, after somebody was faster; and a waiver."""
    goal = made.goal(texts)
    kpis = [
        made.kpi(texts, goal.id, number).model_copy(update={"name": f"{number} {texts.line}"[:80]})
        for number in range(1, texts.many + 1)
    ]
    facts = made.initiative(texts), made.numbers(texts, kpis[0]), kpis, {goal.id: "GOAL-1"}
    shown = views.Shown(*facts, may_edit=True)
    notice = f"Bob has just decided about “{texts.name}”, so yours was not kept."
    faster = replace(shown, notice=notice)
    modals = {
        "numbers": views.numbers_modal(shown),
        "numbers, somebody was faster": views.numbers_modal(replace(faster, offered=1)),
        "numbers, the last page": views.numbers_modal(replace(shown, page=99, may_edit=False)),
        "no numbers": views.numbers_modal(replace(shown, numbers=())),
        "numbers without any KPI": views.numbers_modal(replace(shown, kpis=())),
        "waive": views.waive_form(shown, shown.numbers[0]),
        "waive, somebody was faster": views.waive_form(faster, shown.numbers[0], reason="A guess."),
    }
    for name, modal in modals.items():
        yield Sample("numbers", f"{name}, {texts.kind}", "modal", modal)
