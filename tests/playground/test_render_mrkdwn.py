"""mrkdwn, dates and rich text as HTML."""

from datetime import UTC, datetime
from html.parser import HTMLParser
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.render import Reader, mrkdwn
from playground.render.prose import markdown
from playground.render.rich_text import rich_text

NOW = datetime(2026, 11, 23, 9, 42, tzinfo=UTC)

BERLIN = Reader(
    now=NOW,
    zone=ZoneInfo("Europe/Berlin"),
    person="U1",
    people={"U1": "Alice", "U2": "Bob <b>"},
    channels={"C1": "teamsync"},
)
NEW_YORK = Reader(now=NOW, zone=ZoneInfo("America/New_York"), half_day=True)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("*bold* _italic_ ~gone~", "<b>bold</b> <i>italic</i> <s>gone</s>"),
        ("*_both_*", "<b><i>both</i></b>"),
        ("2*3*4 snake_case_name", "2*3*4 snake_case_name"),
        ("* not bold *", "* not bold *"),
        ("one\ntwo", "one<br>two"),
        ("`*raw*`", '<code class="bk-code">*raw*</code>'),
        ("```\na *b*\n```", '<pre class="bk-pre">a *b*</pre>'),
        ("> a\n> b\nc", '<blockquote class="bk-quote">a<br>b</blockquote>c'),
        ("&gt; a", '<blockquote class="bk-quote">a</blockquote>'),
        ("a &amp; b &lt;c&gt;", "a &amp; b &lt;c&gt;"),
        ("<b>x</b>", "&lt;b&gt;x&lt;/b&gt;"),
        ("<@U1>", '<span class="bk-mention bk-mention-me">@Alice</span>'),
        ("<@U2>", '<span class="bk-mention">@Bob &lt;b&gt;</span>'),
        ("<#C9>", '<span class="bk-mention bk-mention-closed">a private channel</span>'),
        ("<!channel>", '<span class="bk-mention bk-mention-me">@channel</span>'),
        ("<javascript:alert(1)|press>", "press"),
        ("<http://[>", "&lt;http://[&gt;"),
        (":no_such_emoji_here:", ":no_such_emoji_here:"),
        ("10:30:45", "10:30:45"),
    ],
)
def test_mrkdwn(written: str, shown: str) -> None:
    assert mrkdwn(written, BERLIN) == shown


def test_a_link_opens_beside_the_page() -> None:
    shown = mrkdwn("<https://example.com/?a=1&amp;b=2|*Words*>", BERLIN)
    assert 'href="https://example.com/?a=1&amp;b=2"' in shown
    assert 'rel="noopener noreferrer nofollow"' in shown
    assert ">*Words*</a>" in shown


def test_emoji_have_names() -> None:
    shown = mrkdwn(":large_green_circle: On track", BERLIN)
    assert 'aria-label="large green circle"' in shown
    assert "<svg" in shown  # drawn, for machines without emoji
    assert "🚀" in mrkdwn(":rocket:", BERLIN)


@pytest.mark.parametrize(
    ("form", "berlin", "new_york"),
    [
        ("saved {date_pretty} at {time}", "saved today at 10:42", "saved today at 4:42 AM"),
        ("{date_pretty}", "Today", "Today"),
        ("{date_long}", "Monday, November 23rd, 2026", "Monday, November 23rd, 2026"),
        ("{date_short}", "Nov 23, 2026", "Nov 23, 2026"),
        ("{date_num} {time_secs}", "2026-11-23 10:42:00", "2026-11-23 4:42:00 AM"),
        ("{unknown}", "{unknown}", "{unknown}"),
    ],
)
def test_dates_are_the_readers(form: str, berlin: str, new_york: str) -> None:
    seconds = int(NOW.timestamp())
    assert BERLIN.date(seconds, form) == berlin
    assert NEW_YORK.date(seconds, form) == new_york


def test_days_are_told_from_the_readers_day() -> None:
    late = int(datetime(2026, 11, 24, 4, 0, tzinfo=UTC).timestamp())
    assert BERLIN.date(late, "due {date_pretty}") == "due tomorrow"
    assert NEW_YORK.date(late, "due {date_pretty}") == "due today"
    next_year = int(datetime(2027, 3, 1, 12, tzinfo=UTC).timestamp())
    assert BERLIN.date(next_year, "by {date}") == "by March 1, 2027"


def test_rich_text_of_every_kind() -> None:
    runs = [
        {"type": "text", "text": "a *b* <i>\n", "style": {"bold": True, "strike": True}},
        {"type": "user", "user_id": "U1"},
        {"type": "channel", "channel_id": "C1"},
        {"type": "link", "url": "https://example.com"},
        {"type": "emoji", "name": "tada"},
        {"type": "date", "timestamp": int(NOW.timestamp()), "format": "{time}", "fallback": "f"},
        {"type": "broadcast", "range": "here"},
    ]
    section = {"type": "rich_text_section", "elements": runs}
    items = {"type": "rich_text_list", "style": "ordered", "indent": 1, "elements": [section]}
    quote = {"type": "rich_text_quote", "elements": runs[:1]}
    shown = rich_text({"type": "rich_text", "elements": [section, items, quote]}, BERLIN)
    assert "<s><b>a *b* &lt;i&gt;<br></b></s>" in shown
    assert '<ol class="bk-list bk-indent-1" type="a">' in shown
    assert '<time title="f">10:42</time>' in shown
    assert 'data-id="C1"' in shown
    assert '<blockquote class="bk-quote">' in shown


class Outline(HTMLParser):
    """The tags, the addresses and the words of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.schemes: set[str] = set()
        self.words = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            self.attributes.add(name)
            if name in ("href", "src"):
                self.schemes.add(urlsplit(value or "").scheme)

    def handle_data(self, data: str) -> None:
        self.words += data


ALLOWED = {
    *("b", "i", "s", "code", "pre", "blockquote", "br", "span", "a", "time", "button"),
    *("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "hr", "em", "strong", "div"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}

HOSTILE = st.text(alphabet="<>&\"'`*_~|!@#:^/=()[]{} \nabjsC1U-.\u202e\u00e9", max_size=80)


@given(HOSTILE | st.text(max_size=60))
def test_nothing_typed_becomes_markup(typed: str) -> None:
    for html in (mrkdwn(typed, BERLIN), markdown({"text": typed}, BERLIN)):
        seen = Outline(html)
        assert seen.tags <= ALLOWED
        assert not any(
            name.startswith("on") or name in ("style", "src") for name in seen.attributes
        )
        assert seen.schemes <= {"http", "https", "mailto", "tel", ""}


@given(st.text(min_size=1, max_size=60).filter(lambda text: "\r" not in text and "\0" not in text))
def test_plain_runs_come_out_as_they_went_in(typed: str) -> None:
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": typed}]}
    seen = Outline(rich_text({"elements": [section]}, BERLIN))
    assert seen.words == typed.replace("\n", "")
    assert seen.tags <= {"div", "br"}
