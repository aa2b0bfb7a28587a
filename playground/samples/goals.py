"""Views of goals and check-ins."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from bot.check_ins import asks
from bot.check_ins import forms as check_in_forms
from bot.check_ins.views import away as away_views
from bot.check_ins.views import closing, deferring, modal, summary
from bot.check_ins.views import why as why_views
from bot.goals import forms
from bot.goals.sources import views as sources
from bot.goals.views import edit, form, kpi, listing
from domain.absences import Touched
from domain.cadence import Cadence, Every, preview
from domain.calendars import Away, Calendar
from domain.check_ins import Kind, Line, State, Why
from domain.goals import PRINCIPLES
from domain.people import WorkspaceId
from domain.sources import Source
from playground.gallery import Sample
from playground.samples import made
from playground.samples.faq import PROMISES
from playground.samples.texts import Texts
from storage.asking import Ask, Item, Purpose
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
        "formula": listing.formula_modal(standings[0], []),
    }


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
    messages = {
        "a goal was set": listing.note(
            made.initiative(texts), goal, [made.kpi(texts, goal.id)], "Alice"
        ),
        "a goal is offered": listing.offer(made.initiative(texts), goal, "Alice"),
        "summary": summary.summary(answered),
        "correction": summary.summary(replace(answered, note="", corrects=True)),
        "answered": closing.closed(closing.Closed([closed] * 2, made.OWNER)),
        "skipped": closing.closed(closing.Closed([skipped] * 2, made.OWNER, texts.line)),
        "answered and skipped": closing.closed(closing.Closed([closed, skipped], made.OWNER)),
        "handed on": closing.handed_on("chk_1", made.OTHER, texts.name),
        "paused": closing.paused(2),
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
    asked = made.OWNER if purpose is Purpose.ASK else made.OTHER
    return Ask(
        WorkspaceId("T01ACME"), made.OWNER, asked, purpose, kind, "b", items, made.NOW, 2_000
    )
