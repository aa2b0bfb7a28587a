"""Views of goals and check-ins."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from bot.check_ins import asks, away_views
from bot.check_ins import forms as check_in_forms
from bot.check_ins import views as check_ins
from bot.goals import forms
from bot.goals.sources import views as sources
from bot.goals.views import cadence, edit, form, formula, kpi, listing, told, whole
from domain.absences import Touched
from domain.cadence import Cadence, Every, preview
from domain.calendars import Away, Calendar
from domain.check_ins import Kind, Line, Why
from domain.goals import PRINCIPLES
from domain.kpis import KpiKind
from domain.promises import Promise
from domain.sources import Source
from domain.templates import DocumentKind
from playground.gallery import Sample
from playground.samples import made
from playground.samples.texts import Texts
from storage.asking import Ask, Brief, Item, Purpose

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
    asking = _asking(Cadence(every=Every.WEEKLY, starts=made.NOW.date()))
    monthly = _asking(
        Cadence(every=Every.MONTHLY, day=31, starts=made.NOW.date(), zone="Asia/Tokyo")
    )
    never = replace(asking, preview=(), trouble="This rule never fires. Choose a day that exists.")
    first = made.kpi(texts, goal.id)
    promises = _promises(texts)
    meta = forms.EditingGoal(goal=goal.id)
    start = form.Start(
        initiative,
        promises,
        PRINCIPLES,
        [goal],
        5,
        forms.Making(initiative=initiative.id, kpis=3),
        replace(asking, more=False),
        made.OWNER,
        goal.starts,
        goal.due,
        goal.title,
        [kpi.Draft.of(first), kpi.Draft(KpiKind.BAND), kpi.Draft(detailed=False)],
        [texts.line] * 5,
    )
    edited = edit.Edit(goal, promises, PRINCIPLES, 3, monthly, meta)
    stepped = replace(kpi.Draft.of(first), stepped=True)
    of_kpi = forms.OfKpi(goal=goal.id, kpi=first.id)
    shown = listing.Shown(
        initiative, standings, texts.many, "active", 1, may_edit=True, unserved=PRINCIPLES
    )
    return {
        "new goal": form.create_form(start),
        "edit a goal": edit.edit_form(edited),
        "edit a goal, changed meanwhile": edit.edit_form(
            replace(edited, asking=never, notice="Somebody has just changed it too.")
        ),
        "add a KPI": kpi.kpi_form(goal, kpi.Draft(), forms.OfKpi(goal=goal.id)),
        "change a KPI": kpi.kpi_form(goal, stepped, of_kpi),
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
        "a goal": whole.see_modal(
            whole.Whole(
                standings[0],
                initiative,
                "Alice",
                may_edit=True,
                is_owner=True,
                numbers=made.numbers(texts, standings[0].measured[0].kpi),
                rule=monthly.rule,
            )
        ),
        "formula": formula.modal(
            standings[0],
            [(m.kpi, made.targets(texts, m.kpi)) for m in standings[0].measured],
        ),
    }


def _asking(rule: Cadence) -> cadence.Asking:
    dates = preview(rule, BERLIN, Calendar(), after=made.NOW)
    return cadence.Asking(rule, "Alice", "Europe/Berlin", dates)


def _promises(texts: Texts) -> dict[str, Promise]:
    """Return a section, and more questions than one group of a choice takes."""
    kind, words = DocumentKind.PRESS_RELEASE, texts.text or texts.line
    found = [Promise("PR-problem", "PR-problem", "Press release", "Problem", words, kind)]
    for number in range(1, texts.many * 3):
        citation = f"FAQ-C-{number}"
        found.append(Promise(citation, citation, "FAQ", texts.line, words, DocumentKind.FAQ))
    return {promise.citation: promise for promise in found}


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
        "a goal was set": told.note(
            made.initiative(texts), goal, [made.kpi(texts, goal.id)], "Alice"
        ),
        "a goal was created": form.created(goal, [made.kpi(texts, goal.id)], texts.line),
        "a goal was taken over": told.told(goal, f"Bob has taken over “{goal.title}”."),
        "a goal is offered": told.offer(made.initiative(texts), goal, "Alice"),
        "summary": check_ins.summary(answered),
        "answered": check_ins.answered_dm(2, 2),
        "handed over": check_ins.handed_over("chk_1", [goal], "Alice"),
        "charts": told.charts_message(goal, [texts.line] * 3),
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
    brief = Brief(
        person_id=made.OWNER,
        owner_id=made.OTHER,
        purpose=purpose,
        kind=kind,
        bundle="b",
        late_seconds=2_000,
    )
    return Ask(brief, items, made.NOW)
