"""Each limit of slack.md, and the words and the pointer of its refusal."""

from typing import Any

import pytest

from playground import rules
from tests.playground.small_app import button, modal, plain, text_field

Json = dict[str, Any]


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def section(**more: Any) -> Json:
    return {"type": "section", "text": mrkdwn("x"), **more}


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def option(text: str = "x", value: str = "v", **more: Any) -> Json:
    return {"text": plain(text), "value": value, **more}


def select(**more: Any) -> Json:
    return {"type": "static_select", "action_id": "s", "options": [option()], **more}


def boxes(kind: str, count: int) -> Json:
    return {"type": kind, "action_id": "c", "options": [option(value=str(n)) for n in range(count)]}


def confirm(**more: Any) -> Json:
    sure = {"title": plain("t"), "text": plain("x"), "confirm": plain("y"), "deny": plain("n")}
    return button("a", "A", confirm=sure | more)


def rich(*elements: Json) -> Json:
    return {"type": "rich_text", "elements": list(elements)}


def run(**element: Any) -> Json:
    return rich({"type": "rich_text_section", "elements": [element]})


def image(**more: Any) -> Json:
    return {"type": "image", "image_url": "https://example.com/i.png", "alt_text": "i", **more}


BLOCKS = [
    (section(text=mrkdwn("x" * 3001)), "must be less than 3001 characters", "/0/text/text"),
    (section(text=mrkdwn("")), "must be more than 0 characters", "/0/text/text"),
    ({"type": "section"}, "must provide text or fields", "/0"),
    (section(fields=[plain("x")] * 11), "no more than 10 items allowed", "/0/fields"),
    (
        section(fields=[plain("x" * 2001)]),
        "must be less than 2001 characters",
        "/0/fields/0/text",
    ),
    (section(colour="red"), "invalid additional property: colour", "/0"),
    (section(accessory=text_field("x")["element"]), "unsupported type", "/0/accessory/type"),
    (
        {"type": "header", "text": plain("x" * 151)},
        "must be less than 151 characters",
        "/0/text/text",
    ),
    ({"type": "header", "text": mrkdwn("x")}, "Input should be 'plain_text'", "/0/text/type"),
    ({"type": "header"}, "missing required field: text", "/0"),
    ({"type": "banner"}, "unsupported type: banner", "/0/type"),
    ({"text": plain("x")}, "missing required field: type", "/0"),
    ({"type": "divider", "block_id": "x" * 256}, "must be less than 256", "/0/block_id"),
    (
        {"type": "context", "elements": [mrkdwn("x")] * 11},
        "no more than 10 items allowed",
        "/0/elements",
    ),
    (
        {"type": "context", "elements": [mrkdwn("x" * 3001)]},
        "must be less than 3001 characters",
        "/0/elements/0/text",
    ),
    (
        actions(*[button(str(n), "A") for n in range(26)]),
        "no more than 25 items allowed",
        "/0/elements",
    ),
    (actions(), "no fewer than 1 items allowed", "/0/elements"),
    (
        actions(button("a", "x" * 76)),
        "must be less than 76 characters",
        "/0/elements/0/text/text",
    ),
    (
        actions(button("a", "A", value="x" * 2001)),
        "must be less than 2001 characters",
        "/0/elements/0/value",
    ),
    (actions(button("x" * 256, "A")), "must be less than 256", "/0/elements/0/action_id"),
    (actions(button("a", "A", style="loud")), "Input should be", "/0/elements/0/style"),
    (
        actions(button("a", "A", accessibility_label="x" * 76)),
        "must be less than 76 characters",
        "/0/elements/0/accessibility_label",
    ),
    (actions(button("a", "A"), button("a", "B")), "already in use", "/0/elements/1/action_id"),
    (
        actions(select(options=[option(value=str(n)) for n in range(101)])),
        "no more than 100 items allowed",
        "/0/elements/0/options",
    ),
    (
        actions(select(options=[option("x" * 76)])),
        "must be less than 76 characters",
        "/0/elements/0/options/0/text/text",
    ),
    (
        actions(select(options=[option(value="x" * 151)])),
        "must be less than 151 characters",
        "/0/elements/0/options/0/value",
    ),
    (
        actions(select(options=[option(description=plain("x" * 76))])),
        "must be less than 76 characters",
        "/0/elements/0/options/0/description/text",
    ),
    (actions(select(initial_option=option("y", "w"))), "not one of the options", "/0/elements/0"),
    (actions(select(placeholder=plain("x" * 151))), "less than 151", "/0/elements/0/placeholder"),
    (actions(boxes("overflow", 6)), "no more than 5 items allowed", "/0/elements/0/options"),
    (actions(boxes("checkboxes", 11)), "no more than 10 items", "/0/elements/0/options"),
    (actions(boxes("radio_buttons", 11)), "no more than 10 items", "/0/elements/0/options"),
    (actions(confirm(title=plain("x" * 101))), "less than 101", "/0/elements/0/confirm/title/text"),
    (actions(confirm(text=plain("x" * 301))), "less than 301", "/0/elements/0/confirm/text/text"),
    (actions(confirm(deny=plain("x" * 31))), "less than 31", "/0/elements/0/confirm/deny/text"),
    (actions(text_field("x")["element"]), "unsupported type: plain_text_input", "/0/elements/0"),
    (image(alt_text="x" * 2001), "must be less than 2001 characters", "/0/alt_text"),
    ({"type": "image", "image_url": "https://x"}, "missing required field: alt_text", "/0"),
    (text_field("f", max_length=3001), "less than or equal to 3000", "/0/element/max_length"),
    (text_field("f", max_length=3, initial_value="long"), "less than 4", "/0/element/initial"),
    (text_field("f") | {"hint": plain("x" * 2001)}, "less than 2001", "/0/hint/text"),
    (text_field("f") | {"element": {"type": "file_input"}}, "file_input", "/0/element/type"),
    (run(type="text", text=""), "must be more than 0 characters", "/0/elements/0/elements/0/text"),
    (run(type="shout", text="x"), "unsupported type: shout", "/0/elements/0/elements/0/type"),
    (run(type="user"), "missing required field: user_id", "/0/elements/0/elements/0"),
    (rich({"type": "text", "text": "x"}), "unsupported type: text", "/0/elements/0/type"),
    (
        rich({"type": "rich_text_list", "style": "bullet", "elements": [], "indent": 9}),
        "less than or equal to 8",
        "/0/elements/0/indent",
    ),
    ({"type": "markdown", "text": "x" * 12_001}, "must be less than 12001", "/0/text"),
    (
        {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}]] * 101},
        "no more than 100 items allowed",
        "/0/rows",
    ),
    (
        {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}] * 21]},
        "no more than 20 items allowed",
        "/0/rows/0",
    ),
]


