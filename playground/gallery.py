"""Every view on one page: a static file that needs no server and loads nothing."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count, groupby
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from playground.cast import default_channels, default_people
from playground.elements import first_state, with_ids
from playground.page.modal import frame
from playground.render import Choice, Place, Reader, blocks_html, mrkdwn
from playground.render.markup import Markup, el, join
from playground.things import Json

Surface = Literal["message", "thread", "modal", "home"]

_STATIC = Path(__file__).parent / "static"

_SHEETS = ("blocks.css", "gallery.css")

_SCRIPT = """
document.querySelector('#theme').addEventListener('click', () => {
  const root = document.documentElement;
  const dark = root.dataset.theme
    ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  root.dataset.theme = dark ? 'light' : 'dark';
});
"""


@dataclass(frozen=True)
class Sample:
    """One view with sample data."""

    feature: str
    name: str
    surface: Surface
    payload: Json
    """A view, or a message: text and blocks."""


def write_gallery(samples: Iterable[Sample], target: Path, *, now: datetime | None = None) -> None:
    """Write all samples, grouped by feature, into one HTML file.

    `now` is the moment from which "today" is told, in UTC; without it, that of a fixed sample
    day, so that the file is the same each time it is written.
    """
    reader = _reader(now or datetime(2026, 11, 23, 9, 42, tzinfo=UTC))
    ordered = sorted(samples, key=lambda sample: sample.feature)
    groups = [
        (feature, list(group)) for feature, group in groupby(ordered, key=lambda one: one.feature)
    ]
    number = count()
    sections = [
        el(
            "section",
            el("h2", feature),
            join([_sample(sample, reader, next(number)) for sample in group]),
            id=f"feature-{feature}",
        )
        for feature, group in groups
    ]
    links = [el("a", feature, href=f"#feature-{feature}") for feature, _ in groups]
    target.write_text(_page(join(links), join(sections)), encoding="utf-8")


def _page(links: Markup, sections: Markup) -> str:
    sheets = [(_STATIC / name).read_text(encoding="utf-8") for name in _SHEETS]
    theme = el("button", "Light or dark", type="button", id="theme", class_="bk-button")
    body = el(
        "body",
        el("header", el("h1", "Workback: every view"), el("nav", links), theme),
        el("main", sections),
        el("script", Markup(_SCRIPT)),
    )
    head = el(
        "head",
        Markup('<meta charset="utf-8">'),
        Markup('<meta name="viewport" content="width=device-width, initial-scale=1">'),
        el("title", "Workback: every view"),
        el("style", Markup("\n".join(sheets))),
    )
    return f"<!doctype html>\n{el('html', head, body, lang='en')}\n"


def _sample(sample: Sample, reader: Reader, number: int) -> Markup:
    written = json.dumps(sample.payload, indent=2, ensure_ascii=False)
    return el(
        "article",
        el("h3", sample.name),
        _frame(sample, reader, number),
        el("details", el("summary", "JSON"), el("pre", written)),
        class_="sample",
    )


def _frame(sample: Sample, reader: Reader, number: int) -> Markup:
    numbers = count()
    new_id: Callable[[str], str] = lambda prefix: f"{prefix}{next(numbers)}"  # noqa: E731  (names a type)
    blocks = with_ids(sample.payload.get("blocks", []), new_id)
    place = Place(
        reader=reader,
        key=f"sample-{number}",
        state=first_state(blocks),
        people=tuple(Choice(one, name) for one, name in reader.people.items()),
        conversations=tuple(Choice(one, f"#{name}") for one, name in reader.channels.items()),
    )
    css = f"frame frame-{sample.surface}"
    if sample.surface == "modal":
        return el("div", frame(sample.payload | {"blocks": blocks}, place), class_=f"modal {css}")
    drawn = blocks_html(blocks, place)
    if sample.surface == "home":
        return el("div", drawn, class_=f"bk {css}")
    text = drawn or el("div", mrkdwn(sample.payload.get("text", ""), reader))
    mark = el("span", "W", class_="mark mark-small", aria_hidden="true")
    return el("div", el("div", mark, "Workback", class_="head"), text, class_=f"bk {css}")


def _reader(now: datetime) -> Reader:
    """Return the first of the cast, who sees all channels."""
    people = default_people()
    return Reader(
        now=now,
        zone=ZoneInfo(people[0].tz),
        person=people[0].id,
        people={person.id: person.shown_name for person in people},
        channels={channel.id: channel.name for channel in default_channels()},
    )
