"""Views of the scope ledger."""

from collections.abc import Iterator
from decimal import Decimal

from bot.initiatives import citing
from bot.kit.blocks import Message
from bot.scope import forms
from bot.scope.views import form
from bot.scope.views import item as item_view
from bot.scope.views import ledger as view
from domain.diff import section_change
from domain.initiatives import Stage
from domain.ledger import ledger
from domain.promises import Promise, promises_in
from domain.scope import Citation, Item, Place, State, change_in_words
from domain.templates import DocumentKind, Section
from playground.gallery import Sample
from playground.samples import made
from playground.samples.texts import Texts
from storage.scope_flags import Flagged

STATES = tuple(State)


def samples(texts: Texts) -> Iterator[Sample]:
    """Return the views of the ledger, of one item, and what people hear."""
    for name, modal in {**_ledgers(texts), **_items(texts)}.items():
        yield Sample("scope", f"{name}, {texts.kind}", "modal", modal)
    for name, message in _messages(texts).items():
        payload = {"text": message.text, "blocks": message.blocks}
        yield Sample("scope", f"{name}, {texts.kind}", "message", payload)


def _promises(texts: Texts) -> list[Promise]:
    contents = {
        DocumentKind.PRESS_RELEASE: made.release(texts),
        DocumentKind.FAQ: made.questions(texts),
        DocumentKind.EXPERIENCE: made.stories(texts),
    }
    goals = [made.goal(texts, number) for number in range(1, min(texts.many, 5) + 1)]
    return promises_in(contents, goals, {goal.id: [made.kpi(texts, goal.id)] for goal in goals})


def _item(texts: Texts, number: int, *cites: str, **more: object) -> Item:
    citations = tuple(
        Citation(
            promise=promise,
            cited="then",
            current=more.get("now", "then"),
            version=3,
            changed_by=made.OTHER,
            changed_at=made.NOW,
        )
        for promise in cites
    )
    values: dict[str, object] = {
        "id": f"item_{number:02}",
        "initiative_id": "ini_12",
        "title": texts.line[:150],
        "notes": texts.text[:3000],
        "link": "https://tracker.example/WEB-41",
        "owner_id": made.OTHER,
        "effort": Decimal(number),
        "value": 4,
        "confidence": 80,
        "state": STATES[number % 3],
        "created_by": made.OWNER,
        "created_at": made.NOW,
        "citations": citations,
    }
    return Item.model_validate({**values, **{k: v for k, v in more.items() if k != "now"}})


def _all(texts: Texts) -> list[Item]:
    decided = {"reason": texts.line, "decided_by": made.OTHER, "decided_at": made.NOW}
    items = [_item(texts, 1, "FAQ-C-1", "US-1", now="else"), _item(texts, 2), _item(texts, 3)]
    items += [_item(texts, 4, decision=Place.IN, **decided)]
    items += [_item(texts, 5, decision=Place.OUT, **decided)]
    items += [_item(texts, 6, decision=Place.LATER, **decided)]
    items += [_item(texts, 7 + n, "PR-problem", "PR-solution") for n in range(texts.many)]
    return items


def _shown(texts: Texts, chosen: str = "items", page: int = 1) -> view.Shown:
    promises = _promises(texts)
    before, after = f"Kept for 30 days. {texts.line}", f"Kept for 14 days. {texts.line}"
    return view.Shown(
        made.initiative(texts, Stage.APPROVED),
        ledger(_all(texts), promises),
        {promise.id: promise for promise in promises},
        made.OTHER,
        may_edit=True,
        chosen=chosen,
        page=page,
        changes={("FAQ-C-1", 3, "else"): change_in_words(before, after)},
    )


def _ledgers(texts: Texts) -> dict[str, dict[str, object]]:
    empty = view.Shown(made.initiative(texts), ledger([], []), {}, made.OWNER, may_edit=True)
    return {
        "scope": view.ledger_modal(_shown(texts)),
        "scope, last page": view.ledger_modal(_shown(texts, page=99)),
        "scope, promises": view.ledger_modal(_shown(texts, "promises")),
        "scope, out": view.ledger_modal(_shown(texts, "out")),
        "no items": view.ledger_modal(empty),
    }


def _items(texts: Texts) -> dict[str, dict[str, object]]:
    initiative, promises = made.initiative(texts), _promises(texts)
    item = _item(texts, 1, "FAQ-C-1", "goal_9", now="else")
    deciding = forms.Deciding(item=item.id, revision=1)
    section = Section(key="C-1", citation="FAQ-C-1", title=texts.line[:80], fields=())
    after = texts.text.replace("e", "ee")[:4000]
    change = section_change(section, texts.text[:4000], after)
    seen = item_view.Seen(
        item, initiative, {p.id: p for p in promises}, may_change=True, may_decide=True
    )
    start = form.Start(
        forms.Writing(), promises, [initiative], title=texts.line, notes=texts.line, proposes=True
    )
    return {
        "propose": form.item_form(start),
        "edit an item": form.item_form(
            form.Start(forms.Writing(item=item.id), promises, item=item)
        ),
        "an item": item_view.see_modal(seen),
        "decide": form.decide_form(item, promises, deciding),
        "check": item_view.changed_modal(
            item_view.Changed(item, [(item.citations[0], change)], deciding, again=True, hidden=2)
        ),
    }


def _messages(texts: Texts) -> dict[str, Message]:
    initiative = made.initiative(texts)
    flags = [
        Flagged(f"item_{n}", texts.line[:150], made.OTHER, "FAQ-C-1", is_new=True)
        for n in range(texts.many)
    ]
    return {
        "items to check": citing.to_check(initiative, flags),
        "decided": item_view.decided(initiative, _item(texts, 1), Place.OUT, texts.line, "Alice"),
    }
