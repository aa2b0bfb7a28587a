"""The drawer: every call in both directions, and faults on demand."""

import json
from typing import Any

from playground.faults import Fault
from playground.page.icons import icon
from playground.page.session import Session
from playground.render.dates import clock_time
from playground.render.markup import Markup, el, join
from playground.traffic import Exchange

_SHOWN = 200
"""Calls in the list; the filter finds older ones."""

_FIRST_ERROR = 300

FAULTS = {
    "error": "Slack’s error (code)",
    "status": "HTTP status (number)",
    "rate_limit": "429, Retry-After (seconds)",
    "delay": "Answer late (seconds)",
    "hang": "Never answer",
    "lose_reply": "Do it, lose the reply",
    "duplicate": "Deliver events twice",
    "drop": "Deliver no events",
    "swap": "Swap two events",
}
"""What can go wrong, in the words of the drawer; the last three meet all events."""


def drawer(session: Session) -> Markup:
    """Return the drawer, or nothing while it is closed."""
    if not session.drawer:
        return Markup("")
    buttons = el(
        "span",
        el("button", "Clear", type="button", class_="bk-button", data_act="clear_traffic"),
        el(
            "button",
            icon("close"),
            type="button",
            class_="icon-button",
            aria_label="Close the drawer",
            data_act="drawer",
        ),
        style="display:flex;gap:6px;margin-left:auto",
    )
    head = el("div", el("h2", "Traffic"), buttons, class_="pane-head", data_key="drawer-head")
    rows = [_row(session, one) for one in _wanted(session)]
    calls = el("ul", join(rows), class_="calls", data_key="calls", tabindex="0", aria_label="Calls")
    empty = el("p", "No calls yet, or none that fit the filter.", class_="side-note")
    return head + _tools(session) + (calls if rows else empty) + _faults(session)


def _tools(session: Session) -> Markup:
    ways = {"": "Both ways", "to_slack": "To Slack", "to_app": "To the app"}
    options = [
        el("option", words, value=way, selected=way == session.way) for way, words in ways.items()
    ]
    return el(
        "div",
        el(
            "input",
            type="search",
            class_="bk-input",
            placeholder="Filter: a method, a word, an id",
            aria_label="Filter calls",
            value=session.wanted,
            data_act="filter",
        ),
        el(
            "select",
            el("button", el("selectedcontent"), type="button"),
            join(options),
            class_="bk-select",
            aria_label="Direction",
            data_act="way",
            data_held=session.way,
        ),
        class_="drawer-tools bk",
        data_key="drawer-tools",
    )


def _wanted(session: Session) -> list[Exchange]:
    """Return the calls to show, youngest first."""
    word = session.wanted.lower().strip()
    found = []
    for one in reversed(session.slack.traffic.exchanges):
        if session.way not in ("", one.direction):
            continue
        if word and word not in f"{one.method} {one.act} {one.status}".lower():
            held = f"{one.payload} {one.answer}".lower()
            if word not in held:
                continue
        found.append(one)
        if len(found) == _SHOWN:
            break
    return found


def _row(session: Session, one: Exchange) -> Markup:
    unfolded = one.number in session.opened
    to_slack = one.direction == "to_slack"
    bad = _trouble(one)
    zone = session.reader().zone
    time = clock_time(one.at.astimezone(zone), half_day=False, seconds=True)
    face = el(
        "button",
        el(
            "span",
            "←" if to_slack else "→",
            class_=f"way{'' if to_slack else ' out'}",
            aria_hidden="true",
        ),
        el("b", one.method),
        el("span", bad or str(one.status), class_="bad" if bad else "ok"),
        el("span", f"{one.seconds * 1000:.0f} ms", class_="took"),
        el("small", f"{time}  ·  {'app to Slack' if to_slack else 'Slack to app'}{_act(one)}"),
        type="button",
        aria_expanded="true" if unfolded else "false",
        data_act="unfold",
        data_value=str(one.number),
    )
    detail = _detail(one) if unfolded else None
    return el("li", face, detail, class_="call", data_key=f"call-{one.number}")


def _act(one: Exchange) -> str:
    return f"  ·  {one.act}" if one.act else ""


def _trouble(one: Exchange) -> str | None:
    """Return what was wrong with a call, None if nothing was."""
    if one.trouble:
        return one.trouble
    if isinstance(one.answer, dict) and one.answer.get("ok") is False:
        return str(one.answer.get("error", "error"))
    return f"HTTP {one.status}" if one.status >= _FIRST_ERROR else None


def _detail(one: Exchange) -> Markup:
    return join(
        [
            el("h3", "Sent"),
            el("pre", _pretty(one.payload), tabindex="0"),
            el("h3", "Answered"),
            el("pre", _pretty(one.answer), tabindex="0"),
        ]
    )


def _pretty(held: Any) -> str:
    if held in (None, ""):
        return "(nothing)"
    if isinstance(held, str):
        return held
    return json.dumps(held, indent=2, ensure_ascii=False, default=str)


def _faults(session: Session) -> Markup:
    waiting = [
        el(
            "li",
            el("span", _fault_words(fault)),
            el(
                "button",
                "Remove",
                type="button",
                class_="bk-button",
                data_act="remove_fault",
                data_value=str(number),
            ),
            data_key=f"fault-{number}",
        )
        for number, fault in enumerate(session.slack.faults.waiting)
    ]
    count = f", {len(waiting)} waiting" if waiting else ""
    return el(
        "details",
        el("summary", f"Faults on demand{count}"),
        el("p", "What Slack and the network do on a bad day. The app has to cope."),
        _fault_form(),
        el("ul", join(waiting)) if waiting else None,
        class_="faults bk",
        data_key="faults",
    )


def _fault_form() -> Markup:
    kinds = [el("option", words, value=kind) for kind, words in FAULTS.items()]
    fields = [
        _field("What", el("select", join(kinds), name="kind", class_="bk-select")),
        _field("Method", _box("method", "chat.postMessage, or *")),
        _field("Code, number or seconds", _box("detail", "channel_not_found")),
        _field("How many times", _box("times", "1", "1")),
    ]
    add = el(
        "button",
        "Add the fault",
        type="button",
        class_="bk-button",
        data_act="add_fault",
        data_form="1",
    )
    return el("form", join(fields), add)


def _field(words: str, field: Markup) -> Markup:
    return el("label", words, field)


def _box(name: str, placeholder: str, value: str = "") -> Markup:
    return el(
        "input", type="text", name=name, class_="bk-input", placeholder=placeholder, value=value
    )


def _fault_words(fault: Fault) -> str:
    detail = fault.error or (str(fault.status) if fault.kind == "status" else "")
    if fault.seconds:
        detail = f"{fault.seconds:g} s"
    times = "until removed" if fault.times is None else f"{fault.times} more"
    words = FAULTS[fault.kind].partition(" (")[0]
    return "  ·  ".join(part for part in (words, fault.method, detail, times) if part)
