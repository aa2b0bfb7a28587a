"""Deciding about numbers: a KPI, a reason, or open again; two people at once lose nothing."""

from dataclasses import replace

from bot.initiatives import loading
from bot.kit.answers import Answer, Open, Update
from bot.kit.text import clipped
from bot.kit.visit import Visit
from bot.numbers import forms, views
from domain import access
from domain.errors import Refusal
from domain.initiatives import Initiative
from domain.kpis import Kpi
from domain.promised_numbers import Number, NumberDecision
from storage import alignment, decisions, numbers


async def show(visit: Visit) -> Answer:
    """Show the numbers of an initiative's press release."""
    found = await loading.initiative(visit, visit.record)
    return Open(views.numbers_modal(await _shown(visit, found)))


async def turn_page(visit: Visit) -> Answer:
    """Show another page."""
    meta = visit.modal.metadata(forms.Showing)
    found = await loading.initiative(visit, meta.initiative)
    shown = await _shown(visit, found, page=int(visit.record), offered=meta.offered)
    return Update(views.numbers_modal(shown))


async def _shown(
    visit: Visit, found: Initiative, *, page: int = 1, offered: int = 0, notice: str = ""
) -> views.Shown:
    person = await visit.person()
    async with visit.reading() as tx:
        facts = await alignment.of_initiative(tx, found.id)
    may_edit = access.may_edit(person, found) and not found.archived_at
    shown = views.Shown(found, facts.numbers, facts.living_kpis, facts.citations, may_edit)
    return replace(shown, page=page, offered=offered, notice=notice)


async def choose(visit: Visit) -> Answer:
    """Link a number to the KPI that was chosen, open it again, or ask why it is waived."""
    return await _decide(visit, forms.Seen.read(visit.record), visit.chosen)


async def link(visit: Visit) -> Answer:
    """Link a number to the KPI that was proposed for it."""
    record, _, kpi = visit.record.rpartition("/")
    return await _decide(visit, forms.Seen.read(record), kpi)


async def _decide(visit: Visit, seen: forms.Seen, chosen: str | None) -> Answer:
    meta = visit.modal.metadata(forms.Showing)
    found = await _editable(visit, meta.initiative)
    shown = await _shown(visit, found, page=meta.page, offered=meta.offered)
    if chosen == forms.OTHERS:
        return Update(views.numbers_modal(replace(shown, offered=shown.offered + 1)))
    number = _find(shown, seen)
    kpi = _chosen(shown, chosen)
    if number is None or forms.Seen.of(number) != seen:
        if number is not None and kpi is not None and number.kpi == kpi and not number.is_open:
            return Update(views.numbers_modal(shown))  # a double click, or both meant the same
        notice = await _overtaken(visit, number, seen)
        return Update(views.numbers_modal(replace(shown, notice=notice)))
    if chosen == forms.WAIVE:
        return Update(views.waive_form(shown, number))
    kept = await _keep(visit, found, number, kpi=kpi)
    after = await _shown(visit, found, page=meta.page, offered=meta.offered)
    notice = "" if kept else await _overtaken(visit, _find(after, seen), seen)
    return Update(views.numbers_modal(replace(after, notice=notice)))


async def waive(visit: Visit) -> Answer:
    """Keep why a number needs no KPI; what was typed stays if somebody was faster."""
    meta = visit.modal.metadata(forms.Waiving)
    found = await _editable(visit, meta.initiative)
    reason = visit.modal.words(forms.REASON).strip()
    if not reason:
        raise Refusal("Write why, in a few words.", field=forms.REASON)
    seen = forms.Seen.read(meta.number)
    shown = await _shown(visit, found, page=meta.page)
    number = _find(shown, seen)
    kept = (
        number is not None
        and forms.Seen.of(number) == seen
        and await _keep(visit, found, number, reason=reason)
    )
    after = await _shown(visit, found, page=meta.page)
    number = _find(after, seen)
    mine = number is not None and number.decision is not None and number.decision.reason == reason
    if kept or (mine and number is not None and not number.is_open):
        return Update(views.numbers_modal(after))
    after = replace(after, notice=await _overtaken(visit, number, seen))
    if number is None:
        return Update(views.numbers_modal(after))
    return Update(views.waive_form(after, number, reason=reason))


async def _editable(visit: Visit, record: str) -> Initiative:
    found = await loading.initiative(visit, record)
    await visit.check_edits(found)
    access.check_living(found)
    return found


def _find(shown: views.Shown, seen: forms.Seen) -> Number | None:
    return next((n for n in shown.numbers if n.promised.key == seen.key), None)


def _chosen(shown: views.Shown, chosen: str | None) -> Kpi | None:
    if chosen in (forms.WAIVE, forms.OPEN_AGAIN):
        return None
    kpi = next((kpi for kpi in shown.kpis if kpi.id == chosen), None)
    if kpi is None:
        raise Refusal("That KPI is no longer here. Choose another one.")
    return kpi


async def _overtaken(visit: Visit, number: Number | None, seen: forms.Seen) -> str:
    """Say what happened to a number while somebody decided about it."""
    if number is None:
        return "That number is no longer in the press release."
    phrase = clipped(number.promised.phrase, 60)
    if number.seen != seen.sentences or number.decision is None:
        return f"The sentence of “{phrase}” has just changed. Read it below and decide again."
    names = await visit.names([number.decision.by])
    who = names(number.decision.by)
    return (
        f"{who} has just decided about “{phrase}”, so yours was not kept. Decide again if need be."
    )


async def _keep(
    visit: Visit, found: Initiative, number: Number, *, kpi: Kpi | None = None, reason: str = ""
) -> bool:
    """Keep a decision and log it; False if somebody was faster."""
    promised = number.promised
    decision = NumberDecision(
        key=promised.key,
        citation=promised.citation,
        phrase=promised.phrase,
        sentences=promised.sentences,
        kpi_id=kpi.id if kpi else None,
        reason=reason,
        by=visit.person_id,
        at=visit.now,
        revision=number.revision + 1,
    )
    said = f"“{promised.phrase}” ({promised.citation})"
    done = f"linked {said} to “{kpi.name}”" if kpi else f"waived {said}"
    what = done if kpi or reason else f"opened {said} again"
    async with visit.transaction() as tx:
        kept = await numbers.decide(tx, found.id, decision)
        if kept:
            await decisions.log(tx, found.id, visit.person_id, what, reason)
    return kept
