"""Feedback as blocks: saved, read, listed, removed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from slack_sdk.models.blocks import Block, InteractiveElement, Option, StaticSelectElement

from bot import ids
from bot.feedback import forms
from bot.feedback.forms import Written
from bot.kit import blocks as b
from bot.kit.blocks import Json, said
from bot.kit.paging import pages_of, turns
from bot.kit.text import brief, clipped, counted, dated, harmless, paragraphs
from domain.feedback import CUSTOMER_LIMIT, PLACE_LIMIT, QUOTE_LIMIT, Feedback
from domain.initiatives import Initiative
from domain.promises import Promise

PAGE = 8
ALL = "all"


@dataclass(frozen=True)
class Form:
    """What the form starts from."""

    meta: forms.Saving
    choices: Sequence[Initiative]
    promises: Sequence[Promise] = ()
    written: Written = field(default_factory=Written)


def form(start: Form) -> Json:
    """Return the modal that saves or files feedback."""
    words = start.written
    blocks: list[Block] = [
        b.context(_about(start.meta)),
        b.field(
            forms.QUOTE,
            "What they said",
            b.text_input(initial=words.quote[:QUOTE_LIMIT], limit=QUOTE_LIMIT),
            hint="Their words, not yours. A quote can become the press release's.",
            optional=False,
        ),
        _line(forms.CUSTOMER, "Who said it", words.customer, "Ada, who plans routes at Hafen AG"),
        _line(forms.PLACE, "Where", words.place, "Support ticket 4711"),
        *_filing(start),
    ]
    return b.modal(
        "Customer feedback",
        blocks,
        callback=ids.feedback.SAVE,
        metadata=start.meta,
        submit="Save",
        close="Cancel",
    )


def _about(meta: forms.Saving) -> str:
    if meta.written_by and meta.channel:
        return f"From a message of <@{meta.written_by}> in <#{meta.channel}>."
    return "What customers say is filed to the promise it is about."


def _line(key: str, label: str, initial: str, example: str) -> Block:
    limit = CUSTOMER_LIMIT if key == forms.CUSTOMER else PLACE_LIMIT
    element = b.text_input(
        initial=initial[:limit], placeholder=example, multiline=False, limit=limit
    )
    return b.field(key, label, element)


def _filing(start: Form) -> list[Block]:
    """Return the choice of an initiative, and of one of its promises once it is chosen."""
    if not start.choices:
        return [b.context("There is no initiative to file it to yet; it waits in your Home.")]
    options = [b.option(f"{i.name}  ·  {i.key}", i.id) for i in start.choices]
    chosen = start.written.initiative
    blocks: list[Block] = [
        b.field(
            forms.INITIATIVE,
            "Initiative",
            _choice(ids.feedback.CHOOSE_INITIATIVE, options, chosen),
            hint="Leave it open, and the feedback waits in your Home.",
            dispatches=True,
        )
    ]
    if chosen and start.promises:
        listed = [
            b.option(f"{p.citation}  ·  {' '.join(p.title.split())}", p.id)
            for p in start.promises[: forms.SELECT_LIMIT]
        ]
        more = len(start.promises) > forms.SELECT_LIMIT
        blocks.append(
            b.field(
                forms.promise_key(chosen),
                "The promise it is about",
                _choice("value", listed, start.written.promise),
                hint=f"The first {forms.SELECT_LIMIT} promises stand here." if more else "",
            )
        )
    return blocks


def _choice(action: str, options: Sequence[Option], chosen: str) -> StaticSelectElement:
    return StaticSelectElement(
        action_id=action,
        placeholder=b.plain("Choose one"),
        options=list(options),
        initial_option=next((o for o in options if o.value == chosen), None),
    )


@dataclass(frozen=True)
class Seen:
    """One piece of feedback with what it is filed to."""

    feedback: Feedback
    initiative: Initiative | None
    promise: Promise | None
    may_change: bool
    may_edit: bool
    """Whether the reader may save versions of the initiative."""


def see_modal(seen: Seen) -> Json:
    """Return one piece of feedback whole, with what can become of it."""
    found = seen.feedback
    blocks: list[Block] = [b.rich(b.quote(said(part))) for part in paragraphs(found.quote)]
    blocks.append(b.section(_filed(seen)))
    blocks.append(b.facts(*_facts(found)))
    buttons = _buttons(seen)
    if buttons:
        blocks.append(b.actions(*buttons))
    return b.modal("Customer feedback", blocks, callback=ids.feedback.SEE)


def _filed(seen: Seen) -> str:
    if seen.initiative is None:
        return "*Not filed yet.* Only you see it."
    where = f"*{harmless(seen.initiative.name)}*  ·  {seen.initiative.key}"
    if seen.promise is not None:
        return f"{where}\n{seen.promise.citation}  ·  {brief(seen.promise.title, 200)}"
    if seen.feedback.promise:
        return f"{where}\nThe promise it was filed to is gone."
    return f"{where}\nNo promise is named yet."


def _facts(found: Feedback) -> list[str]:
    link = f"<{found.permalink}|message>" if found.permalink else ""
    saved = dated(found.saved_at, "{date_pretty}", word="saved")
    who = harmless(found.customer) or (f"<@{found.written_by}>" if found.written_by else "")
    return [who, harmless(found.place), link, saved]


def _buttons(seen: Seen) -> list[InteractiveElement]:
    found = seen.feedback
    buttons: list[InteractiveElement] = []
    if seen.may_change:
        label = "Edit" if found.initiative_id else "File"
        about = f"{label} this feedback"
        buttons.append(b.button(label, ids.feedback.OPEN_EDIT, found.id, about=about))
    if seen.initiative is not None:
        if seen.may_edit:
            about = "Use as quote in the press release"
            record = f"{seen.initiative.id}/quote/{found.id}"
            buttons.append(
                b.button("Use as quote", ids.documents.OPEN_SECTION, record, about=about)
            )
        about = "Add to FAQ as a question"
        buttons.append(b.button("Add to FAQ", ids.faq.OPEN_CREATE, found.id, about=about))
        about = "Propose scope from this feedback"
        buttons.append(b.button("Propose scope", ids.scope.OPEN_CREATE, found.id, about=about))
    if seen.may_change:
        about = "Remove this feedback"
        buttons.append(b.button("Remove…", ids.feedback.CONFIRM_REMOVE, found.id, about=about))
    return buttons


def confirm_remove(found: Feedback) -> Json:
    """Return the question before feedback is removed."""
    return b.modal(
        "Remove feedback",
        [
            b.section("*Remove this feedback?* It is gone then; its message can be saved again."),
            b.rich(b.quote(said(brief(found.quote, 300)))),
        ],
        callback=ids.feedback.REMOVE,
        metadata=forms.Removing(feedback=found.id),
        submit="Remove",
        close="Cancel",
    )


@dataclass(frozen=True)
class Shown:
    """A page of feedback."""

    initiative: Initiative | None
    """None for what the reader has not filed yet."""
    rows: Sequence[Feedback]
    count: int
    page: int = 1
    promise: str = ""
    counts: Mapping[str, int] | None = None
    """How much there is to each promise."""
    promises: Mapping[str, Promise] | None = None


def list_modal(shown: Shown) -> Json:
    """Return a page of feedback, newest first."""
    pages = pages_of(shown.count, PAGE)
    home = shown.initiative
    what = f"of {home.name}" if home else "to file"
    blocks: list[Block] = [b.header(f"{counted(shown.count, 'piece')} of feedback {what}")]
    if not shown.count and not shown.promise:
        blocks.append(b.section(_EMPTY))
    blocks += _filter(shown)
    blocks += [_row(found, shown.promises or {}) for found in shown.rows]
    page = ids.feedback.PAGE if home else ids.feedback.INBOX_PAGE
    blocks += turns(shown.page, pages, page, "feedback")
    if home is None:
        return b.modal("Feedback to file", blocks, callback=ids.feedback.OPEN_INBOX)
    add = b.button("Add feedback", ids.feedback.OPEN_CREATE, home.id, about="Add feedback by hand")
    blocks.append(b.actions(add))
    meta = forms.Listing(initiative=home.id, promise=shown.promise)
    return b.modal("Customer feedback", blocks, callback=ids.feedback.OPEN_LIST, metadata=meta)


_EMPTY = (
    "*No feedback yet.* Use the shortcut “Save customer feedback” on a message in which a "
    "customer speaks, and say which promise it is about."
)


def _filter(shown: Shown) -> list[Block]:
    """Return the choice of one promise, those with most feedback first."""
    if not shown.counts:
        return []
    most = sorted(shown.counts.items(), key=lambda pair: (-pair[1], pair[0]))
    options = [
        b.option(f"{label(key, shown.promises or {})}  ·  {number}", key)
        for key, number in most[: forms.SELECT_LIMIT - 1]
    ]
    every = b.option("All promises", ALL)
    chosen = shown.promise or ALL
    select = b.select(ids.feedback.SHOW, "Show …", [every, *options], chosen)
    return [b.actions(select, record="promises")]


def _row(found: Feedback, promises: Mapping[str, Promise]) -> Block:
    promise = label(found.promise, promises) if found.promise else ""
    facts = [promise, harmless(clipped(found.customer, 60)), dated(found.saved_at, "{date_pretty}")]
    words = f"{brief(found.quote)}\n{'  ·  '.join(fact for fact in facts if fact)}"
    about = f"See the feedback “{clipped(' '.join(found.quote.split()), 40)}”"
    return b.section(words, b.button("See", ids.feedback.SEE, found.id, about=about))


def label(promise: str, promises: Mapping[str, Promise]) -> str:
    """Return what people call a promise."""
    known = promises.get(promise)
    return known.citation if known else "a goal that is gone" if "_" in promise else promise
