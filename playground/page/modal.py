"""The modal on top of a person's stack."""

from playground.page.icons import icon
from playground.page.session import Session, place_key
from playground.render import blocks_html
from playground.render.markup import Markup, el
from playground.render.place import Place
from playground.render.texts import label
from playground.things import Json


def modal(session: Session) -> Markup:
    """Return the modal, or nothing."""
    view = session.slack.world.top_view(session.person.id)
    if view is None:
        return Markup("")
    depth = len(session.slack.world.stack(session.person.id))
    trouble = (
        el("div", view.trouble, class_="modal-trouble", role="alert") if view.trouble else None
    )
    return el(
        "dialog",
        frame(view.payload, session.place(view), trouble, nested=depth > 1),
        class_="modal",
        aria_labelledby=f"{view.id}-title",
        data_key=view.id,
        data_place=place_key(view),
    )


def frame(
    payload: Json, place: Place, trouble: Markup | None = None, *, nested: bool = False
) -> Markup:
    """Return what stands in a modal: its head, its blocks, its buttons."""
    title_id = f"{place.key.removeprefix('view-')}-title"
    sign = (
        _closer("back", "Back", "icon-button")
        if nested
        else el("span", "W", class_="mark", aria_hidden="true")
    )
    head = el(
        "div",
        sign,
        el("h2", label(payload["title"]), id=title_id),
        _closer("close", "Close", "icon-button"),
        class_="modal-head",
    )
    body = el("div", blocks_html(payload["blocks"], place), class_="modal-body bk", data_key="body")
    return head + (trouble or "") + body + _foot(payload)


def _foot(payload: Json) -> Markup:
    submit = payload.get("submit")
    words = label(payload["close"]) if payload.get("close") else "Cancel" if submit else "Close"
    cancel = el("button", words, type="button", class_="bk-button bk-plain", data_act="close")
    agree = (
        el(
            "button",
            el("span", label(submit)),
            type="button",
            class_="bk-button bk-primary",
            data_act="submit",
        )
        if submit
        else None
    )
    return el("div", cancel, agree, class_="modal-foot")


def _closer(sign: str, words: str, css: str) -> Markup:
    return el("button", icon(sign), type="button", class_=css, aria_label=words, data_act="close")
