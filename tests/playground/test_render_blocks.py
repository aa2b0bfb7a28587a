"""Blocks and their elements as HTML, and the gallery."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from playground.elements import HOLDINGS, first_state, with_ids
from playground.gallery import Sample, write_gallery
from playground.render import Choice, Place, Reader, blocks_html
from tests.playground.small_app import button, modal, plain, text_field

Body = dict[str, Any]

HOSTILE = "\"><script>alert(1)</script> & 'x'"

OPTIONS = [{"text": plain("One <1>"), "value": "1"}, {"text": plain("Two"), "value": "2"}]


def drawn(*blocks: Body, errors: dict[str, str] | None = None, **more: Any) -> str:
    numbers = iter(range(1000))
    kept = with_ids(list(blocks), lambda prefix: f"{prefix}{next(numbers)}")
    reader = Reader(
        now=datetime(2026, 11, 23, 9, 42, tzinfo=UTC),
        zone=ZoneInfo("Europe/Berlin"),
        files={"F1": "/playground/files/F1"},
    )
    place = Place(
        reader=reader,
        key="k",
        state=first_state(kept),
        errors=errors or {},
        people=(Choice("U1", "Alice"),),
        conversations=(Choice("C1", "#teamsync"),),
        **more,
    )
    return str(blocks_html(kept, place))


def an_input(kind: str, **more: Any) -> Body:
    element = {"type": kind, "action_id": "value", **more}
    if kind in ("static_select", "multi_static_select", "radio_buttons", "checkboxes"):
        element["options"] = OPTIONS
    return {"type": "input", "block_id": "b", "label": plain("Label"), "element": element}


@pytest.mark.parametrize("kind", sorted(HOLDINGS))
def test_every_field_has_its_label_and_its_error(kind: str) -> None:
    html = drawn(an_input(kind), errors={"b": f"No: {HOSTILE}"})
    grouped = kind in ("radio_buttons", "checkboxes")
    assert ('aria-labelledby="k-b-value-label"' if grouped else 'for="k-b-value"') in html
    assert 'id="k-b-value-error" role="alert"' in html
    assert 'aria-describedby="k-b-value-error"' in html
    assert 'aria-invalid="true"' in html
    assert "<script" not in html


@pytest.mark.parametrize(
    ("element", "shown"),
    [
        ({"type": "plain_text_input", "initial_value": HOSTILE}, "&lt;script&gt;"),
        (
            {"type": "plain_text_input", "multiline": True, "initial_value": "\na"},
            ">\n\na</textarea>",
        ),
        ({"type": "number_input", "initial_value": "14"}, 'inputmode="decimal"'),
        ({"type": "static_select", "initial_option": OPTIONS[1]}, 'value="2" selected'),
        ({"type": "checkboxes", "initial_options": OPTIONS[:1]}, 'value="1" checked'),
        ({"type": "users_select", "initial_user": "U1"}, 'value="U1" selected'),
        ({"type": "multi_channels_select", "initial_channels": ["C1"]}, "Remove #teamsync"),
        ({"type": "datepicker", "initial_date": "2026-12-01"}, 'value="2026-12-01"'),
        ({"type": "datetimepicker", "initial_date_time": 1795426920}, 'value="2026-11-23T'),
        ({"type": "file_input", "filetypes": ["md"]}, 'accept=".md"'),
    ],
)
def test_fields_hold_their_initial_value(element: Body, shown: str) -> None:
    assert shown in drawn(an_input(**{"kind": element["type"]} | _without_type(element)))


def _without_type(element: Body) -> Body:
    return {name: value for name, value in element.items() if name != "type"}


def test_sections_with_fields_and_each_accessory() -> None:
    menu = {"type": "overflow", "options": OPTIONS}
    picture = {"type": "image", "image_url": "https://example.com/x.png", "alt_text": HOSTILE}
    text = {"type": "mrkdwn", "text": "*a*"}
    html = drawn(
        {"type": "section", "text": text, "accessory": button("go", HOSTILE, style="danger")},
        {"type": "section", "fields": [text, plain("b")], "accessory": menu},
        {"type": "section", "text": text, "accessory": picture},
    )
    assert html.count("<b>a</b>") == 3
    assert 'role="menuitem"' in html
    assert "bk-danger" in html
    assert "<script" not in html
    assert "example.com" not in html, "nothing is loaded from other machines"


def test_pictures_of_this_machine_are_shown() -> None:
    html = drawn({"type": "image", "slack_file": {"id": "F1"}, "alt_text": "A chart"})
    assert '<img src="/playground/files/F1" alt="A chart"' in html


def test_a_button_asks_and_says_its_name() -> None:
    confirm = {"title": plain("Sure?"), "text": plain(HOSTILE), "confirm": plain("Yes")}
    pressed = button("go", "Edit", accessibility_label="Edit the FAQ", confirm=confirm)
    html = drawn({"type": "actions", "elements": [pressed]})
    assert 'aria-label="Edit the FAQ"' in html
    assert "&#34;Sure?&#34;" in html
    assert "<script" not in html


def test_tables_and_markdown() -> None:
    cell = {"type": "raw_text", "text": HOSTILE}
    html = drawn(
        {"type": "table", "rows": [[cell, cell], [cell, cell]], "column_settings": [{}, None]},
        {
            "type": "markdown",
            "text": f"# Head\n**b** ~~s~~ ![x](https://example.com/p.png) {HOSTILE}",
        },
    )
    assert html.count("<th") == 3, "thead and two cells"
    assert "<h1>Head</h1>" in html
    assert "<strong>b</strong>" in html
    assert "<img" not in html
    assert "<script" not in html


def test_the_gallery_is_one_file_that_loads_nothing(tmp_path: Path) -> None:
    target = tmp_path / "gallery.html"
    form = modal(text_field("headline", placeholder=plain(HOSTILE)))
    home = {"type": "home", "blocks": [{"type": "header", "text": plain("Hello")}]}
    write_gallery(
        [
            Sample("goals", "home", "home", home),
            Sample("documents", "form", "modal", form),
            Sample("documents", "only text", "message", {"text": "*Words* only"}),
            Sample("documents", "hostile", "thread", {"text": HOSTILE}),
        ],
        target,
    )
    html = target.read_text(encoding="utf-8")
    assert html.index('id="feature-documents"') < html.index('id="feature-goals"')
    assert html.count("<article") == 4
    assert html.count("<script>") == 1, "the switch of light and dark, and nothing else"
    assert "<b>Words</b> only" in html
    assert not any(word in html for word in ("http://", "https://", "<link", " src="))
