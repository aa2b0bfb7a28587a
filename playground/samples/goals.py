"""Views of goals and check-ins."""

from collections.abc import Iterator
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from bot.check_ins import asks, away_views
from bot.check_ins import forms as check_in_forms
from bot.check_ins import views as check_ins
from bot.goals import forms
from bot.goals.sources import views as sources
from bot.goals.views import edit, form, formula, kpi, listing
from domain.absences import Touched
from domain.cadence import Cadence, Every, preview
from domain.calendars import Away, Calendar
from domain.check_ins import Kind, Line, Why
from domain.goals import PRINCIPLES
from domain.people import WorkspaceId
from domain.sources import Source
from playground.gallery import Sample
from playground.samples import made
from playground.samples.faq import PROMISES
from playground.samples.texts import Texts
from storage.asking import Ask, Item, Purpose

BERLIN = ZoneInfo("Europe/Berlin")


def samples(texts: Texts) -> Iterator[Sample]:
    """Return the views of goals and check-ins."""
    for name, view in {
        **_goals(texts),
        **_check_ins(texts),
        **_away(texts),
        **_sources(texts),
    }.items():
        yield Sample("goals", f"{name}, {texts.kind}", "modal", view)
    for name, (sentence, blocks) in _messages(texts).items():
        payload = {"text": sentence, "blocks": blocks}
        yield Sample("goals", f"{name}, {texts.kind}", "message", payload)


def _sources(texts: Texts) -> dict[str, dict[str, object]]:
    goal = made.goal(texts)
    kpis = [made.kpi(texts, goal.id, number) for number in range(1, min(texts.many, 30) + 1)]
    source = Source(
        id="src_1",
        goal_id=goal.id,
        name=texts.line[:40],
        made_by=made.OWNER,
        made_at=made.NOW,
        used_at=made.NOW,
    )
    token = sources.Token(source.name, f"src_1.{'x' * 43}", "https://workback.example", kpis)
    return {
        "sources, none": sources.sources_modal(goal, None),
        "sources": sources.sources_modal(goal, source),
        "sources, token": sources.token_modal(goal, token),
        "sources, upload": sources.upload_form(goal, kpis),
        "sources, uploaded": sources.uploaded(goal, 1_000, 1),
    }


def _away(texts: Texts) -> dict[str, dict[str, object]]:
    days = [date(2027, 1, number) for number in range(1, 21)]
    known = [Away(first=day, last=day + timedelta(days=number)) for number, day in enumerate(days)]
    effects = [
        away_views.Effect(made.goal(texts, number), Touched(number, days[0], until))
        for number in range(1, 13)
        for until in (days[number], None)
    ]
    saved = away_views.Saved(known[3], effects)
    return {
        "time away": away_views.away_form(known[: texts.many], days[0], saved),
        "time away, none": away_views.away_form([], days[0]),
    }


def _goals(texts: Texts) -> dict[str, dict[str, object]]:
    initiative, goal = made.initiative(texts), made.goal(texts)
    standings = [made.standing(texts, number) for number in range(1, min(texts.many, 10) + 1)]
    rule = Cadence(every=Every.WEEKLY, starts=made.NOW.date())
    start = form.Start(
        initiative,
        PROMISES,
        PRINCIPLES,
        [goal],
        5,
        forms.Making(initiative=initiative.id, kpis=3),
        made.OWNER,
        "Alice",
        "Berlin",
        goal.starts,
        goal.due,
        goal.title,
        rule,
        preview(rule, BERLIN, Calendar(), after=made.NOW),
    )
    shown = listing.Shown(
        initiative, standings, texts.many, "active", 1, may_edit=True, unserved=PRINCIPLES
    )
    return {
        "new goal": form.create_form(start),
        "edit a goal": edit.edit_form(edit.Edit(goal, PROMISES, PRINCIPLES, 3)),
        "edit a goal, changed meanwhile": edit.edit_form(
            edit.Edit(goal, PROMISES, PRINCIPLES, 3, notice="Somebody has just changed it too.")
        ),
        "change a KPI": kpi.kpi_form(goal, made.kpi(texts, goal.id)),
        "hand over a goal": form.hand_over_form(goal),
        "retire": form.retire_form(goal),
        "goals": listing.list_modal(shown),
        "no goals": listing.list_modal(
            listing.Shown(initiative, [], 0, "active", 1, may_edit=True)
        ),
        "no goals, a number waits": listing.list_modal(
            listing.Shown(
                initiative,
                [],
                0,
                "active",
                1,
                may_edit=True,
                waiting=made.numbers(texts, made.kpi(texts, goal.id))[3],
            )
        ),
        "a goal": listing.see_modal(
            standings[0],
            initiative,
            "Alice",
            may_edit=True,
            is_owner=True,
            numbers=made.numbers(texts, standings[0].measured[0].kpi),
        ),
        "formula": formula.modal(
            standings[0],
            [(m.kpi, made.targets(texts, m.kpi)) for m in standings[0].measured],
        ),
    }


def _check_ins(texts: Texts) -> dict[str, dict[str, object]]:
    standings = [made.standing(texts, number) for number in range(1, min(texts.many, 6) + 1)]
    meta = check_in_forms.Answering(goals=tuple(s.goal.id for s in standings))
    goals = [s.goal for s in standings]
    occurrence = made.occurrence("goal_1")
    line = Line(at=made.NOW, why=Why.SKIPPED_BY, detail=texts.line)
    return {
        "check in": check_ins.check_in_modal(check_ins.Shown(standings, meta, 2, BERLIN)),
        "checked in": check_ins.done(2),
        "skip": check_ins.skip_form(occurrence.id, goals),
        "hand over a check-in": check_ins.hand_over_form(occurrence.id),
        "why": check_ins.why_modal(goals[0], [(occurrence, [line])] * 10, made.NOW),
        "correct": check_ins.correct_form(standings[0], BERLIN),
    }


def _messages(texts: Texts) -> dict[str, tuple[str, object]]:
    goal, standing = made.goal(texts), made.standing(texts)
    answered = check_ins.Answered(standing, {}, "Alice", texts.line, late=False)
    messages = {
        "a goal was set": listing.note(
            made.initiative(texts), goal, [made.kpi(texts, goal.id)], "Alice"
        ),
        "a goal is offered": listing.offer(made.initiative(texts), goal, "Alice"),
        "summary": check_ins.summary(answered),
        "answered": check_ins.answered_dm(2, 2),
        "handed over": check_ins.handed_over("chk_1", [goal], "Alice"),
        "charts": listing.charts_message(goal, [texts.line] * 3),
    }
    found: dict[str, tuple[str, object]] = {k: (m.text, m.blocks) for k, m in messages.items()}
    for purpose in Purpose:
        for kind in Kind:
            said = asks.render(_ask(texts, purpose, kind))
            found[f"{purpose.value} for a {kind.value}"] = (said.text, said.blocks)
    return found


def _ask(texts: Texts, purpose: Purpose, kind: Kind) -> Ask:
    items = []
    for number in range(1, min(texts.many, 20) + 1):
        goal = made.goal(texts, number)
        kpi = made.kpi(texts, goal.id)
        items.append(
            Item(
                made.occurrence(goal.id).model_copy(update={"kind": kind}),
                goal,
                [kpi],
                {kpi.id: made.points(texts)},
                texts.name,
                made.OWNER,
                made.TEAM,
            )
        )
    return Ask(
        WorkspaceId("T01ACME"), made.OWNER, made.OTHER, purpose, kind, "b", items, made.NOW, 2_000
    )