@pytest.mark.parametrize(("block", "words", "pointer"), BLOCKS)
def test_a_block_is_refused(block: Json, words: str, pointer: str) -> None:
    faults = rules.check_blocks([block], "message")
    assert faults
    assert words in faults[0]
    assert f"[json-pointer:/blocks{pointer}" in faults[0]


@pytest.mark.parametrize(
    "block",
    [
        section(text=mrkdwn("x" * 3000), fields=[plain("x" * 2000)] * 10),
        {"type": "header", "text": plain("x" * 150)},
        {"type": "context", "elements": [mrkdwn("x")] * 10},
        actions(*[button(str(n), "A" * 75, value="v" * 2000) for n in range(25)]),
        actions(select(options=[option(value=str(n)) for n in range(100)])),
        actions(boxes("overflow", 5)),
        actions(boxes("checkboxes", 10)),
        actions(confirm()),
        image(),
        text_field("f", max_length=3000, multiline=True),
        run(type="text", text="text", style={"bold": True}),
        run(type="date", timestamp=1, format="{date}", fallback="then"),
        section(accessory=button("a", "A")),
    ],
)
def test_what_is_at_its_limit_is_taken(block: Json) -> None:
    assert rules.check_blocks([block], "message") == []


MANY_INPUTS = [text_field(str(n)) for n in range(101)]
VIEWS = [
    (modal(*MANY_INPUTS), "no more than 100 items allowed [json-pointer:/view/blocks]"),
    (modal(), "no fewer than 1 items allowed [json-pointer:/view/blocks]"),
    (modal(section(), title=plain("x" * 25)), "less than 25 characters [json-pointer:/view/title"),
    (modal(section(), submit=plain("x" * 25)), "[json-pointer:/view/submit/text]"),
    (modal(section(), close=plain("x" * 25)), "[json-pointer:/view/close/text]"),
    (modal(section(), callback_id="x" * 256), "[json-pointer:/view/callback_id]"),
    (modal(section(), private_metadata="x" * 3001), "[json-pointer:/view/private_metadata]"),
    (modal(section(), size="big"), "invalid additional property: size"),
    (modal(section(), type="home"), "[json-pointer:/view"),
    (modal(section(block_id="a"), section(block_id="a")), "[json-pointer:/view/blocks/1/block_id]"),
    (
        modal(text_field("a", focus_on_load=True), text_field("b", focus_on_load=True)),
        "focus_on_load can only be set once",
    ),
    (modal({"type": "markdown", "text": "x"}), "unsupported type: markdown"),
    (modal({"type": "table", "rows": []}), "unsupported type: table"),
    ({**modal(text_field("a")), "submit": None}, "submit is required"),
]


@pytest.mark.parametrize(("view", "fault"), VIEWS)
def test_a_view_is_refused(view: Json, fault: str) -> None:
    assert any(fault in found for found in rules.check_view(view, "modal"))


def test_a_file_input_stands_in_modals_only() -> None:
    field = text_field("f") | {"element": {"type": "file_input", "max_files": 10}}
    assert rules.check_view(modal(field), "modal") == []
    faults = rules.check_view({"type": "home", "blocks": [field]}, "home")
    assert faults == ["unsupported type: file_input [json-pointer:/view/blocks/0/element/type]"]


def test_a_message_has_at_most_fifty_blocks_and_one_table() -> None:
    assert rules.check_blocks([{"type": "divider"}] * 50, "message") == []
    assert rules.check_blocks([{"type": "divider"}] * 51, "message") == [
        "no more than 50 items allowed [json-pointer:/blocks]"
    ]
    table = {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}]]}
    assert "only one table" in rules.check_blocks([table, table], "message")[0]
    markdown = {"type": "markdown", "text": "x" * 7_000}
    assert "in all" in rules.check_blocks([markdown, markdown], "message")[0]


def test_the_words_of_a_message_are_counted() -> None:
    assert rules.words_in([section(), {"type": "header", "text": plain("four")}]) == 5
