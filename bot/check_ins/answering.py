"""Answering: one modal for all KPIs, page by page; it is kept when the last page is saved."""

from dataclasses import dataclass

from bot.check_ins import away, explaining, forms, given, loading, recording
from bot.check_ins.views import modal as view
from bot.kit.answers import Answer, Open, Update, say
from bot.kit.blocks import Json
from bot.kit.visit import Visit
from domain.errors import Refusal
from storage import answer_drafts

_MORE = {"away": away.open_away, "why": explaining.overview}


async def now(visit: Visit) -> Answer:
    """Answer `/checkin`: all goals of the person, whether they are due or not."""
    more = _MORE.get(visit.words.strip().casefold())
    return await (more(visit) if more else _open(visit, ""))


async def open_check_in(visit: Visit) -> Answer:
    """Open what a message asked for, or one goal."""
    return await _open(visit, visit.record)


async def _open(visit: Visit, record: str) -> Answer:
    asked = await loading.asked(visit, record)
    if not asked.standings:
        return say(await explaining.nothing_to_answer(visit, record))
    pages = view.pages_of(asked.standings)
    words: forms.Words = {}
    if len(pages) > 1:
        order = {s.goal.id: asked.occurrence_id(s.goal.id) for s in asked.standings}
        async with visit.transaction() as tx:
            words = (await answer_drafts.begin(tx, visit.person_id, record, order)).words
    return Open(await _page(visit, asked, _Turn(record, 1, words, was_kept=bool(words))))


@dataclass(frozen=True)
class _Turn:
    """Which page is shown, and what was typed before."""

    record: str
    number: int
    words: forms.Words
    was_kept: bool = False
    """The words are from an earlier time that the modal was open."""


async def _page(visit: Visit, asked: loading.Asked, turn: _Turn) -> Json:
    pages = view.pages_of(asked.standings)
    number = min(turn.number, len(pages))
    shown = pages[number - 1]
    meta = forms.Answering(
        record=turn.record,
        page=number,
        pages=len(pages),
        goals=tuple(s.goal.id for s in shown),
        occurrences=tuple(asked.occurrence_id(s.goal.id) for s in shown),
    )
    zone = await visit.zone()
    return view.check_in_modal(view.Shown(shown, meta, zone, turn.words, was_kept=turn.was_kept))


async def back(visit: Visit) -> Answer:
    """Show the page before; what was typed on this one is kept."""
    meta = visit.modal.metadata(forms.Answering)
    return Update(await _turn(visit, meta, forms.typed(visit.modal), meta.page - 1))


async def unchanged(visit: Visit) -> Answer:
    """Let the last values of this page stand again, but for what was typed."""
    meta = visit.modal.metadata(forms.Answering)
    stands = {forms.unchanged_key(goal_id): "yes" for goal_id in meta.goals}
    return Update(await _go_on(visit, meta, forms.typed(visit.modal) | stands))


async def save(visit: Visit) -> Answer:
    """Go on to the next page, or keep what was typed on all of them.

    A goal for which nothing was typed keeps waiting.
    """
    meta = visit.modal.metadata(forms.Answering)
    return Update(await _go_on(visit, meta, forms.typed(visit.modal)))


async def _go_on(visit: Visit, meta: forms.Answering, words: dict[str, str]) -> Json:
    """Check this page, and show what comes after it."""
    asked = await loading.again(visit, dict(zip(meta.goals, meta.occurrences, strict=True)))
    answers = _read(visit, asked, words)
    if meta.page < meta.pages:
        return await _turn(visit, meta, words, meta.page + 1)
    wanted = meta.goals
    if meta.pages > 1:
        draft = await _draft(visit, meta, words)
        asked, words = await loading.again(visit, draft.asked), dict(draft.words)
        answers, wanted = _read(visit, asked, words, page=meta.goals), tuple(draft.asked)
    done = await recording.keep(visit, meta, answers)
    missing = set(wanted) - {s.goal.id for s in asked.standings}
    lost = [goal_id for goal_id in wanted if goal_id in missing and _has_words(goal_id, words)]
    return view.done(done, await loading.titles(visit, lost))


def _has_words(goal_id: str, words: forms.Words) -> bool:
    """Say whether something was said of a goal; its values are known by their KPIs alone."""
    keys = (forms.note_key, forms.confidence_key, forms.unchanged_key)
    return any(words.get(key(goal_id)) for key in keys)


def _read(
    visit: Visit, asked: loading.Asked, words: forms.Words, page: tuple[str, ...] | None = None
) -> list[given.Given]:
    """Read the answers; a fault on another page than `page` is told with its goal."""
    found = []
    for standing in asked.standings:
        goal = standing.goal
        try:
            one = given.read(standing, asked.occurrence_id(goal.id), words, visit.now)
        except Refusal as refusal:
            if page is None or goal.id in page:
                raise
            raise Refusal(f"“{goal.title}”, on another page: {refusal.sentence}") from refusal
        if one is not None:
            found.append(one)
    return found


async def _turn(visit: Visit, meta: forms.Answering, words: dict[str, str], number: int) -> Json:
    """Keep what was typed on this page, and show another one."""
    draft = await _draft(visit, meta, words)
    asked = await loading.again(visit, draft.asked)
    return await _page(visit, asked, _Turn(meta.record, max(1, number), draft.words))


async def _draft(
    visit: Visit, meta: forms.Answering, words: dict[str, str]
) -> answer_drafts.AnswerDraft:
    async with visit.transaction() as tx:
        draft = await answer_drafts.keep(tx, visit.person_id, meta.record, words)
    if draft is None:
        raise Refusal("This check-in was saved already, or is a day old. Type /checkin for it.")
    return draft
