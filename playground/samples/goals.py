"""Views of goals and check-ins."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from bot.check_ins import asks
from bot.check_ins import forms as check_in_forms
from bot.check_ins.views import away as away_views
from bot.check_ins.views import deferring, modal, summary
from bot.check_ins.views import why as why_views
from bot.goals import forms
from bot.goals.sources import views as sources
from bot.goals.views import cadence, edit, form, formula, kpi, listing, told, whole
from bot.initiatives import closing
from domain.absences import Touched
from domain.cadence import Cadence, Every, preview
from domain.calendars import Away, Calendar
from domain.check_ins import Kind, Line, State, Why
from domain.goals import PRINCIPLES
from domain.kpis import KpiKind
from domain.promises import Promise
from domain.sources import Source
from domain.templates import DocumentKind
from playground.gallery import Sample
from playground.samples import made
from playground.samples.texts import Texts
from storage.asking import Ask, Brief, Item, Purpose
from storage.retelling import Told
from storage.sources import Taken

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
    older = source.model_copy(update={"ends_at": made.NOW})
    token = sources.Token(source.name, f"src_1.{'x' * 43}", "https://workback.example", kpis)
    return {
        "sources, none": sources.sources_modal(goal, []),
        "sources": sources.sources_modal(goal, [source, older]),
        "sources, token": sources.token_modal(goal, token),
        "sources, upload": sources.upload_form(goal, kpis),
        "sources, uploaded": sources.uploaded(goal, Taken(1_000, 1, [texts.line] * texts.many)),
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
    ids = tuple(s.goal.id for s in standings)
    meta = check_in_forms.Answering(goals=ids)
    second = check_in_forms.Answering(goals=ids, page=2, pages=3)
    goals = [s.goal for s in standings]
    occurrence = made.occurrence("goal_1")
    story = _story(texts)
    absence = Away(first=made.NOW.date(), last=made.NOW.date(), ask_backups=True)
    plan = why_views.Plan("every Monday at 09:00, Europe/Berlin", made.NOW, "", texts.line)
    away = why_views.Plan("every day at 09:00", made.NOW, away=[absence])
    kpi = standings[0].measured[0].kpi
    words = {check_in_forms.note_key(goals[0].id): texts.line, kpi.id: "12"}
    return {
        "check in": modal.check_in_modal(modal.Shown(standings, meta, BERLIN)),
        "check in, page 2": modal.check_in_modal(
            modal.Shown(standings, second, BERLIN, words, was_kept=True)
        ),
        "checked in": modal.done(2),
        "checked in, all but": modal.done(2, [goal.title for goal in goals]),
        "skip": deferring.skip_form(occurrence.id, goals),
        "hand over a check-in": deferring.hand_over_form(occurrence.id),
        "why": why_views.why_modal(goals[0], [story] * 10, plan, made.NOW),
        "why this message": why_views.message_modal([(goal, story) for goal in goals], made.NOW),
        "why not": why_views.overview_modal(
            [why_views.Outlook(s, occurrence, away) for s in standings]
        ),
        "correct": modal.correct_form(standings[0], [(kpi, made.reading(kpi))], BERLIN),
    }


def _story(texts: Texts) -> why_views.Story:
    lines = [
        Line(at=made.NOW, why=Why.ASKED),
        Line(at=made.NOW, why=Why.SKIPPED_BY, detail=texts.line),
    ]
    told = [
        Told("b", made.OWNER, Purpose.ASK, "sent", made.NOW, ""),
        Told("nudge:1", made.OWNER, Purpose.NUDGE, "dropped", made.NOW, "away"),
    ]
    return why_views.Story(made.occurrence("goal_1"), lines, told)


def _messages(texts: Texts) -> dict[str, tuple[str, object]]:
    goal, standing = made.goal(texts), made.standing(texts)
    answered = summary.Answered(standing, {}, "Alice", texts.line)
    closed = made.occurrence(goal.id).model_copy(
        update={"state": State.SUBMITTED, "answered_by": made.OTHER}
    )
    skipped = closed.model_copy(update={"state": State.SKIPPED})
    called_off = closed.model_copy(update={"state": State.CANCELLED})
    messages = {
        "a goal was set": told.note(
            made.initiative(texts), goal, [made.kpi(texts, goal.id)], "Alice"
        ),
        "a goal was created": form.created(goal, [made.kpi(texts, goal.id)], texts.line),
        "a goal was created for somebody": form.created(goal, [], None, texts.name),
        "a goal was taken over": told.told(goal, f"Bob has taken over “{goal.title}”."),
        "a goal is offered": told.offer(made.initiative(texts), goal, "Alice"),
        "summary": summary.summary(answered),
        "correction": summary.summary(replace(answered, note="", corrects=True)),
        "answered": closing.closed(closing.Closed([closed] * 2, made.OWNER)),
        "skipped": closing.skipped(texts.line)(closing.Closed([skipped] * 2, made.OWNER)),
        "answered and skipped": closing.closed(closing.Closed([closed, skipped], made.OWNER)),
        "handed on": closing.handed_on("chk_1", made.OTHER, texts.name),
        "paused": closing.paused(closing.Closed([called_off] * 2, made.OWNER)),
        "retired": closing.retired(texts.line)(closing.Closed([called_off], made.OWNER)),
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
        standing = made.standing(texts, number)
        occurrence = made.occurrence(standing.goal.id).model_copy(update={"kind": kind})
        items.append(Item(occurrence, standing, texts.name))
    brief = Brief(
        person_id=made.OWNER,
        owner_id=made.OWNER if purpose is Purpose.ASK else made.OTHER,
        purpose=purpose,
        kind=kind,
        bundle="b",
        late_seconds=2_000,
    )
    return Ask(brief, items, made.NOW)
